"""What a reading means for a paper: the values it fills in, and what the checks say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from readiness.models import Company
from readiness.rulebook import current_rulebook
from readiness.rulebook.derived import same_name_form
from readiness.rulebook.judge import UNUSABLE_STATUSES

from .checks import Subject, check_paper, measured, verdict_of
from .findings import Finding, FindingStatus, PaperVerdict
from .models import Document, DocumentVersion
from .queries import sheet_facts
from .readings import Reading

COMPANY_NAME = "company"


@dataclass(frozen=True, slots=True)
class Judged:
    """`values` of a Document by name; `findings` as `kept` makes them; `on` is the day that they were judged on."""

    values: dict[str, Any]
    findings: list[dict[str, Any]]
    verdict: PaperVerdict
    on: dt.date


def judge(
    reading: Reading, *, kind: str, company: Company, today: dt.date, confirmed: Mapping[str, Any] | None = None, paper: int | None = None
) -> Judged:
    """`confirmed`: what a person typed or corrected, which counts more than the machine; `paper`: its row, where it has one."""
    book = current_rulebook()
    read = Subject(
        kind=kind,
        reading=reading,
        facts=sheet_facts(company, book),
        confirmed={},
        others=_other_names(company, paper),
        today=today,
        book=book,
        months_elsewhere=_months_elsewhere(company, kind, paper),
    )
    values = values_of(read)
    subject = replace(read, confirmed={**flat(values), **(confirmed or {})})
    findings = check_paper(subject)
    return Judged(values, [kept(one) for one in findings], verdict_of(findings), today)


def values_of(read: Subject) -> dict[str, Any]:
    """What the machine can fill in of the fields and figures that this kind of paper has. A signature it never can."""
    reading, counted = read.reading, measured(read.reading)
    issued_on, expires_on = read.issued_on, read.expires_on
    fields: dict[str, Any] = {
        "dpi": reading.dpi,
        "issued_on": None if issued_on and expires_on and issued_on > expires_on else issued_on,
        "expires_on": expires_on,
        "months_covered": counted["months_covered"],
    }
    own, names = read.facts.legal_name, {same_name_form(one.text) for one in reading.texts if one.kind == COMPANY_NAME}
    shown = {
        "shows_account_number": any(one.kind == "account" for one in reading.texts) or None,
        "shows_name": (own is not None and same_name_form(own) in names) or None,
    }
    found = {name: value for name, value in (counted | shown).items() if value is not None and name not in fields}
    figures = {name: _plain(value) for name, value in found.items() if read.asks(name)}
    return {name: value for name, value in fields.items() if read.asks(name)} | {"figures": figures}


def _plain(value: Any) -> Any:
    """As a Document keeps figures: decimals as text."""
    return format(value, "f") if isinstance(value, Decimal) else value


def kept(finding: Finding) -> dict[str, Any]:
    """A finding as JSON."""
    return {
        "id": finding.id,
        "status": finding.status.value,
        "seen": dict(finding.seen),
        "source": list(finding.source),
        "variant": finding.variant,
        "page": finding.page,
    }


def finding_of(told: Mapping[str, Any]) -> Finding:
    return Finding(told["id"], FindingStatus(told["status"]), told["seen"], tuple(told["source"]), told["variant"], told["page"])


def told_of(document: Document) -> dict[str, Any]:
    """What stands on the paper now: read by the machine, or typed by a person."""
    names = ("dpi", "issued_on", "expires_on", "months_covered", "figures")
    return flat({name: getattr(document, name) for name in names})


def flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """Fields and figures side by side, without what is not known."""
    both = {name: value for name, value in values.items() if name != "figures"} | values.get("figures", {})
    return {name: value for name, value in both.items() if value is not None}


def _other_names(company: Company, paper: int | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The company names read from the other papers, by kind of paper."""
    versions = DocumentVersion.objects.filter(document__company=company).exclude(document=paper)
    rows = versions.order_by("document", "-number").values_list("document", "document__kind", "file__reading__texts")
    latest = {document: (kind, texts or []) for document, kind, texts in reversed(list(rows))}
    named = ((kind, tuple(one["text"] for one in texts if one["kind"] == COMPANY_NAME)) for kind, texts in latest.values())
    return tuple((kind, names) for kind, names in named if names)


def _months_elsewhere(company: Company, kind: str, paper: int | None) -> int:
    """Months that the other usable papers of the kind cover."""
    others = Document.objects.filter(company=company, kind=kind).exclude(status__in=UNUSABLE_STATUSES)
    others = others if paper is None else others.exclude(pk=paper)
    return others.aggregate(months=Sum("months_covered"))["months"] or 0
