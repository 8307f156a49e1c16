"""Threads that all do the same at once, on a database of their own; prints what came of it as JSON.

A program of its own, because a test's transaction hides what others write, and the audit trail refuses to be emptied after a test.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from readiness.actions.answers import EditConflict
from readiness.actions.companies import add_company
from readiness.actions.delivering import deliver_due
from readiness.actions.jobs import claim_job
from readiness.actions.planning import replan
from readiness.audit import broken_links
from readiness.models import Company, CompanyProfile, Job, OutgoingMail, Reminder
from scoring.actions import rescore
from scoring.models import Assessment
from tests.cast import Cast, House, add_report, add_template, answer, make_cast
from tests.visitor import Visitor

THREADS = 8
COUNTS = ("employees", "monthly_messages", "support_team", "engineers", "daily_interactions", "api_calls_capacity_month")


def at_once(work: Callable[[int], Any], times: int = THREADS) -> list[Any]:
    """The results of all, each from a thread and a connection of its own, started together."""
    gate = threading.Barrier(min(times, THREADS))

    def started(number: int) -> Any:
        if number < THREADS:
            gate.wait()
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(started, range(times)))


def pages_of_two_workspaces(cast: Cast) -> dict[str, int]:
    houses, visitors = (cast.north, cast.south), []
    for house in houses:
        visitors.append(Visitor(SERVER_NAME="localhost"))
        visitors[-1].force_login(house.owner)
    cookies = [visitor.cookies for visitor in visitors]

    def look(number: int) -> str:
        house, visitor = houses[number % 2], Visitor(SERVER_NAME="localhost")
        visitor.cookies = cookies[number % 2]
        html = visitor.get(f"/w/{house.workspace.slug}/").content.decode()
        return "own" if house.canary in html and houses[1 - number % 2].canary not in html else "foreign"

    return dict(Counter(at_once(look, 120)))


def different_facts(house: House) -> dict[str, Any]:
    at_once(lambda number: answer(house, base_version=0, **{COUNTS[number % len(COUNTS)]: 7}), len(COUNTS))
    with house.scope():
        sheet = CompanyProfile.objects.get(company=house.company)
        generation = Company.objects.get(pk=house.company.pk).generation
    return {"kept": [getattr(sheet, fact) for fact in COUNTS], "version": sheet.version, "generation": generation}


def same_fact(house: House) -> dict[str, int]:
    def save(number: int) -> str:
        try:
            return "saved" if answer(house, base_version=len(COUNTS), crm=f"CRM {number}") else "same"
        except EditConflict:
            return "conflict"

    return dict(Counter(at_once(save)))


def one_job(house: House) -> dict[str, int]:
    asked = {job.pk for job in at_once(lambda number: add_report(house))}
    claims = at_once(lambda number: claim_job(job_id=str(next(iter(asked)))))
    with house.scope():
        return {"jobs": Job.objects.count(), "asked": len(asked), "claims": sum(claim is not None for claim in claims)}


def scores(house: House) -> dict[str, Any]:
    """Editors and workers at once: in the end the score is that of the last facts."""

    def edit_or_score(number: int) -> None:
        if number % 2:
            with contextlib.suppress(EditConflict):  # the later of two editors is asked, as it should be
                answer(house, engineers=number)
        else:
            with scope(workspace=house.workspace.pk):
                rescore([house.company.pk])

    at_once(edit_or_score, 40)
    with house.scope():
        rescore([house.company.pk])
        company, assessment = Company.objects.get(pk=house.company.pk), Assessment.objects.get(company=house.company)
    return {"due": company.is_score_due, "behind": company.generation - assessment.generation}


def storm(house: House) -> dict[str, Any]:
    """64 edits at once, a ring after each: the score in the end is what one look at the last facts gives."""
    rung = []

    def edit_and_ring(number: int) -> None:
        with contextlib.suppress(EditConflict):
            answer(house, support_team=number)
        with scope(workspace=house.workspace.pk):
            rung.append(rescore([house.company.pk]).dossiers)

    at_once(edit_and_ring, 64)
    with house.scope():
        company, before = Company.objects.get(pk=house.company.pk), Assessment.objects.get(company=house.company)
        rescore([house.company.pk])
        after = Assessment.objects.get(company=house.company)
    same = (before.score, before.verdicts, before.generation) == (after.score, after.verdicts, after.generation)
    return {"same": same, "due": company.is_score_due, "rung": len(rung)}


def deliveries(house: House) -> dict[str, Any]:
    """Workers, planners and editors at once: each reminder once, and no two of them wait for each other for ever."""
    for number in range(40):
        add_template(house, name=f"t{number}", status="APPROVED", approved_on=timezone.localdate() - dt.timedelta(days=80))
    with house.scope():
        replan([house.company.pk])
        Reminder.objects.filter(kind="template-renewal").update(due_at=timezone.now())
        Reminder.objects.exclude(kind="template-renewal").delete()

    def work(number: int) -> str:
        kind = number % 4
        if kind == 3:
            with contextlib.suppress(EditConflict):
                answer(house, crm=f"CRM {number}")
            return "edited"
        with scope(workspace=house.workspace.pk):
            return str(deliver_due(most=7)) and "delivered" if kind else str(replan([house.company.pk])) and "planned"

    done = Counter(at_once(work, 48))
    with scopes_disabled():
        while deliver_due():
            pass
    with house.scope():
        rows = Reminder.objects.filter(kind="template-renewal")
        mailed = [key for mail in OutgoingMail.objects.all() for key in mail.reminders.values_list("pk", flat=True)]
        states = Counter(rows.values_list("channel", "state"))
        return {
            "states": sorted([*map(str, pair), count] for pair, count in states.items()),
            "mailed": [len(mailed), len(set(mailed))],
            "done": sorted(done),
        }


def companies(house: House) -> int:
    def add(number: int) -> None:
        with scope(workspace=house.workspace.pk):
            add_company(by=house.owner, workspace=house.workspace, name="Same Ltd")

    at_once(add)
    with house.scope():
        return Company.objects.filter(name="Same Ltd").count()


def main() -> None:
    call_command("migrate", verbosity=0)
    cast = make_cast()
    came = {
        "pages": pages_of_two_workspaces(cast),
        "different facts": different_facts(cast.north),
        "same fact": same_fact(cast.north),
        "job": one_job(cast.north),
        "scores": scores(cast.north),
        "storm": storm(cast.north),
        "deliveries": deliveries(cast.north),
        "companies": companies(cast.south),
    }
    for house in (cast.north, cast.south):
        with house.scope():
            came[f"broken in {house.workspace.slug}"] = list(broken_links(house.workspace.pk))
    print(json.dumps(came))
