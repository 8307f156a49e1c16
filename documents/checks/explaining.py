"""Findings and refusals in words, from the texts of the rulebook (sections paper_checks and file_refusals).

A sentence is looked for under the variant of the finding first: `paper_checks.resolution.assumed_a4.to_fix`, then
`paper_checks.resolution.to_fix`. What to do stands under `fix_<status>` or `fix` in the same way.
Numbers and days take the form of the language; their names tell what they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from documents.findings import Finding, FindingStatus
from documents.media import ENDINGS, MAX_PAGES, MAX_PIXELS, MAX_SIZE_BYTES
from documents.names import compare, message
from documents.readings import Refusal, RefusalCode
from readiness.rulebook.texts import Texts

READABLE = "readable"
CHECKS, REFUSALS = "paper_checks", "file_refusals"
SHARES = frozenset({"area_share", "online_share", "staff_turnover"})
NUMBERS = frozenset({"turnover_inr", "sharpness"})
MAX_SHOWN_CHARS = 80
MIB, MEGAPIXEL = 1024 * 1024, 1_000_000
LIMITS = {"max_pages": MAX_PAGES, "max_megabytes": MAX_SIZE_BYTES // MIB, "max_megapixels": MAX_PIXELS // MEGAPIXEL}


class Words(dict[str, str]):
    """Values for the placeholders; what is not known is a dash, so that a page never fails over a word."""

    def __missing__(self, name: str) -> str:
        return "–"


def explain_finding(finding: Finding, texts: Texts, language: str) -> tuple[str, str, str | None]:
    """(title, sentence, what to do); nothing is to do where the check passed. KeyError where `texts` lack the check."""
    language = language.partition("-")[0]
    title = texts.get(language, f"{CHECKS}.{finding.id}.title")
    if finding.id == READABLE:
        return title, *explain_refusal(Refusal(RefusalCode(finding.variant), dict(finding.seen)), texts, language)
    words = shown_values(finding, texts, language)
    sentence = texts.get(language, sentence_path(finding, texts)) % words
    path = fix_path(finding, texts)
    return title, sentence, texts.get(language, path) % words if path else None


def explain_refusal(refusal: Refusal, texts: Texts, language: str) -> tuple[str, str]:
    """(sentence, what to do)."""
    language = language.partition("-")[0]
    words = Words({name: _shown(name, value, language) for name, value in (LIMITS | refusal.seen).items()})
    words["type"] = _ending(refusal.seen.get("media_type"))
    path = f"{REFUSALS}.{refusal.code.value}"
    return texts.get(language, f"{path}.sentence") % words, texts.get(language, f"{path}.fix") % words


def sentence_path(finding: Finding, texts: Texts) -> str:
    paths = list(_paths(finding, finding.status))
    return next((path for path in paths if texts.has(path)), paths[-1])


def fix_path(finding: Finding, texts: Texts) -> str | None:
    if finding.status is FindingStatus.PASSED:
        return None
    paths = [*_paths(finding, f"fix_{finding.status}", "fix")]
    return next(path for path in paths if texts.has(path))


def _paths(finding: Finding, *names: str) -> Iterator[str]:
    for place in (f"{finding.id}.{finding.variant}", finding.id) if finding.variant else (finding.id,):
        for name in names:
            yield f"{CHECKS}.{place}.{name}"


def shown_values(finding: Finding, texts: Texts, language: str) -> Words:
    """What was seen as the reader writes it, by name. `other` (a fact or a kind of paper) by its title; `difference` as a sentence."""
    seen = finding.seen
    words = Words({name: _shown(name, value, language) for name, value in seen.items() if not isinstance(value, list | Mapping)})
    if "other" in seen:
        words["other"] = _title(seen["other"], texts, language)
    if "difference" in seen:
        words["difference"] = message(compare(seen["name"], seen["other_name"], seen["country"] or None), texts, language)
    return words


def _title(name: str, texts: Texts, language: str) -> str:
    path = next((path for path in (f"facts.{name}.label", f"document_kinds.{name}.title") if texts.has(path)), None)
    return texts.get(language, path) if path else name


def _shown(name: str, value: Any, language: str) -> str:
    what = name.removesuffix("_wanted")
    if what.endswith("country"):
        return Locale.parse(language).territories.get(value, str(value))
    if what.endswith("_on"):
        return format_date(dt.date.fromisoformat(value), format="d MMMM y", locale=language)
    if what in SHARES:
        return format_percent(Decimal(value), format="#,##0.##%", locale=language)
    if what in NUMBERS or (isinstance(value, int) and not isinstance(value, bool)):
        return format_decimal(Decimal(value), format="#,##0.##", locale=language)
    text = str(value)
    return text if len(text) <= MAX_SHOWN_CHARS else f"{text[: MAX_SHOWN_CHARS - 1]}…"


def _ending(media_type: str | int | None) -> str:
    return ENDINGS[str(media_type)][0].upper() if media_type in ENDINGS else "–"
