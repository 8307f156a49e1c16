"""The two pages people stand on most: server CPU in-process, real middleware and session, and the queries each one sends."""

from __future__ import annotations

import time

from django.core.management import call_command
from django.test import Client
from django_scopes import scopes_disabled

from readiness.demo import ACCOUNTS, WORKSPACE_SLUG
from readiness.models import Company, User

from .rescore import counted
from .results import Result, in_turn, seconds, within

TASKS_LIMIT_MS, TASKS_LIMIT_QUERIES, SCORE_LIMIT_QUERIES = 15, 8, 10
# The issue sets no limit to the score page's time; this one keeps it from growing unseen.
SCORE_LIMIT_MS = 60
REQUESTS, WARM_UP = 60, 5


def measure(*, quick: bool) -> list[Result]:
    call_command("migrate", verbosity=0)
    call_command("seed_demo", verbosity=0)
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email=ACCOUNTS[1][1]))
    with scopes_disabled():
        company = Company.objects.order_by("pk").first()
    assert company
    tasks, score = (f"/w/{WORKSPACE_SLUG}/{company.slug}/{page}" for page in ("", "score/"))

    def get(url: str) -> None:
        response = client.get(url)
        assert response.status_code == 200, f"{url} answers {response.status_code}"

    for _ in range(WARM_UP):
        get(tasks)
        get(score)
    tasks_ms, score_ms = in_turn(REQUESTS, *(lambda url=url: seconds(lambda: get(url), time.process_time) * 1000 for url in (tasks, score)))
    counts = []
    for url in (tasks, score):
        with counted() as queries:
            get(url)
        counts.append(len(queries))
    what = f"server CPU of a request through every middleware, median of {REQUESTS}"
    return [
        within("page-tasks", tasks_ms, TASKS_LIMIT_MS, "ms", what),
        within("page-tasks-queries", counts[0], TASKS_LIMIT_QUERIES, "queries"),
        within("page-score", score_ms, SCORE_LIMIT_MS, "ms", f"{what}; for information, the limit is our own"),
        within("page-score-queries", counts[1], SCORE_LIMIT_QUERIES, "queries"),
    ]
