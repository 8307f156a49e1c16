"""The company's name is written exactly the same on this paper, on the other papers and in the profile (G-ST-6).

Of the names on the paper the nearest to the profile's counts. A quite different one is most often somebody else's (the bank's, the
other party's): a person looks, unless the paper is the company's own certificate and shows no other name. What recognition of text
often gets wrong (capitals, points, accents) is looked at too, where the name was recognised from a picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from documents.findings import Finding, FindingStatus
from documents.names import NameComparison, NameDifference, compare
from documents.readings import FoundText, TextBasis

from .subject import Subject

ID, ORDER = "company-name", 80
SOURCE = ("G-ST-6",)
MAX_NAMES = 40  # compared; a report of many pages may name hundreds

# Shows its holder's name and, as a rule, nobody else's.
OWN = frozenset(
    "registration_certificate cr_certificate br_certificate business_licence form_401 gst_returns trademark_certificate".split()
)
# Shows the company's name among others. The other kinds (identity, reports, specifications, photos) may do without it.
NAMED = OWN | frozenset(
    (
        "bank_proof bank_statements bank_account_permit phone_bill telecom_contract courier_contract financial_licence"
        " authorisation_letter number_explanation international_authorisation_letter privacy_policy"
    ).split()
)
PROFILE = ("legal_name", "name_on_licence", "name_on_bank_statement", "name_in_website_footer")
SERIOUSNESS = {kind: place for place, kind in enumerate(NameDifference)}
OFTEN_MISREAD = frozenset(NameDifference) - {NameDifference.LEGAL_FORM, NameDifference.EXTRA_WORD}


def check(subject: Subject) -> Finding | None:
    if subject.kind not in NAMED:
        return None
    found = [one for one in subject.reading.texts if one.kind == "company"][:MAX_NAMES]
    wanted = [(place, name) for place in PROFILE if (name := getattr(subject.facts, place))]
    if not found:
        return _unread(subject, wanted)
    known = [name for _, name in wanted] or [name for kind, names in subject.others if kind in NAMED for name in names[:MAX_NAMES]]
    own = min(found, key=lambda one: min((_distance(one.text, name, subject) for name in known), default=0))
    held = [*_profile(own, wanted, subject), *_papers(own, subject)]
    seen = {"name": own.text}
    if not held:
        return Finding(ID, FindingStatus.LOOK, seen, SOURCE, "nothing_to_compare", own.page)
    other, other_name, worst = next((one for one in held if not one[2].exact), held[0])
    seen |= {"other": other, "other_name": other_name}
    if worst.exact:
        return Finding(ID, FindingStatus.PASSED, seen, SOURCE, "", own.page)
    return _differs(subject, own, seen, worst, alone=len(found) == 1)


def _unread(subject: Subject, wanted: list[tuple[str, str]]) -> Finding:
    """No name could be read: what a person saw on the paper decides."""
    shows, seen = subject.flag("shows_name"), {"other_name": wanted[0][1]} if wanted else {}
    if shows is None:
        return Finding(ID, FindingStatus.LOOK, seen, SOURCE, "unread")
    return Finding(ID, FindingStatus.PASSED if shows else FindingStatus.TO_FIX, seen, SOURCE, "confirmed")


def _profile(own: FoundText, wanted: list[tuple[str, str]], subject: Subject) -> Iterator[tuple[str, str, NameComparison]]:
    for place, name in wanted:
        yield place, name, compare(own.text, name, subject.facts.country)


def _papers(own: FoundText, subject: Subject) -> Iterator[tuple[str, str, NameComparison]]:
    """The nearest name of each other paper; a quite different one is somebody else's."""
    for kind, names in subject.others:
        if kind in NAMED and names:
            nearest = min(names[:MAX_NAMES], key=lambda name: _distance(own.text, name, subject))
            compared = compare(own.text, nearest, subject.facts.country)
            if compared.kind is not NameDifference.DIFFERENT:
                yield kind, nearest, compared


def _differs(subject: Subject, own: FoundText, seen: dict[str, Any], worst: NameComparison, *, alone: bool) -> Finding:
    seen |= {"difference": str(worst.kind), "pieces": [{"a": one.a, "b": one.b} for one in worst.differences]}
    seen |= {"country": subject.facts.country or ""}
    if worst.kind is NameDifference.DIFFERENT and not (subject.kind in OWN and alone):
        return Finding(ID, FindingStatus.LOOK, seen, SOURCE, "other_company", own.page)
    recognised = any(page.number == own.page and page.text_basis is TextBasis.OCR for page in subject.reading.pages)
    if recognised and worst.kind in OFTEN_MISREAD:
        return Finding(ID, FindingStatus.LOOK, seen, SOURCE, "recognised", own.page)
    return Finding(ID, FindingStatus.TO_FIX, seen, SOURCE, "", own.page)


def _distance(one: str, other: str, subject: Subject) -> int:
    return SERIOUSNESS[compare(one, other, subject.facts.country).kind]
