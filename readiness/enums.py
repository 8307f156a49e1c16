"""What is chosen from a list, on the floor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoleName(TextChoices):
    OWNER = "owner", _("Owner")
    CONSULTANT = "consultant", _("Consultant")
    APPLICANT = "applicant", _("Applicant")
    MANAGER = "manager", _("Manager")


class Permission(TextChoices):
    READ = "read", _("Read the dossier")
    ANSWER = "answer", _("Answer questions")
    REVIEW = "review", _("Review documents")
    REPORT = "report", _("Download reports")
    ADD_COMPANY = "add-company", _("Add companies")


class ApplicationStatus(TextChoices):
    """Where an application stands as a whole; its stages stand for themselves."""

    PREPARING = "preparing", _("Being prepared")
    SUBMITTED = "submitted", _("Submitted")
    ACTIVE = "active", _("Active")
    REFUSED = "refused", _("Refused")
    SUSPENDED = "suspended", _("Suspended")
    COOLING_DOWN = "cooling_down", _("Cooling down")
    BLACKLISTED = "blacklisted", _("Blacklisted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class StageStatus(TextChoices):
    NOT_STARTED = "not_started", _("Not started")
    WAITING = "waiting", _("Waiting")
    IN_REVIEW = "in_review", _("In review")
    INFORMATION_ASKED = "information_asked", _("Information asked for")
    PASSED = "passed", _("Passed")
    REFUSED = "refused", _("Refused")


class JobState(TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class JobKind(TextChoices):
    REPORT = "report", _("PDF report")
    TEMPLATE_SYNC = "template-sync", _("Templates compared with Meta")
    TEMPLATE_SEND = "template-send", _("Template sent to Meta")
    TEMPLATE_DELETE = "template-delete", _("Template deleted at Meta")


class ReminderKind(TextChoices):
    """What a reminder is about; its words stand in the rulebook's texts under `reminders`."""

    TEMPLATE_RENEWAL = "template-renewal", _("Message template to send again")
    DOCUMENT_RENEWAL = "document-renewal", _("Document to send again")
    AUDIT = "audit", _("Full audit")
    FIRST_DAYS = "first-days", _("First days after activation")
    INFORMATION_REQUEST = "information-request", _("The reviewer asks for information")
    TECHNICAL_TESTS = "technical-tests", _("Technical tests")
    BAN_OVER = "ban-over", _("End of a ban")
    REVIEW_WAITS = "review-waits", _("A document waits for a review")
    CHANGES_ASKED = "changes-asked", _("A document needs a change")
    ADDRESS_STOPPED = "address-stopped", _("Mail to an address comes back")
    WEEKLY_DIGEST = "weekly-digest", _("Weekly digest for consultants")
    MONTHLY_REPORT = "monthly-report", _("Monthly report for managers")


class Channel(TextChoices):
    APP = "app", _("Inbox")
    MAIL = "mail", _("E-mail")


class ReminderState(TextChoices):
    """planned → sending → sent; cancelled when its reason went away; dead when it failed too often."""

    PLANNED = "planned", _("Planned")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    CANCELLED = "cancelled", _("Cancelled")
    DEAD = "dead", _("Failed")


class MailState(TextChoices):
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    STOPPED = "stopped", _("Address refused")
    DEAD = "dead", _("Failed")


class EventKind(TextChoices):
    COMPANY_ADDED = "company-added", _("Company added")
    ANSWERS_SAVED = "answers-saved", _("Answers saved")
    DOCUMENT_RECORDED = "document-recorded", _("Document recorded")
    DOCUMENT_CHANGED = "document-changed", _("Document changed")
    DOCUMENT_REMOVED = "document-removed", _("Document removed")
    DOCUMENT_REVIEWED = "document-reviewed", _("Document reviewed")
    DOCUMENT_WAIVED = "document-waived", _("Document found not relevant")
    DOCUMENT_WANTED = "document-wanted", _("Document asked for again")
    FILE_UPLOADED = "file-uploaded", _("File uploaded")
    FILE_READ = "file-read", _("File checked")
    FILE_REFUSED = "file-refused", _("File refused")
    FILE_REMOVED = "file-removed", _("File removed")
    FILE_OPENED = "file-opened", _("File downloaded")
    TEMPLATE_RECORDED = "template-recorded", _("Template recorded")
    TEMPLATE_CHANGED = "template-changed", _("Template changed")
    TEMPLATE_REMOVED = "template-removed", _("Template removed")
    TEMPLATE_STEP = "template-step", _("Template moved on")
    TEMPLATES_IMPORTED = "templates-imported", _("Templates imported")
    META_CONNECTED = "meta-connected", _("Connected with Meta")
    META_DISCONNECTED = "meta-disconnected", _("Disconnected from Meta")
    MEMBER_ADDED = "member-added", _("Member added")
    META_ASKED = "meta-asked", _("Exchange with Meta asked for")
    APPLICATION_OPENED = "application-opened", _("Application opened")
    APPLICATION_MOVED = "application-moved", _("Application moved on")
    STAGE_MOVED = "stage-moved", _("Stage moved on")
    INFORMATION_REQUESTED = "information-requested", _("Reviewer asked for information")
    INFORMATION_ANSWERED = "information-answered", _("Reviewer was answered")
    REPORT_ASKED = "report-asked", _("Report asked for")
    REMINDERS_SET = "reminders-set", _("Reminder settings changed")
    MAIL_STOPPED = "mail-stopped", _("Mail to an address stopped")
