"""The form of a topic: forgiving in what is typed, exact in what is kept, and nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone, translation

from phone_numbers.forms import NumberForm
from phone_numbers.models import PhoneNumber, TechnicalSetup
from readiness.checklist import sheet_row, standing_questions
from readiness.forms.topic import TopicForm
from readiness.models import AnswerSheet, CompanyProfile
from readiness.rulebook import current_rulebook


def form_of(topic_id: str, sheet: AnswerSheet | None = None, form_class: type[TopicForm] = TopicForm, **typed: Any) -> TopicForm:
    """The bound form of a topic for a company of which `sheet` is known."""
    book, topic, sheet = current_rulebook(), current_rulebook().topic(topic_id), sheet or CompanyProfile()
    assert topic
    questions = standing_questions(topic, sheet_row(sheet, book, timezone.localdate()))
    return form_class({"base_version": "0", **typed}, book=book, questions=questions, sheet=sheet)


def kept(topic_id: str, fact: str, typed: str) -> Any:
    form = form_of(topic_id, **{fact: typed})
    assert form.is_valid(), form.errors
    return form.answers[fact]


def told(topic_id: str, fact: str, typed: str, sheet: AnswerSheet | None = None) -> list[str]:
    return list(form_of(topic_id, sheet, **{fact: typed}).errors.get(fact, []))


@pytest.mark.parametrize("typed", ["1000000", "1,000,000", "1.000.000", "1 000 000", "1'000'000"])
def test_whole_number_as_people_type_it(typed: str) -> None:
    assert kept("volume", "monthly_messages", typed) == 1_000_000


@pytest.mark.parametrize(("typed", "ratio"), [("30", "0.3"), ("30 %", "0.3"), ("2,5", "0.025"), ("0.2", "0.002"), ("100", "1"), ("0", "0")])
def test_percentage_is_kept_as_a_ratio(typed: str, ratio: str) -> None:
    assert kept("volume", "complaint_rate_6m", typed) == Decimal(ratio)


@pytest.mark.parametrize(("language", "typed"), [("en", "12.5"), ("en", "1,250.75"), ("it", "12,5"), ("it", "1.250,75")])
def test_amount_in_the_language_of_the_reader(language: str, typed: str) -> None:
    with translation.override(language):
        assert kept("revenue", "annual_revenue_amount", typed) == Decimal("12.5") if len(typed) == 4 else Decimal("1250.75")


@pytest.mark.parametrize("language", ["en", "it"])
def test_what_is_shown_is_read_back(language: str) -> None:
    """A saved page that is saved again without a change must change nothing."""
    sheet = CompanyProfile(annual_revenue_amount=Decimal("1234.567"), end_customer_revenue_share=Decimal("0.1234500"), country="SG")
    with translation.override(language):
        first = form_of("revenue", sheet)
        values = {fact.name: first[fact.name].field.prepare_value(first.initial[fact.name]) for fact in first.facts}
        again = form_of("revenue", sheet, **{name: "" if value is None else str(value) for name, value in values.items()})
        assert again.is_valid(), again.errors
    assert again.answers["annual_revenue_amount"] == Decimal("1234.567")
    assert again.answers["end_customer_revenue_share"] == Decimal("0.12345")


@pytest.mark.parametrize(
    ("topic", "fact", "typed", "message"),
    [
        ("volume", "monthly_messages", "much", "Enter a number, such as 1200."),
        ("volume", "monthly_messages", "-5", "Enter a number, such as 1200."),
        ("volume", "monthly_messages", "12.5", "Enter a whole number, without decimals."),
        ("volume", "monthly_messages", "9" * 17, "Enter a smaller number."),
        ("volume", "complaint_rate_6m", "100.1", "Enter a percentage from 0 to 100."),
        ("volume", "complaint_rate_6m", "a third", "Enter a percentage, such as 30 or 2.5."),
        ("applicant", "planned_submission_on", "next week", "Enter a date, such as 31/01/2027."),
        ("applicant", "planned_submission_on", "31/02/2027", "Enter a date, such as 31/01/2027."),
        ("privacy", "privacy_policy_url", "no address", "Enter a web address, such as https://www.example.com/privacy."),
        ("company", "legal_name", "Shop\u202egnp", "Remove the invisible control characters from this name."),
    ],
)
def test_message_says_what_to_type(topic: str, fact: str, typed: str, message: str) -> None:
    assert told(topic, fact, typed) == [message]


@pytest.mark.parametrize("typed", ["2027-01-31", "31/01/2027", "31.01.2027", "31-01-2027"])
def test_date_as_people_type_it(typed: str) -> None:
    assert kept("applicant", "planned_submission_on", typed) == dt.date(2027, 1, 31)


@pytest.mark.parametrize(("typed", "version"), [("1.2", "1.2"), ("TLS 1.3", "1.3"), ("TLSv1.2", "1.2")])
def test_tls_version(typed: str, version: str) -> None:
    form = form_of("server", TechnicalSetup(), tls_version=typed)
    assert form.is_valid(), form.errors
    assert form.answers["tls_version"] == version


def test_web_address_gets_its_scheme() -> None:
    assert kept("privacy", "privacy_policy_url", "www.example.com/privacy") == "https://www.example.com/privacy"


def test_name_is_kept_letter_by_letter() -> None:
    assert kept("company", "legal_name", "  株式会社 Ａ  Co., Ltd. ") == "株式会社 Ａ  Co., Ltd."


def test_unknown_of_each_kind_of_field() -> None:
    form = form_of("company", legal_name__unknown="on", country="unknown", is_formally_registered="unknown", employees__unknown="on")
    assert form.is_valid(), form.errors
    assert form.unknown == {"legal_name", "country", "is_formally_registered", "employees"}
    assert form.answers == dict.fromkeys(["legal_name", "country", "operations_country"], "") | dict.fromkeys(
        ["is_formally_registered", "employees"], None
    )


def test_none_is_another_answer_than_unknown() -> None:
    form = form_of("systems", crm__none="on", helpdesk__unknown="on")
    assert form.is_valid(), form.errors
    assert (form.answers["crm"], form.answers["helpdesk"], form.unknown) == ("none", "", {"helpdesk"})


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"crm": "Salesforce", "crm__unknown": "on"}, "Give an answer or tick a box, not both."),
        ({"crm": "Salesforce", "crm__none": "on"}, "Give an answer or tick a box, not both."),
        ({"crm__none": "on", "crm__unknown": "on"}, "Tick one box only."),
    ],
)
def test_answer_and_tick_together_are_refused(typed: dict[str, str], message: str) -> None:
    assert form_of("systems", **typed).errors == {"crm": [message]}


def test_nothing_typed_is_lost_on_an_error() -> None:
    form = form_of("volume", monthly_messages="much", complaint_rate_6m="0.2 %")
    html = str(form)
    assert not form.is_valid()
    assert 'value="much"' in html
    assert 'value="0.2 %"' in html


def test_empty_form_opens_every_question_again() -> None:
    form = form_of("volume")
    assert form.is_valid(), form.errors
    assert (form.answers, form.unknown) == ({"monthly_messages": None, "complaint_rate_6m": None}, set())


@pytest.mark.parametrize(("country", "asks"), [("SG", True), ("IT", False), ("", False)])
def test_question_stands_only_for_whom_it_concerns(country: str, asks: bool) -> None:
    names = [fact.name for fact in form_of("revenue", CompanyProfile(country=country)).facts]
    assert ("sector_top_share" in names) is asks


def test_number_tells_its_country() -> None:
    form = form_of("number", PhoneNumber(), NumberForm, number="+39 06 1234 5678")
    assert form.is_valid(), form.errors
    assert (form.answers["number"].as_e164, form.answers["number_country"]) == ("+390612345678", "IT")


def test_country_that_somebody_chose_stands_beside_the_number() -> None:
    form = form_of("number", PhoneNumber(), NumberForm, number="+39 06 1234 5678", number_country="SM")
    assert form.is_valid(), form.errors
    assert form.answers["number_country"] == "SM"


def test_number_without_country_code_is_refused() -> None:
    form = form_of("number", PhoneNumber(), NumberForm, number="06 1234 5678")
    assert form.errors == {"number": ["Enter the number with its country code, such as +39 06 1234 5678."]}
