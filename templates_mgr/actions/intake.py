"""Templates that come from Meta or from a file. What stands here is never overwritten unasked: what Meta has is kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone

from readiness.actions.companies import mark_dirty
from readiness.audit import record
from readiness.enums import EventKind
from readiness.models import Company, User
from templates_mgr.diffing import differences
from templates_mgr.enums import Status
from templates_mgr.lint import ShapeError, read_template
from templates_mgr.linting import refuse_unkeepable
from templates_mgr.models import MAX_NAME_CHARS, MessageTemplate, TemplateEvent
from templates_mgr.purposes import purpose_of, variant_of

from .steps import take_step
from .texts import judge_text, keep_version

# Keys of Meta's answer that are no part of the create call.
ANSWER_KEYS = frozenset({
    "id", "status", "sub_category", "correct_category", "previous_category", "quality_score", "rejected_reason", "rejection_info",
    "health_status", "library_template_name", "library", "purpose", "variant",
})  # fmt: skip
TEXT_KEYS = frozenset({"name", "language", "category", "components", "parameter_format"})


class Taken(StrEnum):
    ADDED = "added"
    CHANGED = "changed"  # its text or its standing
    DIFFERENT = "different"  # another text than ours: both are kept, side by side
    SAME = "same"


@dataclass(slots=True)
class Intake:
    """What came of each; `refused` are places in the file with what was expected there."""

    counts: dict[Taken, int] = field(default_factory=lambda: dict.fromkeys(Taken, 0))
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def import_templates(*, by: User, company: Company, rows: Iterable[object], replace: bool) -> Intake:
    """Each row is a create call, or a template as Meta lists it. `replace`: a text that differs becomes our newest version."""
    done = Intake()
    for position, row in enumerate(rows):
        try:
            taken = take_in(company=company, said=row, by=by, replace=replace)
        except ShapeError as error:
            done.refused.append(str(error).replace("template", f"[{position}]", 1))
            continue
        done.counts[taken] += 1
    if any(done.counts[one] for one in Taken if one is not Taken.SAME):
        told = {one.value: count for one, count in done.counts.items()} | {"refused": len(done.refused)}
        record(by=by, kind=EventKind.TEMPLATES_IMPORTED, workspace_id=company.workspace_id, company=company, **told)
        mark_dirty(company)
    return done


def take_in(*, company: Company, said: object, by: User | None, replace: bool = False) -> Taken:
    """One template; `by` is None where Meta itself says it. ShapeError. The caller marks the company and keeps the audit."""
    template = read_template(said)
    assert isinstance(said, Mapping)
    refuse_unkeepable(said)
    if not template.name or not template.language:
        raise ShapeError("template", "a name and a language", "none")
    if len(template.name) > MAX_NAME_CHARS:
        raise ShapeError("template.name", f"at most {MAX_NAME_CHARS} characters", str(len(template.name)))
    rows = MessageTemplate.objects.select_for_update(of=("self",)).filter(company=company)
    ours = rows.filter(name=template.name, language=template.language).first()
    if ours is None:
        _add(company, said, by)
        return Taken.ADDED
    ours.company = company
    return _compare(ours, said, by, replace=replace)


def call_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """The create call of what Meta lists."""
    return {key: value for key, value in said.items() if key not in ANSWER_KEYS}


def _add(company: Company, said: Mapping[str, Any], by: User | None) -> None:
    name, category = str(said["name"]), str(said.get("category") or "").upper()
    template = MessageTemplate(company=company, name=name, purpose=purpose_of(name, category), variant=variant_of(name))
    _set_text(template, said)
    judge_text(template)
    template.save()
    keep_version(template, by)
    status = str(said.get("status") or Status.DRAFT)
    TemplateEvent.objects.create(template=template, after=status, by=by)
    template.status, template.status_at = status, timezone.now()
    _set_standing(template, said)
    template.save()


def _compare(ours: MessageTemplate, said: Mapping[str, Any], by: User | None, *, replace: bool) -> Taken:
    before = {one: getattr(ours, one) for one in STANDING}
    found = differences(ours.create_call, call_of(said))
    status = str(said.get("status") or "")
    if status and status != ours.status:
        take_step(ours, status, by=by, reason=str(said.get("rejected_reason") or ""))
    _set_standing(ours, said)
    if found and replace:
        _set_text(ours, said)
        judge_text(ours)
        ours.version += 1
        keep_version(ours, by)
    is_moved = before != {one: getattr(ours, one) for one in STANDING}
    if is_moved or found:
        ours.save()
    elif said.get("id"):  # seen in this list: what is not seen any more is gone there
        ours.save(update_fields=["meta_seen_at"])
    if found:
        return Taken.CHANGED if replace else Taken.DIFFERENT
    return Taken.CHANGED if is_moved else Taken.SAME


STANDING = ("status", "category", "meta_id", "meta_quality", "meta_next_category", "reason")


def _set_text(template: MessageTemplate, said: Mapping[str, Any]) -> None:
    call = call_of(said)
    template.language, template.category = str(call["language"]), str(call.get("category") or "").upper()
    template.components = list(call.get("components") or [])
    template.parameter_format = str(call.get("parameter_format") or "").upper()
    template.extra = {key: value for key, value in call.items() if key not in TEXT_KEYS}


def _set_standing(template: MessageTemplate, said: Mapping[str, Any]) -> None:
    """What Meta says beside the text, where this comes from Meta."""
    if not said.get("id"):
        return
    quality = said.get("quality_score")
    template.meta_id = str(said["id"])
    template.meta_said = call_of(said)
    template.meta_seen_at = timezone.now()
    template.meta_quality = str(quality.get("score") or "") if isinstance(quality, Mapping) else ""
    template.meta_next_category = str(said.get("correct_category") or "")
    reason = str(said.get("rejected_reason") or "")
    template.reason = "" if reason == "NONE" and template.status != Status.REJECTED else reason
