"""Providers, costs, metrics, renewals, lint words and the worked cases."""

from __future__ import annotations

from typing import Any

from .errors import nearest
from .figures import resolve
from .intake import FactError, facts_from
from .load_context import Context
from .model import Case, Cost, LintWords, Metric, Provider, Renewal
from .source import Entry, Rows

CASE_STAGES = ("new", "collecting", "submitted", "active")


def read_providers(context: Context) -> tuple[Provider, ...]:
    return tuple(_provider(context, row) for row in context.rows("providers.yaml").entries())


def _provider(context: Context, row: Entry) -> Provider:
    low, high = row.rows("support_minutes")
    provider = Provider(
        id=row.text("id"),
        source=context.source(row),
        approval_rate=context.number(row, "approval_rate"),
        activation_days=context.number(row, "activation_days"),
        support_minutes=(low, high),
        monthly_usd_from=context.number(row, "monthly_usd_from", None),
    )
    context.need_text(f"providers.{provider.id}.title", row)
    row.close()
    return provider


def read_costs(context: Context) -> tuple[Cost, ...]:
    return tuple(_cost(context, row) for row in context.rows("costs.yaml").entries())


def _cost(context: Context, row: Entry) -> Cost:
    usd = [_resolved(context, row, one) for one in row.rows("usd")] if row.has("usd") else None
    cost = Cost(
        id=row.text("id"),
        source=context.source(row),
        usd=(usd[0], usd[1]) if usd else None,
        per=row.text("per", ""),
        share=context.number(row, "share", None),
        from_monthly_messages=context.number(row, "from_monthly_messages", None),
    )
    context.need_text(f"costs.{cost.id}.title", row)
    row.close()
    return cost


def _resolved(context: Context, row: Entry, value: Any) -> Any:
    if not isinstance(value, Entry):
        return value
    holder = Entry(row.path, row.line, {"value": value}, {})
    return resolve(holder, "value", context.figures)


def read_metrics(context: Context, criterion_ids: set[str]) -> tuple[Metric, ...]:
    return tuple(_metric(context, row, criterion_ids) for row in context.rows("metrics.yaml").entries())


def _metric(context: Context, row: Entry, criterion_ids: set[str]) -> Metric:
    metric = Metric(row.text("id"), row.text("fact"), row.text("criterion"), context.source(row))
    if metric.fact not in context.vocabulary.facts:
        context.unknown(row, "fact", metric.fact, context.vocabulary.facts)
    if metric.criterion not in criterion_ids:
        context.unknown(row, "criterion", metric.criterion, criterion_ids)
    context.need_text(f"metrics.{metric.id}.title", row)
    row.close()
    return metric


def read_renewals(context: Context) -> dict[str, Renewal]:
    return {renewal.id: renewal for renewal in (_renewal(context, row) for row in context.rows("renewals.yaml").entries())}


def _renewal(context: Context, row: Entry) -> Renewal:
    renewal = Renewal(
        id=row.text("id"),
        source=context.source(row),
        days=context.whole(row, "days", None),
        hours=context.whole(row, "hours", None),
        months_left=context.whole(row, "months_left", None),
        remind_days_before=tuple(int(_resolved(context, row, one)) for one in row.rows("remind_days_before")),
    )
    if [renewal.days, renewal.hours, renewal.months_left].count(None) != 2:
        row.fail("expected exactly one of days, hours and months_left")
    context.need_text(f"renewals.{renewal.id}.title", row)
    row.close()
    return renewal


def read_lint_words(context: Context) -> tuple[LintWords, ...]:
    return tuple(_lint_words(context, row) for row in context.rows("lint_words.yaml").entries())


def _lint_words(context: Context, row: Entry) -> LintWords:
    listed = row.entry("words")
    words = {language: listed.texts(language) for language, _ in listed}
    entry = LintWords(row.text("id"), context.source(row), words)
    context.need_text(f"lint_words.{entry.id}.title", row)
    row.close()
    return entry


def read_cases(context: Context, criterion_ids: set[str], factor_ids: set[str]) -> tuple[Case, ...]:
    seen: set[str] = set()
    return tuple(_case(context, row, criterion_ids, factor_ids, seen) for row in context.rows("cases.yaml").entries())


def _case(context: Context, row: Entry, criterion_ids: set[str], factor_ids: set[str], seen: set[str]) -> Case:
    case = Case(
        id=context.unique(row, seen),
        source=context.source(row),
        name=row.text("name"),
        stage=row.text("stage"),
        facts=plain_data(row.entry("facts")),
        met=row.texts("met", ()),
        unmet=row.texts("unmet", ()),
        seen=plain_data(row.entry("seen")) if row.has("seen") else {},
        factors=row.texts("factors", ()),
    )
    if case.stage not in CASE_STAGES:
        context.unknown(row, "stage", case.stage, CASE_STAGES)
    for key, ids, known in (("met", case.met, criterion_ids), ("unmet", case.unmet, criterion_ids), ("factors", case.factors, factor_ids)):
        for one in ids:
            if one not in known:
                row.fail(f"unknown id '{one}'{nearest(one, known)}", key)
    try:
        facts_from(case.facts, context.vocabulary)
    except FactError as error:
        row.fail(str(error), "facts")
    context.need_text(f"cases.{case.id}.story", row)
    row.close()
    return case


def plain_data(value: Any) -> Any:
    """A YAML tree as plain dicts and lists."""
    if isinstance(value, Entry):
        return {key: plain_data(one) for key, one in value}
    return [plain_data(one) for one in value] if isinstance(value, Rows) else value
