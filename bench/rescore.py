"""Re-scoring 10,000 dossiers of 12 documents and 10 templates beside plain SQL that moves the same bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_scopes import scopes_disabled

from readiness.models import Company
from readiness.rulebook import current_rulebook
from scoring.actions import CHUNK, PROCESSES, rescore, rescore_due
from scoring.engine import engine_of
from scoring.facts import company_facts, with_sheets
from scoring.models import Assessment

from .dossiers import DAY
from .plain_sql import PLAIN
from .population import populate, settle
from .results import Result, in_turn, seconds

DOSSIERS, NAIVE = 10_000, 1_000
ROUNDS, QUICK_ROUNDS, NAIVE_ROUNDS = 7, 5, 5
TARGET = 1.6


@scopes_disabled()
def measure(*, quick: bool) -> list[Result]:
    call_command("migrate", verbosity=0)
    populate(DOSSIERS)
    settle()
    day = (DAY + dt.timedelta(days=n) for n in count())
    score_all(next(day), PROCESSES)
    floor = PLAIN[connection.vendor]([(first, first + CHUNK - 1) for first in range(1, DOSSIERS + 1, CHUNK)])

    def side(work: Callable[[], object]) -> float:
        settle()
        return seconds(work)

    ours, alone, theirs = in_turn(
        QUICK_ROUNDS if quick else ROUNDS,
        lambda: side(lambda: score_all(next(day), PROCESSES)),
        lambda: side(lambda: score_all(next(day), 1)),
        lambda: side(floor.run),
    )
    naive = median(seconds(naive_orm) / NAIVE for _ in range(1 if quick else NAIVE_ROUNDS)) * DOSSIERS
    note = (
        f"{DOSSIERS} dossiers due on a new day, found, read, judged and written in chunks of {CHUNK} by {PROCESSES} processes; "
        f"by one {alone:.2f} s ({alone / theirs:.1f} ×). For scale the naive ORM, from {NAIVE}: {naive:.1f} s ({naive / theirs:.0f} ×)"
    )
    queries = Result(
        f"rescore-queries-{connection.vendor}",
        queries_of(range(1, CHUNK + 1)),
        "10 dossiers",
        queries_of(range(1, 11)),
        "queries a chunk",
        1.0,
        f"a chunk of {CHUNK} beside a chunk of 10",
    )
    return [Result(f"rescore-10k-{connection.vendor}", ours, "plain SQL", theirs, "s", TARGET, note), queries]


def score_all(today: dt.date, processes: int) -> None:
    done = sum(chunk.dossiers for chunk in rescore_due(today=today, processes=processes))
    assert done == DOSSIERS, f"{done} of {DOSSIERS} re-scored"


def naive_orm() -> None:
    """A company at a time: get, .all(), save."""
    engine = engine_of(current_rulebook())
    for pk in range(1, NAIVE + 1):
        company = with_sheets(Company.objects.all()).get(pk=pk)
        judgement = engine.judge(company_facts(company), DAY)
        row = Assessment.objects.get(company=company)
        row.verdicts, row.verdict, row.score = judgement.verdicts, judgement.verdict, judgement.score
        row.met_weight, row.known_weight, row.applicable_weight = judgement.met_weight, judgement.known_weight, judgement.applicable_weight
        row.approval_low, row.approval_mid, row.approval_high = judgement.estimate.approval
        row.days_low, row.days_mid, row.days_high = judgement.estimate.days
        row.open = {"blockers": judgement.blockers, "factors": [factor.id for factor in judgement.estimate.factors]}
        row.updated_at = timezone.now()
        row.save()


def queries_of(ids: range) -> int:
    with counted() as queries:
        rescore(list(ids), today=DAY)
    return len(queries)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent inside."""
    queries: list[str] = []

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield queries
