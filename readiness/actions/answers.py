"""Saves the answers of one topic; nothing that somebody else wrote meanwhile is overwritten in silence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from readiness.audit import record
from readiness.enums import EventKind
from readiness.models import AnswerSheet, AuditEvent, Company, User

from .companies import mark_dirty


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else saved meanwhile: the fact, their value as stored now, their name, when."""

    fact: str
    value: Any
    is_unknown: bool
    by: str
    at: dt.datetime


class EditConflict(Exception):
    """The sheet changed under the editor in facts that they are about to change too."""

    def __init__(self, theirs: list[Theirs], version: int) -> None:
        super().__init__(f"{len(theirs)} answers changed meanwhile")
        self.theirs, self.version = theirs, version


@transaction.atomic
def save_answers(
    *,
    by: User,
    company: Company,
    sheet_model: type[AnswerSheet],
    answers: Mapping[str, Any],
    unknown: Collection[str],
    base_version: int,
) -> bool:
    """Stores `answers` (column name to value) and which of them are "I don't know yet"; True when anything changed.

    `base_version` is the sheet's version that the editor saw. EditConflict when others changed the same facts since
    to something else; changes to other facts are kept beside these.
    """
    sheet = locked_sheet(company, sheet_model)
    changes = _changes(sheet, answers, unknown)
    if sheet.version != base_version:
        theirs = _changed_since(company, sheet, base_version, changes)
        if theirs:
            raise EditConflict(theirs, sheet.version)
    if not changes:
        return False
    for fact, value in answers.items():
        setattr(sheet, fact, value)
    sheet.unknown = sorted((set(sheet.unknown) - set(answers)) | set(unknown))
    sheet.version += 1
    sheet.updated_by = by
    sheet.save()
    record(
        by=by,
        kind=EventKind.ANSWERS_SAVED,
        workspace_id=company.workspace_id,
        company=company,
        sheet=sheet_name(sheet_model),
        version=sheet.version,
        changes=changes,
    )
    mark_dirty(company)
    return True


def sheet_name(sheet_model: type[AnswerSheet]) -> str:
    return sheet_model._meta.model_name or ""


def locked_sheet(company: Company, sheet_model: type[AnswerSheet]) -> AnswerSheet:
    """The company's sheet, made when it is not there yet, locked against other writers."""
    sheet_model.objects.get_or_create(company=company)
    return sheet_model.objects.select_for_update(of=("self",)).get(company=company)


def _changes(sheet: AnswerSheet, answers: Mapping[str, Any], unknown: Collection[str]) -> dict[str, list[Any]]:
    """Fact to [before, after], as plain JSON; "?" stands for "I don't know yet"."""
    found = {}
    for fact, value in answers.items():
        before = "?" if fact in sheet.unknown else stored(getattr(sheet, fact))
        after = "?" if fact in unknown else stored(value)
        if before != after:
            found[fact] = [before, after]
    return found


def stored(value: Any) -> Any:
    """A column's value as plain JSON; numbers lose trailing zeros so that 0.30 and 0.3000000 are the same."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _changed_since(company: Company, sheet: AnswerSheet, base_version: int, mine: Mapping[str, list[Any]]) -> list[Theirs]:
    events = AuditEvent.objects.filter(
        workspace_id=company.workspace_id,
        company_id=company.pk,
        kind=EventKind.ANSWERS_SAVED,
        data__sheet=sheet_name(type(sheet)),
        data__version__gt=base_version,
    ).order_by("id")
    latest = {fact: event for event in events for fact in event.data["changes"] if fact in mine}
    return [Theirs(fact, getattr(sheet, fact), fact in sheet.unknown, event.actor_name, event.at) for fact, event in latest.items()]
