"""Message templates written, changed and taken away; each is linted, keeps its versions, and raises the generation of the score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from readiness.actions.companies import mark_dirty
from readiness.actions.planning import replan
from readiness.audit import record
from readiness.enums import EventKind
from readiness.models import Company, User
from templates_mgr.linting import edition, errors_of, judged, neighbours
from templates_mgr.models import MessageTemplate, TemplateEvent, TemplateVersion

if TYPE_CHECKING:
    from templates_mgr.library import LibraryItem

TEXT_FIELDS = frozenset({"name", "language", "category", "parameter_format", "components", "extra"})


class StaleTemplate(Exception):
    """Somebody changed the template after the editor opened it; `current` is what stands now."""

    def __init__(self, current: MessageTemplate) -> None:
        super().__init__("template changed meanwhile")
        self.current = current


class NameTaken(Exception):
    """Somebody recorded a template with this name in this language a moment ago."""


@transaction.atomic
def record_template(*, by: User, company: Company, values: Mapping[str, Any]) -> MessageTemplate:
    """`values`: name, language, category, purpose, variant, components and so on. NameTaken; ShapeError where it is no template."""
    template = MessageTemplate(company=company, **values)
    judge_text(template)
    _save(template)
    TemplateVersion.objects.create(template=template, number=1, call=template.create_call, by=by)
    TemplateEvent.objects.create(template=template, after=template.status, by=by)
    _note(by, template, EventKind.TEMPLATE_RECORDED)
    return template


@transaction.atomic
def change_template(*, by: User, template: MessageTemplate, values: Mapping[str, Any], base_version: int) -> MessageTemplate:
    """StaleTemplate when it changed since `base_version`; NameTaken when another has this name and language; ShapeError."""
    current = held(template, base_version)
    before = current.create_call
    for name, value in values.items():
        setattr(current, name, value)
    judge_text(current)
    current.version += 1
    _save(current)
    if current.create_call != before:
        keep_version(current, by)
    _note(by, current, EventKind.TEMPLATE_CHANGED)
    return current


@transaction.atomic
def add_from_library(*, by: User, company: Company, items: Iterable[LibraryItem]) -> int:
    """Adds the texts that are not there yet, as drafts; answers how many."""
    there = set(MessageTemplate.objects.filter(company=company).values_list("name", "language"))
    added = 0
    for item in items:
        if (item.name, item.language) not in there:
            values = {"name": item.name, "language": item.language, "category": item.category, "components": list(item.components)}
            record_template(by=by, company=company, values=values | {"purpose": item.purpose, "variant": item.variant})
            added += 1
    return added


@transaction.atomic
def remove_template(*, by: User, template: MessageTemplate) -> None:
    """Here alone; what Meta has is deleted by templates_mgr.actions.exchange."""
    _note(by, template, EventKind.TEMPLATE_REMOVED)
    template.delete()
    replan([template.company_id])


def held(template: MessageTemplate, base_version: int) -> MessageTemplate:
    """The row, locked. StaleTemplate."""
    current = MessageTemplate.objects.select_for_update(of=("self",)).select_related("company").get(pk=template.pk)
    if current.version != base_version:
        raise StaleTemplate(current)
    return current


def judge_text(template: MessageTemplate) -> None:
    """Sets what the linter makes of the text; unsaved."""
    found = judged(template.create_call, neighbours(template.company, but=template.pk))
    template.lint_errors, template.verdict, template.linted_with = errors_of(found), found.verdict, edition()
    bodies = (one.get("text") for one in template.components if str(one.get("type", "")).upper() == "BODY")
    template.body = next((text for text in bodies if text), "")


def keep_version(template: MessageTemplate, by: User | None) -> TemplateVersion:
    newest = TemplateVersion.objects.filter(template=template).first()
    return TemplateVersion.objects.create(template=template, number=newest.number + 1 if newest else 1, call=template.create_call, by=by)


def _save(template: MessageTemplate) -> None:
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:  # the form looked before the other one was saved
        raise NameTaken from error


def _note(by: User, template: MessageTemplate, kind: EventKind) -> None:
    company, fields = template.company, ("name", "language", "category", "purpose", "variant", "body", "lint_errors")
    told = {name: getattr(template, name) for name in fields}
    record(by=by, kind=kind, workspace_id=company.workspace_id, company=company, template=template.pk, **told)
    mark_dirty(company, moves_dates=False)  # a text alone has no date; an approval has (steps.py, exchange.py)
