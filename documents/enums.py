"""Where a paper stands, and the kinds it may have (titles come from the rulebook)."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from readiness.rulebook import current_rulebook


class DocumentStatus(TextChoices):
    UPLOADED = "uploaded", _("Recorded")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Sent back")
    EXPIRED = "expired", _("Expired")


class FileState(TextChoices):
    WAITING = "waiting", _("Being checked")
    READ = "read", _("Checked")
    REFUSED = "refused", _("Cannot be used")


class Decision(TextChoices):
    APPROVED = "approved", _("Approve")
    CHANGES = "changes", _("Ask for changes")


class UploadProblem(StrEnum):
    """What is wrong with a file before anything looks into it; the page has the words."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NO_ROOM = "no_room"


class Verdict(TextChoices):
    """What the checks say of a paper together (documents.findings.PaperVerdict)."""

    ACCEPT = "accept", _("Checks passed")
    FIX = "fix", _("To fix")
    REFUSE = "refuse", _("Cannot be used")


KINDS = current_rulebook().vocabulary.document_kinds
