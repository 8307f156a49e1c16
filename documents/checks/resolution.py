"""A scan has at least the dots per inch that make its text readable (G-DO-7). The page with the fewest counts.

What a person typed counts more than the file. An A4 sheet is taken for granted where a photo does not say its size: a card or a shop
is not that size, so such a photo is only looked at. A PDF that was never a scan passes.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from documents.findings import Finding, FindingStatus
from documents.readings import Page

from .bounds import Bound, every_bound
from .scanned import is_scanned
from .subject import Subject, is_guessed, plain_number

ID, ORDER = "resolution", 10
NOT_A4 = frozenset({"representative_id", "shop_photo"})


def check(subject: Subject) -> Finding | None:
    wanted = every_bound(subject.book, "dpi")
    dpi = subject.number("dpi")
    if wanted is None or not is_scanned(subject):
        return None
    if dpi is None:
        return Finding(ID, FindingStatus.PASSED, {"dpi_wanted": plain_number(wanted.wanted)}, wanted.source, "no_scan")
    page = next((one for one in subject.reading.pages if one.dpi == dpi and one.dpi == subject.reading.dpi), None)
    return _judged(subject, dpi, page, wanted)


def _judged(subject: Subject, dpi: Decimal, page: Page | None, wanted: Bound) -> Finding:
    seen = {"dpi": plain_number(dpi), "dpi_wanted": plain_number(wanted.wanted)}
    if page is None:
        return _typed(subject, dpi, seen, wanted)
    below = sum(one.dpi is not None and not wanted.is_met(Decimal(one.dpi)) for one in subject.reading.pages)
    seen |= {"page": page.number, "pages_below": below}
    if not is_guessed(page.dpi_basis):
        return Finding(ID, _status(wanted, dpi), seen, wanted.source, "", page.number)
    status = FindingStatus.LOOK if below and subject.kind in NOT_A4 else _status(wanted, dpi)
    return Finding(ID, status, seen, wanted.source, "assumed_a4", page.number)


def _typed(subject: Subject, dpi: Decimal, seen: dict[str, Any], wanted: Bound) -> Finding:
    """Typed by hand. Where the machine measured less than is needed, typing more does not settle it: a person looks."""
    measured = subject.reading.dpi
    contradicts = measured is not None and not wanted.is_met(Decimal(measured)) and wanted.is_met(dpi)
    if contradicts and not any(is_guessed(one.dpi_basis) for one in subject.reading.pages if one.dpi == measured):
        return Finding(ID, FindingStatus.LOOK, seen | {"measured": plain_number(Decimal(measured or 0))}, wanted.source, "typed_over")
    return Finding(ID, _status(wanted, dpi), seen, wanted.source, "typed")


def _status(wanted: Bound, dpi: Decimal) -> FindingStatus:
    return FindingStatus.PASSED if wanted.is_met(dpi) else FindingStatus.TO_FIX
