"""The templates of a company as the pages show them: rows, progress to a full shelf, purposes that are too many or lack versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from readiness.display import language
from readiness.models import Company
from readiness.rulebook import current_rulebook

from .enums import Purpose, Variant
from .languages import language_name
from .life import GONE, renewal_of
from .models import MessageTemplate
from .words import renewal_words, status_tone, verdict_words

MANY, SAME_TYPE = "G-ST-24", "G-AF-14"
# What the list shows; texts and what Meta said are left in the database.
HEAVY = ("components", "extra", "meta_said", "body", "reason_text")


@dataclass(frozen=True, slots=True)
class Progress:
    """`prepared` of at least `wanted` templates (a text in three languages is one); `share` of it, 0 to 1."""

    prepared: int
    wanted: int
    most: int

    @property
    def is_full(self) -> bool:
        return self.prepared >= self.wanted

    @property
    def left(self) -> int:
        return max(0, self.wanted - self.prepared)


@dataclass(frozen=True, slots=True)
class Rotation:
    """The versions of one purpose that are there, and those still to write."""

    purpose: Purpose
    there: tuple[Variant, ...]
    missing: tuple[Variant, ...]
    names: int
    is_too_many: bool


def templates_of(company: Company) -> list[MessageTemplate]:
    return list(MessageTemplate.objects.filter(company=company).defer(*HEAVY))


def template_row(template: MessageTemplate, today: dt.date) -> dict[str, Any]:
    renewal = renewal_of(current_rulebook(), status=template.status, approved_on=template.approved_on, today=today)
    return {
        "template": template,
        "language": language_name(template.language, language()),
        "status": template.get_status_display(),
        "tone": status_tone(template.status),
        "verdict": verdict_words(template.verdict),
        "renewal": renewal_words(renewal),
        "is_gone": template.status in GONE,
    }


def progress_of(templates: Iterable[MessageTemplate]) -> Progress:
    few, many = current_rulebook().guide[MANY].figures["many"]
    return Progress(len({one.name for one in templates if one.status not in GONE}), int(few), int(many))


def rotations(templates: Sequence[MessageTemplate]) -> list[Rotation]:
    """By purpose, of those that have a template."""
    most = int(current_rulebook().guide[SAME_TYPE].figures["same_type_max"])
    found = []
    for purpose in Purpose:
        some = [one for one in templates if one.purpose == purpose and one.status not in GONE]
        if some and purpose != Purpose.OTHER:
            there = {one.variant for one in some}
            names = len({one.name for one in some})
            versions = tuple(one for one in Variant if one in there), tuple(one for one in Variant if one not in there)
            found.append(Rotation(purpose, *versions, names, names > most))
    return found
