"""The figure that a report or contract has to show reaches what the criteria ask (G-DO-14, 15, 17, 19, G-EL-7, G-ST-9, G-AF-29).

From the rows of a spreadsheet, or as a person read it from the paper. `variant` is the name of the figure.
"""

from __future__ import annotations

from documents.findings import Finding, FindingStatus
from readiness.rulebook.vocabulary import NUMERIC_TYPES

from .bounds import Bound, fact_bound, figure_bound
from .subject import Subject, plain_number

ID, ORDER = "figures", 70
# Figures that the criteria ask as facts of the company, though a paper shows them.
FACTS = {"staff_turnover": "support_staff_turnover", "online_share": "online_transaction_share"}
# Not typed from the paper: the checklist asks the company itself.
SHOWN_TOO = {"cash_flow_records": "online_share"}


def check(subject: Subject) -> Finding | None:
    name = _name(subject)
    wanted = _bound(subject, name) if name else None
    if wanted is None or name is None:
        return None
    seen = {f"{name}_wanted": plain_number(wanted.wanted)}
    value = subject.number(name)
    if value is None:
        return Finding(ID, FindingStatus.LOOK, seen, wanted.source, name)
    status = FindingStatus.PASSED if wanted.is_met(value) else FindingStatus.TO_FIX
    return Finding(ID, status, {name: plain_number(value)} | seen, wanted.source, name)


def _name(subject: Subject) -> str | None:
    types = subject.book.vocabulary.document_figures
    typed = (name for name in (subject.need.figures if subject.need else ()) if types[name].type in NUMERIC_TYPES)
    return next(typed, SHOWN_TOO.get(subject.kind))


def _bound(subject: Subject, name: str) -> Bound | None:
    return fact_bound(subject.book, FACTS[name]) if name in FACTS else figure_bound(subject.book, subject.kind, name)
