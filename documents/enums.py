"""Where a paper stands, and the kinds it may have (titles come from the rulebook)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from readiness.rulebook import current_rulebook


class DocumentStatus(TextChoices):
    UPLOADED = "uploaded", _("Recorded")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Sent back")
    EXPIRED = "expired", _("Expired")


KINDS = current_rulebook().vocabulary.document_kinds
