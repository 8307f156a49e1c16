"""A bank paper shows the company's name and the account number; a telephone bill the name (G-DO-4, G-DO-2, G-DO-10).

What a person said counts; else an account number that was read, and a name that is exactly the legal one.
"""

from __future__ import annotations

from documents.findings import Finding
from readiness.rulebook.derived import same_name_form

from .shown import all_shown
from .subject import Subject

ID, ORDER = "account-shown", 90


def check(subject: Subject) -> Finding | None:
    flags = {name: read(subject) if (told := subject.flag(name)) is None else told for name, read in READ.items() if subject.asks(name)}
    return all_shown(ID, subject, flags) if flags else None


def _name(subject: Subject) -> bool | None:
    legal = same_name_form(subject.facts.legal_name or "")
    return any(one.kind == "company" and same_name_form(one.text) == legal for one in subject.reading.texts) or None


def _account(subject: Subject) -> bool | None:
    return any(one.kind == "account" for one in subject.reading.texts) or None


READ = {"shows_name": _name, "shows_account_number": _account}
