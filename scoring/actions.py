"""Re-scores companies: read, judge, write back; safe to run twice and beside another run."""

from __future__ import annotations

import datetime as dt
import gc
import json
import logging
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from readiness.actions.heartbeats import FAILED_SCORES
from readiness.bulk import collector_at_rest
from readiness.models import Company, Heartbeat
from readiness.rulebook import current_rulebook
from readiness.rulebook.judge import row_from

from .engine import Engine, Judgement, engine_of
from .reading import Dossier, due, read_dossiers
from .writing import add_points, mark_scored, upsert_assessments

log = logging.getLogger(__name__)
CHUNK = 500
MOST_FAILURES = 8
PROCESSES = min(2, os.cpu_count() or 1)
SHARED_FROM = 8 * CHUNK  # with fewer dossiers a second process costs more than it gains


@dataclass(frozen=True, slots=True)
class Rescored:
    """How many dossiers were judged, and how many of them have another score, verdict or edition now."""

    dossiers: int
    changed: int


def rescore(ids: Sequence[int], *, today: dt.date | None = None) -> Rescored:
    """Re-scores these companies of the open scope; a company that is gone is skipped.

    It reads and judges outside the transaction that writes (SQLite has one writer); what changes meanwhile stays due.
    """
    engine, day, now = engine_of(current_rulebook()), today or timezone.localdate(), timezone.now()
    stamp: Any = now if connection.vendor == "postgresql" else now.replace(tzinfo=None).isoformat(" ")
    rows, points, marks = [], [], []
    with collector_at_rest():
        for dossier in read_dossiers(ids):
            judgement = engine.judge_row(row_from(dossier.values, engine.rulebook.reference, day))
            rows.append(assessment_row(engine, dossier, judgement, day, stamp))
            if dossier.before != (judgement.score, judgement.verdict, engine.rulebook.version):
                points.append(point_row(engine, dossier, judgement, stamp))
            if dossier.scored_generation < dossier.generation:
                marks.append((dossier.company_id, dossier.generation))
    with transaction.atomic():
        # Locked in the order of their ids, so that none is deleted before the commit and no two runs wait for each other.
        still = Company.objects.select_for_update(of=("self",), no_key=True).filter(pk__one_of=ids).order_by("pk")
        there = set(still.values_list("pk", flat=True))
        rows, points, marks = ([row for row in found if row[0] in there] for found in (rows, points, marks))
        upsert_assessments(rows)
        add_points(points)
        mark_scored(marks)
    return Rescored(len(rows), len(points))


def rescore_apart(ids: Sequence[int]) -> Rescored:
    """As `rescore`; where that fails one by one, so that a dossier that cannot be judged keeps no other from it.

    A dossier that failed is noted with its generation and tried again MOST_FAILURES times, then left until it changes.
    """
    try:
        return rescore(ids)
    except DatabaseError:
        raise
    except Exception:
        log.exception("a chunk of %s could not be scored; trying one by one", len(ids))
    done, changed = 0, 0
    for pk in ids:
        try:
            one = rescore([pk])
        except Exception as error:
            log.exception("dossier %s could not be scored", pk)
            note_failure(pk, f"{type(error).__name__}: {error}"[:300])
        else:
            done, changed = done + one.dossiers, changed + one.changed
    return Rescored(done, changed)


@transaction.atomic
def note_failure(company_id: int, error: str) -> None:
    with scopes_disabled():  # a note for those who run the installation
        generation = Company.objects.filter(pk=company_id).values_list("generation", flat=True).first()
    Heartbeat.objects.get_or_create(name=FAILED_SCORES, defaults={"at": timezone.now()})
    row = Heartbeat.objects.select_for_update().get(name=FAILED_SCORES)
    before = row.detail.get(str(company_id), {})
    attempts = before.get("attempts", 0) + 1 if before.get("generation") == generation else 1
    row.detail = {**row.detail, str(company_id): {"generation": generation, "attempts": attempts, "error": error}}
    row.at = timezone.now()
    row.save()


def given_up() -> dict[int, int]:
    """Dossiers that failed too often, by company id: the generation at which they did."""
    row = Heartbeat.objects.filter(name=FAILED_SCORES).first()
    failed = row.detail if row else {}
    return {int(pk): one["generation"] for pk, one in failed.items() if one["attempts"] >= MOST_FAILURES}


def rescore_due(*, size: int = CHUNK, processes: int = PROCESSES, today: dt.date | None = None) -> Iterator[Rescored]:
    """Re-scores what is due in the open scope, chunk by chunk; of many chunks a second process takes every other one."""
    chunks, work = due_chunks(size=size, today=today), partial(rescore, today=today)
    if processes == 1 or sum(map(len, chunks)) < SHARED_FROM:
        yield from map(work, chunks)
        return
    engine_of(current_rulebook())  # made once, before the fork
    _leave_databases()
    gc.freeze()  # what is there now stays shared, and no collection walks it again
    with multiprocessing.get_context("fork").Pool(processes - 1) as others:
        theirs = others.imap(work, [chunk for place, chunk in enumerate(chunks) if place % processes])
        yield from map(work, chunks[::processes])
        yield from theirs


def _leave_databases() -> None:
    """Each process opens its own connection, and a pool's threads must not be there at a fork."""
    for one in connections.all(initialized_only=True):
        one.close()
        if hasattr(one, "close_pool"):
            one.close_pool()


def assessment_row(engine: Engine, dossier: Dossier, judgement: Judgement, today: dt.date, stamp: Any) -> tuple[Any, ...]:
    """One assessment in the column order of the model."""
    estimate = judgement.estimate
    return (
        dossier.company_id,
        dossier.generation,
        engine.rulebook.version,
        today,
        judgement.verdicts,
        judgement.verdict,
        judgement.score,
        judgement.met_weight,
        judgement.known_weight,
        judgement.applicable_weight,
        len(judgement.blockers),
        *estimate.approval,
        *estimate.days,
        _json({"blockers": judgement.blockers, "factors": [factor.id for factor in estimate.factors]}),
        stamp,
    )


_json = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


def point_row(engine: Engine, dossier: Dossier, judgement: Judgement, stamp: Any) -> tuple[Any, ...]:
    """One point of the history in the column order of the model."""
    return (
        dossier.company_id,
        stamp,
        engine.rulebook.version,
        judgement.score,
        judgement.coverage,
        judgement.verdict,
        len(judgement.blockers),
    )


def due_chunks(*, size: int = CHUNK, today: dt.date | None = None) -> list[list[int]]:
    """Ids of the companies in the open scope that are due, in order, in chunks."""
    dead = given_up()
    rows = due(Company.objects.all(), today or timezone.localdate()).order_by("pk").values_list("pk", "generation")
    ids = [pk for pk, generation in rows if dead.get(pk) != generation]
    return [ids[first : first + size] for first in range(0, len(ids), size)]
