"""Message templates recorded, changed and taken away; each raises the generation of the company's score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from readiness.actions.companies import mark_dirty
from readiness.audit import record
from readiness.enums import EventKind
from readiness.models import Company, User

from .models import MessageTemplate


class StaleTemplate(Exception):
    """Somebody changed the template after the editor opened it; `current` is what stands now."""

    def __init__(self, current: MessageTemplate) -> None:
        super().__init__("template changed meanwhile")
        self.current = current


class NameTaken(Exception):
    """Somebody recorded a template with this name in this language a moment ago."""


@transaction.atomic
def record_template(*, by: User, company: Company, values: Mapping[str, Any]) -> MessageTemplate:
    """NameTaken when there is one with this name and language."""
    template = MessageTemplate(company=company, **values)
    _save(template)
    _note(by, template, EventKind.TEMPLATE_RECORDED)
    return template


def _save(template: MessageTemplate) -> None:
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:  # the form looked before the other one was saved
        raise NameTaken from error


@transaction.atomic
def change_template(*, by: User, template: MessageTemplate, values: Mapping[str, Any], base_version: int) -> MessageTemplate:
    """StaleTemplate when it changed since `base_version`; NameTaken when another has this name and language."""
    current = MessageTemplate.objects.select_for_update(of=("self",)).select_related("company").get(pk=template.pk)
    if current.version != base_version:
        raise StaleTemplate(current)
    for name, value in values.items():
        setattr(current, name, value)
    current.version += 1
    _save(current)
    _note(by, current, EventKind.TEMPLATE_CHANGED)
    return current


@transaction.atomic
def remove_template(*, by: User, template: MessageTemplate) -> None:
    _note(by, template, EventKind.TEMPLATE_REMOVED)
    template.delete()


def _note(by: User, template: MessageTemplate, kind: EventKind) -> None:
    company = template.company
    fields = {name: getattr(template, name) for name in ("name", "language", "category", "purpose", "variant", "body", "lint_errors")}
    record(by=by, kind=kind, workspace_id=company.workspace_id, company=company, template=template.pk, **fields)
    mark_dirty(company)
