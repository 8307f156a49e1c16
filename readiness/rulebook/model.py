"""The rulebook as frozen dataclasses. Rates are 0 to 1, days are calendar days unless a name says otherwise."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .conditions import Condition
from .derived import Reference
from .texts import Texts
from .vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class GuideFact:
    """One fact of the partner's field guide; its sentence stands in the texts under `guide`."""

    id: str
    kind: str
    figures: dict[str, Any]
    since: int | None = None


@dataclass(frozen=True, slots=True)
class MetaSource:
    """One page that Meta publishes, when it was read and how far it was confirmed."""

    id: str
    page: str
    read_on: dt.date
    confidence: str


@dataclass(frozen=True, slots=True)
class MetaNote:
    """What Meta publishes about some facts of the guide, and whether it agrees with them."""

    id: str
    about: tuple[str, ...]
    source: tuple[str, ...]
    agrees: bool


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing an application is judged by. `position` is its place in the verdict string."""

    id: str
    stage: str
    position: int
    weight: int
    gate: bool
    basis: str
    source: tuple[str, ...]
    applies: Condition | None
    met: Condition
    show: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayRange:
    low: Decimal
    mid: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Stage:
    """`review` is true for the five stages of the review itself; `days` only then."""

    id: str
    review: bool
    source: tuple[str, ...]
    days: DayRange | None
    refused: Decimal | None
    working_days: bool


@dataclass(frozen=True, slots=True)
class Question:
    fact: str
    when: Condition | None


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the checklist: questions kept on one sheet, or a room of its own."""

    id: str
    stage: str
    sheet: str
    room: str
    minutes: int
    when: Condition | None
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class DocumentNeed:
    """A paper that may be asked: `fields` and `figures` are what is typed from it."""

    kind: str
    stage: str
    source: tuple[str, ...]
    when: Condition | None
    fields: tuple[str, ...]
    figures: tuple[str, ...]
    group: str
    takes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sector:
    id: str
    source: tuple[str, ...]
    approval_rate: Decimal | None
    document: str


@dataclass(frozen=True, slots=True)
class Factor:
    """What moves the estimate: log-odds of approval, and days of one stage (or of all, when `days_stage` is empty)."""

    id: str
    group: str
    source: tuple[str, ...]
    when: Condition
    log_odds: float
    days_stage: str
    days_add: float
    days_times: float


@dataclass(frozen=True, slots=True)
class BlockedFactor:
    """What an unmet gate does to the estimate: it caps the approval."""

    id: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Estimation:
    base_rate: float
    base_days: float
    base_source: tuple[str, ...]
    spread_log_odds: float
    max_shift_log_odds: float
    blocked: BlockedFactor
    blocked_approval_max: float
    waiting_low: float
    waiting_high: float
    days_min: float
    days_max: float
    groups: tuple[tuple[Factor, ...], ...]


@dataclass(frozen=True, slots=True)
class VerdictRule:
    id: str
    min_score: int
    gates_known: bool
    upkeep_met: bool


@dataclass(frozen=True, slots=True)
class Provider:
    id: str
    source: tuple[str, ...]
    approval_rate: Decimal
    activation_days: Decimal
    support_minutes: tuple[int, int]
    monthly_usd_from: Decimal | None


@dataclass(frozen=True, slots=True)
class Cost:
    """Low and high in US dollars per `per`; a discount has a share from a monthly volume instead."""

    id: str
    source: tuple[str, ...]
    usd: tuple[Decimal, Decimal] | None
    per: str
    share: Decimal | None
    from_monthly_messages: Decimal | None


@dataclass(frozen=True, slots=True)
class Metric:
    id: str
    fact: str
    criterion: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Renewal:
    """A period or a clock: exactly one of days, hours and months_left."""

    id: str
    source: tuple[str, ...]
    days: int | None
    hours: int | None
    months_left: int | None
    remind_days_before: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LintWords:
    """Words by language code; `any` holds in every language."""

    id: str
    source: tuple[str, ...]
    words: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Case:
    """A worked case of the guide: facts, and what is known of how it went."""

    id: str
    source: tuple[str, ...]
    name: str
    stage: str
    facts: dict[str, Any]
    met: tuple[str, ...]
    unmet: tuple[str, ...]
    seen: dict[str, Any]
    factors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    version: str
    date: dt.date
    changes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Rulebook:
    """One edition, whole. Compared by identity: it is loaded once."""

    id: str
    version: str
    date: dt.date
    changelog: tuple[Change, ...]
    vocabulary: Vocabulary
    reference: Reference
    guide: dict[str, GuideFact]
    meta_sources: dict[str, MetaSource]
    meta_notes: tuple[MetaNote, ...]
    stages: tuple[Stage, ...]
    stage_weights: dict[str, int]
    criteria: tuple[Criterion, ...]
    verdicts: tuple[VerdictRule, ...]
    topics: tuple[Topic, ...]
    documents: tuple[DocumentNeed, ...]
    sectors: dict[str, Sector]
    estimation: Estimation
    providers: tuple[Provider, ...]
    costs: tuple[Cost, ...]
    metrics: tuple[Metric, ...]
    renewals: dict[str, Renewal]
    lint_words: tuple[LintWords, ...]
    cases: tuple[Case, ...]
    texts: Texts

    def criterion(self, criterion_id: str) -> Criterion:
        return next(one for one in self.criteria if one.id == criterion_id)

    def topic(self, topic_id: str) -> Topic | None:
        return next((one for one in self.topics if one.id == topic_id), None)

    def notes_about(self, sources: tuple[str, ...]) -> tuple[MetaNote, ...]:
        """Where Meta's own pages speak of one of these guide facts."""
        return tuple(note for note in self.meta_notes if set(note.about) & set(sources))
