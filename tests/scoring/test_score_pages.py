"""Task list, score, card, what-if and the list of companies: what a reader finds on them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from phone_numbers.models import PhoneNumber
from readiness.models import Company, User
from scoring.actions import rescore
from scoring.models import Assessment, ScorePoint
from tests.cast import Cast, House, answer
from tests.visitor import Visitor

ClientFor = Callable[[User | None], Visitor]
HTMX_STOP_POLLING = 286


def url_of(house: House, name: str, **more: Any) -> str:
    return reverse(f"scoring:{name}", kwargs={"workspace": house.workspace.slug, "company": house.company.slug, **more})


def score(house: House) -> None:
    with house.scope():
        rescore(list(Company.objects.values_list("pk", flat=True)))


@pytest.fixture
def anna(cast: Cast, client_for: ClientFor) -> Visitor:
    return client_for(cast.north.applicant)


def test_card_asks_again_until_the_worker_has_scored(cast: Cast, anna: Visitor) -> None:
    due = anna.get(url_of(cast.north, "card"))
    score(cast.north)
    done = anna.get(url_of(cast.north, "card"))
    assert (due.status_code, "hx-get" in due.content.decode()) == (200, True)
    assert (done.status_code, "hx-get" in done.content.decode()) == (HTMX_STOP_POLLING, False)


def test_task_list_counts_what_applies(cast: Cast, anna: Visitor) -> None:
    before = anna.get(url_of(cast.north, "tasks")).context
    answer(cast.north, opt_in_collected=True, opt_out_offered=None, unknown=("opt_out_offered",))
    after = anna.get(url_of(cast.north, "tasks")).context
    assert (before["done"], after["done"], before["total"] == after["total"]) == (0, 1, True)
    states = {row["task"].topic.id: str(row["task"].state) for section in after["sections"] for row in section["tasks"]}
    assert (states["consent"], states["company"], states["revenue"]) == ("to-find-out", "in-progress", "not-started")


def test_tasks_after_activation_stand_only_then(cast: Cast, anna: Visitor) -> None:
    stages = [section["stage"].id for section in anna.get(url_of(cast.north, "tasks")).context["sections"]]
    tasks = anna.get(url_of(cast.north, "tasks")).content.decode()
    assert stages[0] == "eligibility"
    assert "/number/sending/" not in tasks


def test_blocker_is_shown_whatever_the_score(cast: Cast, anna: Visitor) -> None:
    answer(cast.north, is_formally_registered=False)
    context = anna.get(url_of(cast.north, "score")).context
    assert context["verdict"] == "blocked"
    assert len(context["blockers"]) == 1
    for page in ("tasks", "score", "card"):
        assert "1 blocker<" in anna.get(url_of(cast.north, page)).content.decode()


def test_score_page_explains_every_criterion(cast: Cast, anna: Visitor) -> None:
    context = anna.get(url_of(cast.north, "score")).context
    shown = [row["id"] for section in context["sections"] for row in section["rows"] + section["others"]]
    assert shown == [criterion.id for criterion in context["book"].criteria]
    assert all(row["sources"] and row["why"] and row["fix"] for section in context["sections"] for row in section["rows"])


def test_history_follows_the_score(cast: Cast, anna: Visitor) -> None:
    score(cast.north)
    answer(cast.north, is_formally_registered=True, opt_in_collected=True)
    score(cast.north)
    rows = anna.get(url_of(cast.north, "score")).context["history"]["rows"]
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    assert len(rows) == 2
    with cast.north.scope():
        assert ScorePoint.objects.filter(company=cast.north.company).count() == 2


def test_what_if_moves_the_score_and_saves_nothing(cast: Cast, anna: Visitor) -> None:
    score(cast.north)
    tried = {"change": ["is_formally_registered", "opt_in_collected"], "is_formally_registered": "true", "opt_in_collected": "true"}
    context = anna.get(url_of(cast.north, "what-if"), tried).context
    assert context["then"]["score"] > context["now"]["score"]
    assert len(context["moved"]) >= 2
    with cast.north.scope():
        assert Assessment.objects.get(company=cast.north.company).score == context["now"]["score"]


def test_what_if_of_a_blocker(cast: Cast, anna: Visitor) -> None:
    context = anna.get(url_of(cast.north, "what-if"), {"change": "is_formally_registered", "is_formally_registered": "false"}).context
    assert (context["now"]["verdict"], context["then"]["verdict"], len(context["then_blockers"])) == ("not_ready", "blocked", 1)


def test_what_if_of_nonsense_is_an_error_that_keeps_it(cast: Cast, anna: Visitor) -> None:
    response = anna.get(url_of(cast.north, "what-if"), {"change": "support_team", "support_team": "many"})
    assert (response.status_code, 'value="many"' in response.content.decode()) == (422, True)


@pytest.mark.parametrize(
    "query", ["change=nothing", "add=documents", "drop=crm", "change=support_team&support_team=", "change=country&country=XX"]
)
def test_what_if_with_an_odd_address(cast: Cast, anna: Visitor, query: str) -> None:
    assert anna.get(f"{url_of(cast.north, 'what-if')}?{query}").status_code in (200, 422)


def test_answers_show_each_question_with_its_change_link(cast: Cast, anna: Visitor, client_for: ClientFor) -> None:
    answer(cast.north, employees=1250, country="IT", sector="", unknown=("sector",))
    html = anna.get(url_of(cast.north, "answers", stage="eligibility")).content.decode()
    assert "<dd>1,250" in html
    assert "<dd>Italy</dd>" in html
    assert re.search(r"profile/company/\?from=check#question-employees", html)
    assert html.count("I don’t know yet") == 1
    manager = client_for(cast.north.manager).get(url_of(cast.north, "answers", stage="eligibility")).content.decode()
    assert "from=check" not in manager


@pytest.mark.parametrize("stage", ["nothing", "after", "readiness"])
def test_stage_that_is_none_is_not_found(cast: Cast, anna: Visitor, stage: str) -> None:
    assert anna.get(url_of(cast.north, "answers", stage=stage)).status_code == 404


def test_list_of_companies_shows_score_and_country(cast: Cast, client_for: ClientFor) -> None:
    answer(cast.north, country="IT", is_formally_registered=False)
    answer(cast.north, PhoneNumber, number_country="IT")
    score(cast.north)
    first, second = client_for(cast.north.manager).get("/w/north/").context["rows"]
    assert (first["country"], first["tone"], first["assessment"].blocker_count) == ("Italy", "bad", 1)
    assert (second["country"], second["assessment"].blocker_count) == ("", 0)
