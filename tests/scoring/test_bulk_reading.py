"""Many companies read at once have the very facts that each has alone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from phone_numbers.models import AccountHealth, PhoneNumber, TechnicalSetup
from readiness.actions.companies import add_company
from readiness.models import Company, CompanyProfile
from readiness.rulebook import Document, Facts
from scoring.facts import company_facts, with_sheets
from scoring.reading import due, read_dossiers
from tests.cast import Cast, House, add_document, add_template, answer

PROFILE: dict[str, Any] = {
    "legal_name": "Caffè Ipê S.r.l.",
    "country": "IT",
    "sector": "retail",
    "annual_revenue_amount": Decimal("1234567890.125"),
    "annual_revenue_currency": "EUR",
    "end_customer_revenue_share": Decimal("0.3333333"),
    "complaint_rate_6m": Decimal(0),
    "employees": 0,
    "monthly_messages": 10**15,
    "opt_in_collected": False,
    "crm": "none",
    "privacy_policy_url": "https://x.example/privacy",
    "planned_submission_on": dt.date(2026, 11, 30),
}
NUMBER = {"number_country": "US", "number_is_virtual": True, "number_owned_days": 31}
TECHNICAL = {"server_ram_gb": Decimal("0.5"), "tls_version": "1.3", "callback_error_rate": Decimal("0.0049999")}
HEALTH = {"activated_on": dt.date(2026, 6, 1), "block_rate": Decimal(1), "response_minutes_avg": Decimal("4.999")}
FIGURES = {"turnover_inr": "75000000.5", "area_share": "0.3", "transactions": 5001, "has_stamp": False, "signed_by": "Ana Prado"}
READ = {
    "turnover_inr": Decimal("75000000.5"),
    "area_share": Decimal("0.3"),
    "transactions": 5001,
    "has_stamp": False,
    "signed_by": "Ana Prado",
}


def fill(house: House) -> None:
    for sheet, answers in ((CompanyProfile, PROFILE), (PhoneNumber, NUMBER), (TechnicalSetup, TECHNICAL), (AccountHealth, HEALTH)):
        answer(house, sheet, **answers)
    add_document(house, kind="gst_returns", status="approved", dpi=300, months_covered=12, figures=FIGURES)
    add_document(house, kind="phone_bill", status="rejected", issued_on=dt.date(2026, 1, 31), expires_on=dt.date(2027, 1, 31))
    add_template(house, name="shipped", variant="standard", lint_errors=0)
    add_template(house, name="shipped", language="it", variant="standard", lint_errors=1)
    add_template(house, name="delayed", variant="emergency", lint_errors=None)


def both(house: House) -> list[tuple[Facts, Facts]]:
    """Facts of each company of the house, read at once and one by one."""
    with house.scope():
        companies = list(with_sheets(Company.objects.order_by("pk")))
        at_once = list(read_dossiers([company.pk for company in companies]))
        assert [one.company_id for one in at_once] == [company.pk for company in companies]
        return [(one.facts, company_facts(company)) for one, company in zip(at_once, companies, strict=True)]


def test_every_column_is_read_as_it_was_answered(cast: Cast) -> None:
    fill(cast.north)
    (at_once, alone), _ = both(cast.north)
    answered = PROFILE | NUMBER | TECHNICAL | HEALTH
    assert {name: getattr(at_once, name) for name in answered} == answered
    assert {name: type(getattr(at_once, name)) for name in answered} == {name: type(value) for name, value in answered.items()}
    assert at_once == alone


def test_papers_are_read_with_their_figures(cast: Cast) -> None:
    fill(cast.north)
    (at_once, _), _ = both(cast.north)
    assert at_once.documents == (
        Document("gst_returns", "approved", 300, None, None, 12, READ),
        Document("phone_bill", "rejected", None, dt.date(2026, 1, 31), dt.date(2027, 1, 31)),
    )


def test_templates_are_counted(cast: Cast) -> None:
    fill(cast.north)
    (at_once, _), _ = both(cast.north)
    counts = {
        name: getattr(at_once, name)
        for name in ("templates_prepared", "template_languages", "template_lint_errors", "template_max_same_type")
    }
    assert counts == {"templates_prepared": 2, "template_languages": 2, "template_lint_errors": 1, "template_max_same_type": 2}
    assert at_once.template_purposes_with_3_versions == 0


def test_company_with_an_empty_profile_knows_its_name_alone(cast: Cast) -> None:
    fill(cast.north)
    for house, company in ((cast.north, cast.north.other_company), (cast.south, cast.south.company)):
        found = [facts for facts, alone in both(house) if facts == alone and facts.legal_name == company.name]
        assert found == [Facts(legal_name=company.name)]


def test_order_of_the_companies_does_not_matter(cast: Cast) -> None:
    fill(cast.north)
    ids = [cast.north.company.pk, cast.north.other_company.pk]
    with cast.north.scope():
        assert list(read_dossiers(ids)) == list(read_dossiers(ids[::-1])) == list(read_dossiers([*ids, *ids, 10**9]))


def test_nobody_reads_across_the_wall(cast: Cast) -> None:
    fill(cast.south)
    with cast.north.scope():
        assert list(read_dossiers([cast.south.company.pk])) == []


@pytest.mark.parametrize("size", [1, 40])
def test_many_companies(cast: Cast, size: int) -> None:
    house = cast.north
    with house.scope():
        for number in range(size):
            company = add_company(by=house.owner, workspace=house.workspace, name=f"Company {number}")
            for kind in ("phone_bill", "shop_photo")[: number % 3]:
                add_document(house, company=company, kind=kind, dpi=number)
            if number % 4 == 0:
                add_template(house, company=company, lint_errors=number)
    assert all(at_once == alone for at_once, alone in both(house))


def test_what_is_due_is_of_the_open_scope(cast: Cast) -> None:
    with cast.north.scope():
        found = due(Company.objects.all(), dt.date(2026, 11, 23)).order_by("pk")
        assert [company.pk for company in found] == [cast.north.company.pk, cast.north.other_company.pk]
