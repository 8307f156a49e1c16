"""The way in: home, the list of companies, adding one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from readiness.actions.companies import add_company, add_member, create_workspace, grant_company
from readiness.enums import EventKind, RoleName
from readiness.models import AuditEvent, Company, CompanyGrant, User
from tests.cast import Cast, House, make_house, membership_of
from tests.visitor import Visitor

ClientFor = Callable[[User | None], Visitor]


def names(house: House) -> list[str]:
    with house.scope():
        return list(Company.objects.values_list("name", flat=True))


def test_home_of_a_member_is_the_workspace(cast: Cast, client_for: ClientFor) -> None:
    assert client_for(cast.north.owner).get("/")["Location"] == "/w/north/"


def test_home_offers_a_choice_where_there_are_more(cast: Cast, client_for: ClientFor) -> None:
    add_member(by=cast.south.owner, workspace=cast.south.workspace, user=cast.north.consultant, role=RoleName.CONSULTANT)
    html = client_for(cast.north.consultant).get("/").content.decode()
    assert html.index('href="/w/north/"') < html.index('href="/w/south/"')


def test_home_has_a_kind_word_for_the_stranger(cast: Cast, client_for: ClientFor) -> None:
    html = client_for(cast.stranger).get("/").content.decode()
    assert "nobody has added you to a workspace yet" in html
    assert "canary" not in html


def test_applicant_of_one_company_goes_straight_to_it(cast: Cast, client_for: ClientFor) -> None:
    response = client_for(cast.north.applicant).get("/w/north/")
    assert response["Location"] == f"/w/north/{cast.north.company.slug}/"


def test_applicant_of_two_companies_sees_both_and_no_third(cast: Cast, client_for: ClientFor) -> None:
    with cast.north.scope():
        grant_company(by=cast.north.owner, membership=membership_of(cast.north, cast.north.applicant), company=cast.north.other_company)
        add_company(by=cast.north.owner, workspace=cast.north.workspace, name="Third")
    html = client_for(cast.north.applicant).get("/w/north/").content.decode()
    assert ("First" in html, "Second" in html, "Third" in html) == (True, True, False)


def test_adding_a_company(cast: Cast, client_for: ClientFor) -> None:
    response = client_for(cast.north.consultant).post("/w/north/add/", {"name": " Caffè Müller S.r.l. "})
    with cast.north.scope():
        company = Company.objects.get(name="Caffè Müller S.r.l.")
        assert AuditEvent.objects.filter(kind=EventKind.COMPANY_ADDED, company_id=company.pk).count() == 1
        assert (company.companyprofile.legal_name, company.is_score_due) == (company.name, True)
    assert response["Location"] == f"/w/north/{company.slug}/"
    assert company.slug.startswith("caffe-muller-srl-")


@pytest.mark.parametrize("name", ["", "   ", "x" * 161, "Shop\u202egnp"])
def test_company_without_a_usable_name_is_refused(cast: Cast, client_for: ClientFor, name: str) -> None:
    response = client_for(cast.north.owner).post("/w/north/add/", {"name": name})
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    assert len(names(cast.north)) == 2


def test_name_in_other_letters_gets_an_address_too(cast: Cast) -> None:
    with cast.north.scope():
        company = add_company(by=cast.north.owner, workspace=cast.north.workspace, name="株式会社")
    assert company.slug.startswith("company-")


def test_names_of_others_show_nowhere(cast: Cast) -> None:
    """The same name in two workspaces gives two addresses of one shape: neither tells of the other."""
    slugs = []
    for house in (cast.north, cast.south):
        with house.scope():
            slugs.append(add_company(by=house.owner, workspace=house.workspace, name="Same Ltd").slug)
    assert [slug.rpartition("-")[0] for slug in slugs] == ["same-ltd", "same-ltd"]
    assert slugs[0] != slugs[1]


def test_granting_twice_changes_nothing(cast: Cast) -> None:
    membership = membership_of(cast.north, cast.north.applicant)
    with cast.north.scope():
        before = AuditEvent.objects.count()
        grant_company(by=cast.north.owner, membership=membership, company=cast.north.company)
        assert (CompanyGrant.objects.filter(membership=membership).count(), AuditEvent.objects.count()) == (1, before)


def test_person_is_a_member_once(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        add_member(by=cast.north.owner, workspace=cast.north.workspace, user=cast.north.manager, role=RoleName.OWNER)


def test_maker_of_a_workspace_is_its_owner(cast: Cast) -> None:
    workspace = create_workspace(by=cast.stranger, name="West", slug="west")
    assert [(one.user, one.role) for one in workspace.memberships.all()] == [(cast.stranger, "owner")]


def test_membership_that_ended_opens_nothing(cast: Cast, client_for: ClientFor) -> None:
    visitor = client_for(cast.north.consultant)
    assert visitor.get("/w/north/").status_code == 200
    membership_of(cast.north, cast.north.consultant).delete()
    assert visitor.get("/w/north/").status_code == 404


def test_person_who_was_switched_off_is_out_at_once(cast: Cast, client_for: ClientFor) -> None:
    visitor = client_for(cast.north.consultant)
    User.objects.filter(pk=cast.north.consultant.pk).update(is_active=False)
    assert visitor.get("/w/north/")["Location"] == "/accounts/login/?next=/w/north/"


def test_list_shows_score_verdict_and_blockers(cast: Cast, client_for: ClientFor, django_capture_on_commit_callbacks: Any) -> None:
    west = make_house("West", ("Ada", "Bo", "Cy", "Di", "Ed"))
    html = client_for(west.owner).get("/w/west/").content.decode()
    assert html.count("Being scored") == 2
