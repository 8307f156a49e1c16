"""Choices of a message template; categories are Meta's."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Category(TextChoices):
    MARKETING = "MARKETING", _("Marketing")
    UTILITY = "UTILITY", _("Utility")
    AUTHENTICATION = "AUTHENTICATION", _("Authentication")


class Purpose(TextChoices):
    ORDER_CONFIRMATION = "order_confirmation", _("Order confirmation")
    SHIPPING = "shipping", _("Shipping notice")
    DELIVERY = "delivery", _("Delivery")
    PAYMENT = "payment", _("Payment")
    APPOINTMENT = "appointment", _("Appointment")
    OTP = "otp", _("One-time code")
    ACCOUNT_NOTICE = "account_notice", _("Account notice")
    SUPPORT_FOLLOWUP = "support_followup", _("Support follow-up")
    FEEDBACK = "feedback", _("Feedback")
    OPT_IN = "opt_in", _("Opt-in")
    OPT_OUT = "opt_out", _("Opt-out")
    PROMOTION = "promotion", _("Promotion")
    OTHER = "other", _("Other")


class Status(TextChoices):
    """Meta's words for where a template stands (§ templates/template-management), and one of ours for what Meta has not seen yet."""

    DRAFT = "DRAFT", _("Draft")
    PENDING = "PENDING", _("In review")
    APPROVED = "APPROVED", _("Approved")
    REJECTED = "REJECTED", _("Rejected")
    IN_APPEAL = "IN_APPEAL", _("Appeal open")
    PAUSED = "PAUSED", _("Paused")
    DISABLED = "DISABLED", _("Disabled")
    ARCHIVED = "ARCHIVED", _("Archived")
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED", _("Over the limit of the account")
    PENDING_DELETION = "PENDING_DELETION", _("Being deleted")
    DELETED = "DELETED", _("Deleted at Meta")


class Variant(TextChoices):
    STANDARD = "standard", _("Standard")
    ADVANCED = "advanced", _("Advanced")
    EMERGENCY = "emergency", _("Emergency")
