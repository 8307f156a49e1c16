"""Where templates stand, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from readiness.display import day
from readiness.models import Job

from .diffing import Difference
from .enums import Status
from .life import Renewal, RenewalState
from .lint import Verdict

VERDICTS = {
    Verdict.REFUSE: (_("Refused when created"), "bad"),
    Verdict.REJECT: (_("Likely rejected in review"), "bad"),
    Verdict.RECATEGORISE: (_("Likely moved to another category"), "warn"),
    Verdict.APPROVE: (_("Likely approved"), "ok"),
}
# A step as something that happened.
STEPS = {
    Status.PENDING: _("Sent to Meta for review"),
    Status.APPROVED: _("Meta approved it"),
    Status.REJECTED: _("Meta rejected it"),
    Status.IN_APPEAL: _("We appealed"),
    Status.PAUSED: _("Meta paused it for low quality"),
    Status.DISABLED: _("Meta disabled it"),
    Status.ARCHIVED: _("Meta archived it, unused for 12 months"),
}
NOT_CHECKED = (_("Not checked"), "unknown")
STATUS_TONES = {
    Status.DRAFT: "quiet",
    Status.PENDING: "waiting",
    Status.APPROVED: "ok",
    Status.REJECTED: "bad",
    Status.IN_APPEAL: "waiting",
    Status.PAUSED: "warn",
    Status.DISABLED: "bad",
    Status.ARCHIVED: "quiet",
    Status.LIMIT_EXCEEDED: "bad",
    Status.PENDING_DELETION: "quiet",
    Status.DELETED: "quiet",
}
RENEWAL_TONES = {RenewalState.FINE: "ok", RenewalState.SOON: "warn", RenewalState.OVERDUE: "bad"}
# Meta's reasons (template-review; webhooks: message_template_status_update), what each means, and what to do.
REASONS = {
    "ABUSIVE_CONTENT": _("Meta found it abusive or against its policy. Take out threats, insults and pressure, then send it again."),
    "PROMOTIONAL": _("Meta found advertising in it. Take the offer out, or send it as marketing."),
    "SCAM": _("Meta took it for a scam. Say who you are and what the customer did, and leave out prizes and unclear links."),
    "INVALID_FORMAT": _("Its form is wrong, mostly a variable or a sample. Mend what the check below names, then send it again."),
    "TAG_CONTENT_MISMATCH": _("The text does not fit its category. Choose the category that fits, or change the text."),
    "INCORRECT_CATEGORY": _("The text does not fit its category. Choose the category that fits, or change the text."),
    "CATEGORY_NOT_AVAILABLE": _("This category is not offered in the country. Use another one."),
    "NONE": _("Meta gave no reason. Read the check below, mend what it names, or ask for a review in WhatsApp Manager."),
}

REASON_TITLES = {
    "INVALID_FORMAT": _("Invalid format"),
    "INCORRECT_CATEGORY": _("Wrong category"),
    "TAG_CONTENT_MISMATCH": _("Text does not fit the category"),
    "PROMOTIONAL": _("Promotional"),
    "ABUSIVE_CONTENT": _("Abusive content"),
    "SCAM": _("Scam"),
    "CATEGORY_NOT_AVAILABLE": _("Category not available"),
    "NONE": _("No reason given"),
}


def verdict_words(verdict: str) -> tuple[Any, str]:
    return VERDICTS[Verdict(verdict)] if verdict in set(Verdict) else NOT_CHECKED


def status_tone(status: str) -> str:
    return STATUS_TONES.get(Status(status), "unknown") if status in Status.values else "unknown"


def renewal_words(renewal: Renewal | None) -> dict[str, Any] | None:
    if renewal is None:
        return None
    sentences = {
        RenewalState.FINE: _("Send it again from %(resubmit)s; the guide counts on it until %(ends)s."),
        RenewalState.SOON: _("Send it again now: the guide counts on it until %(ends)s."),
        RenewalState.OVERDUE: _("Send it again now: the guide’s period ended on %(ends)s."),
    }
    titles = {RenewalState.FINE: _("In time"), RenewalState.SOON: _("Due soon"), RenewalState.OVERDUE: _("Overdue")}
    words = {"resubmit": day(renewal.resubmit_on), "ends": day(renewal.ends_on)}
    return {
        "tone": RENEWAL_TONES[renewal.state],
        "title": titles[renewal.state],
        "text": sentences[renewal.state] % words,
        "state": renewal.state,
    }


def part_words(part: str) -> str:
    """`BODY`, `CARD 2 BUTTON 1`, `category` as a reader calls them; parts that we do not know as they are."""
    names = {
        "HEADER": _("Header"),
        "BODY": _("Text"),
        "FOOTER": _("Footer"),
        "BUTTON": _("Button"),
        "CARD": _("Card"),
        "category": _("Category"),
        "parameter_format": _("Kind of variables"),
        "message_send_ttl_seconds": _("Seconds to deliver"),
        "LIMITED_TIME_OFFER": _("Limited-time offer"),
    }
    return " ".join(str(names.get(word, word)) for word in part.split())


def status_words(status: str) -> str:
    return str(Status(status).label) if status in Status.values else status


def difference_rows(found: Iterable[Difference]) -> list[dict[str, Any]]:
    return [{"part": part_words(one.part), "pieces": one.pieces} for one in found]


# What hinders the exchange with Meta, by the name of the error (templates_mgr.graph), and what to do.
PROBLEMS = {
    "TokenInvalid": _(
        "Meta does not take the token: it is wrong, expired or revoked. Make a new one for the system user, and connect again."
    ),
    "PermissionMissing": _(
        "The token lacks the permission whatsapp_business_management for this account. Add it to the system user, and connect again."
    ),
    "NotFound": _("Meta knows no such account, or the token may not see it. Check the ID."),
    "RateLimited": _("Meta asks us to wait. The exchange goes on by itself."),
    "Unavailable": _("Meta does not answer. Nothing is lost; the exchange goes on by itself."),
    "Restricted": _("Meta has restricted this account. Open Business Support in Meta Business Suite."),
    "Unsealable": _("The token cannot be opened with the keys of this site. Connect again."),
    "Refused": _("Meta refused it."),
    "gone": _("The template was removed meanwhile."),
    "disconnected": _("The connection was taken away meanwhile."),
}


def problem_words(kind: str, said: str) -> str:
    """What is wrong and what to do; then what Meta itself said."""
    sentence = str(PROBLEMS.get(kind, _("The exchange with Meta failed.")))
    return f"{sentence} Meta: “{said}”" if said and kind not in ("gone", "disconnected") else sentence


def job_words(job: Job) -> dict[str, Any]:
    """An exchange as its page shows it."""
    kind, _mark, said = job.error.partition(": ")
    return {
        "title": job.get_kind_display(),
        "state": job.get_state_display(),
        "tone": {"done": "ok", "failed": "bad"}.get(job.state, "waiting"),
        "problem": problem_words(kind, said) if job.error else "",
        "fetched": job.progress.get("fetched", 0),
        "total": job.progress.get("total") or 0,
        "counts": job.progress.get("counts", {}),
    }
