"""How many questions a page puts to the database: the same for one row and for many."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phone_numbers.models import AccountHealth, PhoneNumber, TechnicalSetup
from readiness.actions.companies import add_company
from readiness.models import User
from scoring.actions import rescore
from tests.cast import Cast, House, add_document, add_template, answer
from tests.visitor import Visitor

ClientFor = Callable[[User | None], Visitor]
MANY, HTMX_STOP_POLLING = 30, 286
# Session, person and membership are three of them.
MOST = {
    "scoring:tasks": 9,
    "scoring:score": 10,
    "scoring:card": 8,
    "scoring:answers": 8,
    "scoring:what-if": 8,
    "documents:list": 9,
    "templates_mgr:list": 8,
    "readiness:topic": 8,
    "phone_numbers:topic": 8,
}


def queries(visitor: Visitor, url: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert visitor.get(url).status_code in (200, HTMX_STOP_POLLING)
    return [one["sql"] for one in captured]


def fill(house: House, rows: range) -> None:
    """Every sheet, a paper and a template for each row, some points of the score's history."""
    answer(house, country="SG", sector="retail", annual_revenue_amount=900_000, annual_revenue_currency="SGD")
    for sheet in (PhoneNumber, TechnicalSetup, AccountHealth):
        answer(house, sheet)
    for position in rows:
        add_document(house, kind=("bank_proof", "representative_id", "trademark_certificate")[position % 3], dpi=300)
        add_template(house, name=f"template_{position}")
    for _ in range(min(len(rows), 3)):
        with house.scope():
            rescore([house.company.pk])


def url_of(house: House, name: str) -> str:
    extra = {
        "scoring:answers": {"stage": "eligibility"},
        "readiness:topic": {"topic": "company"},
        "phone_numbers:topic": {"topic": "number"},
    }
    return reverse(name, kwargs={"workspace": house.workspace.slug, "company": house.company.slug, **extra.get(name, {})})


@pytest.mark.parametrize("name", MOST)
def test_page_asks_as_often_for_many_rows_as_for_one(cast: Cast, client_for: ClientFor, name: str) -> None:
    visitor, counts = client_for(cast.north.applicant), []
    for rows in (range(1), range(1, MANY)):
        fill(cast.north, rows)
        counts.append(len(queries(visitor, url_of(cast.north, name))))
    assert counts[0] == counts[1]
    assert counts[1] <= MOST[name]


def test_company_list_asks_as_often_for_many_companies(cast: Cast, client_for: ClientFor) -> None:
    visitor, url = client_for(cast.north.owner), reverse("scoring:companies", kwargs={"workspace": "north"})
    few = queries(visitor, url)
    with cast.north.scope():
        made = [add_company(by=cast.north.owner, workspace=cast.north.workspace, name=f"Company {one}") for one in range(MANY)]
        rescore([company.pk for company in made])
    many = queries(visitor, url)
    assert (len(few), len(many)) == (4, 4)


def test_what_if_asks_as_often_with_changes(cast: Cast, client_for: ClientFor) -> None:
    visitor, url = client_for(cast.north.applicant), url_of(cast.north, "scoring:what-if")
    tried = "?change=support_team&support_team=5&change=engineers&engineers=2"
    assert len(queries(visitor, url)) == len(queries(visitor, url + tried))


def test_rescore_asks_as_often_for_many_companies(cast: Cast) -> None:
    counts = []
    with cast.north.scope():
        for rows in (1, MANY):
            made = [add_company(by=cast.north.owner, workspace=cast.north.workspace, name=f"Company {one}") for one in range(rows)]
            with CaptureQueriesContext(connection) as captured:
                rescore([company.pk for company in made])
            counts.append(len(captured))
    assert counts[0] == counts[1]
