"""Checks and refusals in the reader's words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from readiness.display import fact_label, sources, text
from readiness.models import Company
from readiness.rulebook import current_rulebook
from readiness.rulebook.model import DocumentNeed

from .checks import explain_finding, explain_refusal, list_checks
from .checks.explaining import READABLE
from .findings import FindingStatus, PaperVerdict
from .judging import finding_of
from .media import ENDINGS
from .models import DocumentVersion, PaperFile
from .names import compare, message
from .queries import NAME_FACTS, names_seen
from .readings import Refusal, RefusalCode
from .requirements import allowed_types

STATUS_WORDS = {
    FindingStatus.PASSED: gettext_lazy("Passed"),
    FindingStatus.TO_FIX: gettext_lazy("To fix"),
    FindingStatus.LOOK: gettext_lazy("A person must look"),
}
TONES = {FindingStatus.PASSED: "ok", FindingStatus.TO_FIX: "bad", FindingStatus.LOOK: "warn"}
RARE = ("jpe", "jfif", "txt")


def check_words(version: DocumentVersion | None) -> tuple[str, str] | None:
    """The checks of a version in one line, and its tone."""
    if version is None:
        return None
    counts = {status: sum(one["status"] == status for one in version.findings) for status in FindingStatus}
    if version.verdict == PaperVerdict.FIX:
        return _("%(count)d to fix") % {"count": counts[FindingStatus.TO_FIX]}, "bad"
    if counts[FindingStatus.LOOK]:
        return _("%(count)d for a person to look at") % {"count": counts[FindingStatus.LOOK]}, "warn"
    return _("All checks passed"), "ok"


def finding_rows(version: DocumentVersion) -> list[dict[str, Any]]:
    """Each check of a version: what is to fix first, then what a person must look at, then what passed."""
    order = [FindingStatus.TO_FIX, FindingStatus.LOOK, FindingStatus.PASSED]
    kept = (finding_of(one) for one in version.findings)
    # A check of an earlier edition may be gone; the nightly check of all papers renews what it had said.
    known = [one for one in kept if one.id == READABLE or one.id in list_checks()]
    found = sorted(known, key=lambda one: order.index(one.status))
    rows = []
    for one in found:
        title, sentence, fix = explain_finding(one, current_rulebook().texts, get_language() or "en")
        rows.append(
            {
                "status": STATUS_WORDS[one.status],
                "tone": TONES[one.status],
                "title": title,
                "sentence": sentence,
                "fix": fix,
                "sources": sources(one.source),
            }
        )
    return rows


def refusal_words(file: PaperFile) -> dict[str, str]:
    """Why a file cannot be used, and what to do."""
    sentence, fix = explain_refusal(Refusal(RefusalCode(file.refusal), file.seen), current_rulebook().texts, get_language() or "en")
    return {"sentence": sentence, "fix": fix}


def file_endings(need: DocumentNeed) -> list[str]:
    """The endings of file names that this kind of paper takes, for the file chooser and for the hint."""
    allowed = allowed_types(current_rulebook(), need.kind)
    return [f".{ending}" for one, endings in ENDINGS.items() if one in allowed for ending in endings if ending not in RARE]


def name_rows(company: Company) -> list[dict[str, Any]]:
    """The company's name wherever it stands, each beside the name in the profile, with what differs marked (G-ST-6)."""
    seen = names_seen(company)
    own = next((name for place, name in seen if place == "legal_name"), "")
    profile = getattr(company, "companyprofile", None)
    country = str(profile.country) if profile and profile.country else None
    rows = []
    for place, name in seen if own else ():
        found = compare(own, name, country)
        label = fact_label(place) if place in NAME_FACTS else text(f"document_kinds.{place}.title")
        words = "" if found.exact else message(found, current_rulebook().texts, get_language() or "en")
        rows.append({"label": label, "parts": marked(name, [one.b for one in found.differences]), "exact": found.exact, "message": words})
    return rows


def marked(name: str, pieces: list[str]) -> list[tuple[str, bool]]:
    """The name in parts, and whether each differs; `pieces` in the order in which they stand in it."""
    parts, rest = [], name
    for piece in filter(None, pieces):
        before, found, after = rest.partition(piece)
        if found:
            parts += [(before, False), (found, True)]
            rest = after
    return [part for part in [*parts, (rest, False)] if part[0]]
