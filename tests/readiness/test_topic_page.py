"""One topic a page: what comes after Continue, what an error keeps, what the second of two editors sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from phone_numbers.models import PhoneNumber
from readiness.models import CompanyProfile, User
from tests.cast import Cast, House, answer
from tests.visitor import Visitor

ClientFor = Callable[[User | None], Visitor]


def url_of(house: House, name: str, **more: str) -> str:
    return reverse(name, kwargs={"workspace": house.workspace.slug, "company": house.company.slug, **more})


def topic(house: House, name: str) -> str:
    return url_of(house, "readiness:topic", topic=name)


def post(visitor: Client, url: str, **typed: Any) -> Any:
    return visitor.post(url, {"base_version": "0", **typed})


@pytest.fixture
def anna(cast: Cast, client_for: ClientFor) -> Visitor:
    return client_for(cast.north.applicant)


def test_continue_leads_to_the_next_topic(cast: Cast, anna: Visitor) -> None:
    response = post(anna, topic(cast.north, "company"), employees="12", go="on")
    assert (response.status_code, response["Location"]) == (302, topic(cast.north, "activity"))


def test_last_topic_of_a_stage_leads_to_its_answers(cast: Cast, anna: Visitor) -> None:
    response = post(anna, topic(cast.north, "provider"), provider_tested="true")
    assert response["Location"] == url_of(cast.north, "scoring:answers", stage="eligibility")


def test_save_and_come_back_later_leads_to_the_list(cast: Cast, anna: Visitor) -> None:
    response = post(anna, topic(cast.north, "company"), employees="12", go="list")
    assert response["Location"] == url_of(cast.north, "scoring:tasks")


def test_change_link_leads_back_to_the_answers(cast: Cast, anna: Visitor) -> None:
    response = post(anna, topic(cast.north, "company") + "?from=check", employees="12")
    assert response["Location"] == url_of(cast.north, "scoring:answers", stage="eligibility")


def test_answer_that_opens_a_question_stays_on_the_page(cast: Cast, anna: Visitor) -> None:
    url = url_of(cast.north, "phone_numbers:topic", topic="number")
    response = anna.post(url, {"base_version": "0", "number_is_virtual": "true"}, follow=True)
    assert response.redirect_chain == [(url, 302)]
    assert "Your answer opened one more question on this page." in response.content.decode()
    assert "question-number_owned_days" in response.content.decode()


def test_open_question_does_not_hold_anybody_up(cast: Cast, anna: Visitor) -> None:
    """It stood on the page when Continue was pressed: leaving it open is a choice."""
    answer(cast.north, PhoneNumber, number_is_virtual=True)
    url = url_of(cast.north, "phone_numbers:topic", topic="number")
    response = anna.post(url, {"base_version": "1", "number_is_virtual": "true"})
    assert response["Location"] == url_of(cast.north, "scoring:answers", stage="number-approval")


def test_saved_answers_stand_on_the_page(cast: Cast, anna: Visitor) -> None:
    answer(cast.north, employees=1250, legal_name="Ditta & Figli <Srl>", is_formally_registered=True, country="IT")
    html = anna.get(topic(cast.north, "company")).content.decode()
    assert 'name="employees" value="1250"' in html
    assert 'value="Ditta &amp; Figli &lt;Srl&gt;"' in html
    assert '<option value="IT" selected' in html


def test_error_is_summed_up_on_top_with_a_link(cast: Cast, anna: Visitor) -> None:
    response = post(anna, topic(cast.north, "company"), employees="many", legal_name="Ditta")
    html = response.content.decode()
    assert response.status_code == 422
    assert '<li><a href="#id_employees">Enter a number, such as 1200.</a></li>' in html
    assert html.index("error-summary") < html.index("<h1>")
    assert "<title>Error: " in html
    assert 'value="many"' in html
    assert 'value="Ditta"' in html


def test_error_saves_nothing(cast: Cast, anna: Visitor) -> None:
    post(anna, topic(cast.north, "company"), employees="many", legal_name="Ditta")
    with cast.north.scope():
        assert CompanyProfile.objects.get(company=cast.north.company).version == 0


def test_later_editor_is_shown_what_changed(cast: Cast, anna: Visitor) -> None:
    answer(cast.north, base_version=0, employees=3)
    response = post(anna, topic(cast.north, "company"), employees="4")
    html = " ".join(response.content.decode().split())
    assert response.status_code == 409
    assert "<strong>Employees</strong>: Anna saved “3”" in html
    assert 'name="employees" value="4"' in html
    assert 'name="base_version" value="1"' in html


def test_later_editor_may_save_over_it_with_open_eyes(cast: Cast, anna: Visitor) -> None:
    answer(cast.north, base_version=0, employees=3)
    assert anna.post(topic(cast.north, "company"), {"base_version": "1", "employees": "4"}).status_code == 302
    with cast.north.scope():
        assert CompanyProfile.objects.get(company=cast.north.company).employees == 4


@pytest.mark.parametrize("version", ["", "-1", "many", "9" * 30])
def test_nonsense_in_the_hidden_field_is_an_error(cast: Cast, anna: Visitor, version: str) -> None:
    assert post(anna, topic(cast.north, "company"), employees="3", base_version=version).status_code == 422


@pytest.mark.parametrize("typed", [{"country": "XX"}, {"country": "Italy"}, {"is_formally_registered": "maybe"}, {"legal_name": "x" * 201}])
def test_value_that_no_page_offers_is_an_error(cast: Cast, anna: Visitor, typed: dict[str, str]) -> None:
    assert post(anna, topic(cast.north, "company"), **typed).status_code == 422


@pytest.mark.parametrize("typed", ["\x00", "\ud800", "💥" * 300, "' OR 1=1 --", "{{ 7 * 7 }}", "<script>alert(1)</script>", "9" * 5000])
@pytest.mark.parametrize("field", ["legal_name", "employees", "country", "employees__unknown", "base_version"])
def test_nothing_typed_breaks_the_page(cast: Cast, anna: Visitor, field: str, typed: str) -> None:
    """Visitor looks: no answer of 500, no script on the page."""
    response = anna.post(topic(cast.north, "company"), f"base_version=0&{field}=".encode() + quoted(typed), content_type=FORM)
    assert response.status_code in (302, 422)


FORM = "application/x-www-form-urlencoded"


def quoted(text: str) -> bytes:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass")).encode()


def test_topic_of_another_room_is_not_here(cast: Cast, anna: Visitor) -> None:
    assert anna.get(topic(cast.north, "server")).status_code == 404
    assert anna.get(url_of(cast.north, "phone_numbers:topic", topic="company")).status_code == 404
    assert anna.get(topic(cast.north, "nothing")).status_code == 404


def test_manager_reads_and_cannot_change(cast: Cast, client_for: ClientFor) -> None:
    answer(cast.north, employees=12)
    response = client_for(cast.north.manager).get(topic(cast.north, "company"))
    html = response.content.decode()
    assert "You can read these answers." in html
    assert 'name="go"' not in html


def test_question_says_why_it_is_asked_and_on_whose_word(cast: Cast, anna: Visitor) -> None:
    html = anna.get(topic(cast.north, "revenue")).content.decode()
    assert html.count("Why we ask") == html.count('id="question-')
    assert "basis-guide" in html
