"""Reads the facts of many companies with a constant number of queries.

Rows come from the driver as they are and are turned into facts column by column: Django's converters, a call a value, would
cost more than reading and judging together.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, repeat
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import F, Q, QuerySet

from documents.models import Document as DocumentRow
from documents.models import Waiver
from readiness.models import Company
from readiness.models.one_of import CHOSEN, in_one_parameter
from readiness.rulebook import Document, Facts, current_rulebook
from readiness.rulebook.facts import FACT_NAMES
from readiness.rulebook.judge import WAIVED
from templates_mgr.models import MessageTemplate
from templates_mgr.queries import count_templates

from .facts import DOCUMENT_COLUMNS, SHEETS, TEMPLATE_COUNTS, figure_facts
from .models import Assessment

ASSESSMENT_COLUMNS = ("score", "verdict", "rulebook_version")
TEMPLATE_COLUMNS = ("name", "language", "purpose", "variant", "lint_errors")
Column = Sequence[Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dossier:
    """A company as the re-score needs it: `values` are its facts in the order of FACT_NAMES.

    `before` is (score, verdict, rulebook version) of its last assessment, if any.
    """

    company_id: int
    generation: int
    scored_generation: int
    values: Column
    before: tuple[int | None, str | None, str | None]

    @property
    def facts(self) -> Facts:
        return Facts(**dict(zip(FACT_NAMES, self.values, strict=True)))


def due(companies: QuerySet[Company], today: Any) -> QuerySet[Company]:
    """Companies whose facts moved since their score, or whose score is of another day or rulebook edition."""
    version = current_rulebook().version
    stale = Q(assessment__isnull=True) | Q(assessment__assessed_on__lt=today) | ~Q(assessment__rulebook_version=version)
    return companies.filter(Q(generation__gt=F("scored_generation")) | stale)


def read_dossiers(ids: Sequence[int]) -> Iterator[Dossier]:
    """The dossiers of the open scope in the order of their ids: nine queries whatever their number.

    Generations come first: what moves while we read belongs to a later one, and leaves the company due.
    """
    companies = Company.objects.filter(pk__one_of=ids).order_by("pk").values_list("pk", "generation", "scored_generation")
    generations = list(companies)
    found = [pk for pk, _, _ in generations]  # in order, as all rows below are
    facts: dict[str, Column] = {"documents": _papers(found)} | _template_facts(found)
    for sheet, model in SHEETS.items():
        names = facts_of_sheet(sheet)
        facts |= zip(names, _beside(found, model, names), strict=True)
    before = zip(*_beside(found, Assessment, ASSESSMENT_COLUMNS), strict=True)
    values = zip(*(facts.get(name, repeat(None)) for name in FACT_NAMES))  # noqa: B905 — repeat() has no end
    for company, fact_values, was in zip(generations, values, before, strict=True):
        yield Dossier(*company, fact_values, was)


@cache
def facts_of_sheet(sheet: str) -> tuple[str, ...]:
    return tuple(fact.name for fact in current_rulebook().vocabulary.facts.values() if fact.group == sheet)


def _papers(ids: Sequence[int]) -> list[tuple[Document, ...] | None]:
    company_ids, *values = _columns(ids, DocumentRow, DOCUMENT_COLUMNS)
    papers = map(Document._make, zip(*values, strict=True))
    found = [tuple(some) for some in _shared_out(ids, company_ids, papers)]
    waiving, kinds = _columns(ids, Waiver, ("kind",))
    waived = _shared_out(ids, waiving, (Document(kind, WAIVED) for kind in kinds)) if waiving else repeat(())
    return [(*some, *others) or None for some, others in zip(found, waived, strict=False)]


def _template_facts(ids: Sequence[int]) -> dict[str, Column]:
    company_ids, *values = _columns(ids, MessageTemplate, TEMPLATE_COLUMNS)
    counted = [count_templates(list(some)) for some in _shared_out(ids, company_ids, zip(*values, strict=True))]
    read, unknown = attrgetter(*TEMPLATE_COUNTS.values()), (None,) * len(TEMPLATE_COUNTS)
    rows = [unknown if counts is None else read(counts) for counts in counted]
    return dict(zip(TEMPLATE_COUNTS, zip(*rows, strict=True), strict=True)) if rows else {}


def _shared_out(ids: Sequence[int], company_ids: Column, rows: Iterator[T]) -> Iterator[Iterator[T]]:
    """The rows of each company in turn: both the ids and the rows stand in the order of the companies."""
    sizes = Counter(company_ids)
    return (islice(rows, sizes[pk]) for pk in ids)


def _beside(ids: Collection[int], model: type[models.Model], names: Collection[str]) -> Iterator[Column]:
    """Columns of a model with one row a company, in the order of the ids; None where there is no row."""
    company_ids, *columns = _columns(ids, model, names)
    if len(company_ids) == len(ids):
        return iter(columns)
    rows = dict(zip(company_ids, zip(*columns, strict=True), strict=True))
    unknown = (None,) * len(columns)
    return zip(*(rows.get(pk, unknown) for pk in ids), strict=True)


def _columns(ids: Collection[int], model: type[models.Model], names: Collection[str]) -> list[Column]:
    """The company ids and the named columns of every row of these companies, oldest row first."""
    sql, converters = _select(model, tuple(names))
    with connection.cursor() as cursor:
        cursor.execute(sql, [in_one_parameter(ids, connection.vendor)])
        columns: list[Column] = list(zip(*cursor.fetchall(), strict=True)) or [()] * len(converters)
    return [
        column if convert is None else [None if value is None else convert(value) for value in column]
        for column, convert in zip(columns, converters, strict=True)
    ]


@cache
def _select(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, list[Callable[[Any], Any] | None]]:
    fields = [model._meta.get_field(name) for name in ("company", *names)]
    chosen = CHOSEN[connection.vendor]
    chosen = CHOSEN[connection.vendor]
    table, key = model._meta.db_table, model._meta.pk.column
    sql = f"SELECT {', '.join(map(_selected, fields))} FROM {table} WHERE company_id {chosen} ORDER BY company_id, {key}"  # noqa: S608 — our own names
    return sql, [_converter(field) for field in fields]


def _selected(field: Any) -> str:
    """Empty text is not known. On SQLite a date becomes an expression too: the driver would parse a bare one slowly."""
    is_blank_text = field.blank and isinstance(field, models.CharField)
    is_slow_date = connection.vendor == "sqlite" and isinstance(field, models.DateField)
    return f"NULLIF({field.column}, '')" if is_blank_text or is_slow_date else field.column


def _converter(field: Any) -> Callable[[Any], Any] | None:
    """What makes a fact of the driver's value, where that is not one already: figures; on SQLite dates and decimals."""
    if isinstance(field, models.JSONField):
        return _figures
    if connection.vendor == "sqlite" and isinstance(field, models.DateField):
        return dt.date.fromisoformat
    if connection.vendor == "sqlite" and isinstance(field, models.DecimalField):
        column = field.cached_col
        convert = connection.ops.get_decimalfield_converter(column)  # type: ignore[attr-defined]
        return lru_cache(maxsize=1000)(lambda value: convert(value, column, connection))
    return None


@lru_cache(maxsize=1000)
def _figures(text: str) -> Any:
    return figure_facts(json.loads(text))
