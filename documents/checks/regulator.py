"""A financial licence names a financial regulator (G-DO-18), looked up in regulators.yaml. The list is not complete: a person looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from documents.findings import Finding, FindingStatus
from readiness.rulebook.source import Entry, read_entry

from .subject import Subject

ID, ORDER = "regulator", 130
PATH = Path(__file__).with_name("regulators.yaml")
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Regulator:
    """`names` count wherever they stand, in any case; `short` only as written, and only for a company of the same country."""

    country: str
    names: tuple[str, ...]
    short: tuple[str, ...]


def check(subject: Subject) -> Finding | None:
    if subject.kind != "financial_licence":
        return None
    country = subject.facts.country
    texts = [(page.number, SPACES.sub(" ", page.text)) for page in subject.reading.pages]
    found = [(number, one, name) for number, text in texts for one in regulators() if (name := _named(one, text, country))]
    if not found:
        return subject.finding(ID, FindingStatus.LOOK, {}, variant="" if any(text.strip() for _, text in texts) else "no_text")
    number, one, name = next((each for each in found if each[1].country == country), found[0])
    seen = {"regulator": name, "country": one.country, "page": number}
    if country and one.country != country:
        return subject.finding(ID, FindingStatus.LOOK, seen | {"company_country": country}, variant="other_country", page=number)
    return subject.finding(ID, FindingStatus.PASSED, seen, page=number)


def _named(one: Regulator, text: str, country: str | None) -> str:
    low = text.casefold()
    found = next((name for name in one.names if _stands(name.casefold(), low)), "")
    if found or one.country != country:
        return found
    return next((name for name in one.short if _stands(name, text)), "")


def _stands(name: str, text: str) -> bool:
    """As words of their own, in scripts that put spaces between words."""
    return name in text and re.search(rf"(?<![a-zA-Z]){re.escape(name)}(?![a-zA-Z])", text) is not None


@cache
def regulators() -> tuple[Regulator, ...]:
    """In the order of the file. RulebookError names file, line and key."""
    found = []
    for country, listed in read_entry(PATH):
        for entry in listed.entries():
            found.append(_regulator(country, entry))
    return tuple(found)


def _regulator(country: str, entry: Entry) -> Regulator:
    one = Regulator(country, entry.texts("names"), entry.texts("short", ()))
    entry.close()
    return one
