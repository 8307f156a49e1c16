"""A consultant finds a kind of paper not relevant, with the reason, and may ask for it again; nobody else may."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from documents.models import Waiver
from readiness.models import AuditEvent, Company, User
from scoring.facts import company_facts
from scoring.reading import read_dossiers
from tests.cast import Cast, House, add_document
from tests.visitor import Visitor

ClientFor = Callable[[User | None], Visitor]
KIND, WHY = "trademark_certificate", "Sells under its own name only."


def url_of(house: House, name: str, **more: str) -> str:
    return reverse(f"documents:{name}", kwargs={"workspace": house.workspace.slug, "company": house.company.slug, **more})


def waive(visitor: Visitor, house: House, reason: str = WHY) -> int:
    return int(visitor.post(url_of(house, "waive", kind=KIND), {"reason": reason}).status_code)


@pytest.fixture
def carl(cast: Cast, client_for: ClientFor) -> Visitor:
    return client_for(cast.north.consultant)


def test_reason_and_name_are_kept_and_shown_to_the_applicant(cast: Cast, carl: Visitor, client_for: ClientFor) -> None:
    before = generation(cast.north)
    assert waive(carl, cast.north) == 302
    with cast.north.scope():
        kept = Waiver.objects.get()
        event = AuditEvent.objects.order_by("-pk")[0]
    assert (kept.kind, kept.reason, kept.by) == (KIND, WHY, cast.north.consultant)
    assert (event.kind, event.data["paper"], event.data["reason"]) == ("document-waived", KIND, WHY)
    assert generation(cast.north) == before + 1
    page = client_for(cast.north.applicant).get(url_of(cast.north, "list")).content.decode()
    section = page.split(f'id="paper-{KIND}"')[1].split("</section>")[0]
    assert (WHY in section, "Not relevant" in section, "Upload" in section, "Ask for it again" in section) == (True, True, False, False)


def test_no_reason_is_asked_for_and_nothing_is_kept(cast: Cast, carl: Visitor) -> None:
    assert waive(carl, cast.north, "  ") == 422
    with cast.north.scope():
        assert Waiver.objects.count() == 0


def test_unknown_kind_is_not_found(cast: Cast, carl: Visitor) -> None:
    assert carl.post(url_of(cast.north, "waive", kind="diploma"), {"reason": WHY}).status_code == 404


def test_first_reason_stands(cast: Cast, carl: Visitor) -> None:
    waive(carl, cast.north)
    assert waive(carl, cast.north, "Another reason.") == 302
    with cast.north.scope():
        assert [one.reason for one in Waiver.objects.all()] == [WHY]


def test_asked_for_again(cast: Cast, carl: Visitor) -> None:
    waive(carl, cast.north)
    assert carl.post(url_of(cast.north, "want", kind=KIND)).status_code == 302
    with cast.north.scope():
        assert Waiver.objects.count() == 0
        assert [one.kind for one in AuditEvent.objects.order_by("-pk")[:2]] == ["document-wanted", "document-waived"]


def test_waived_paper_is_not_counted_among_those_needed(cast: Cast, carl: Visitor) -> None:
    before = carl.get(url_of(cast.north, "list")).context["total"]
    waive(carl, cast.north)
    assert carl.get(url_of(cast.north, "list")).context["total"] == before - 1


def test_page_and_nightly_reading_agree(cast: Cast, carl: Visitor) -> None:
    add_document(cast.north)
    add_document(cast.north, company=cast.north.other_company)
    waive(carl, cast.north)
    with cast.north.scope():
        ids = [cast.north.company.pk, cast.north.other_company.pk]
        one, other = (dossier.facts.documents for dossier in read_dossiers(sorted(ids)))
        assert one == company_facts(Company.objects.get(pk=min(ids))).documents
        assert other == company_facts(Company.objects.get(pk=max(ids))).documents
        assert [paper.status for paper in company_facts(cast.north.company).documents or ()] == ["uploaded", "waived"]


def test_nothing_is_waived_without_a_reason_in_the_database(cast: Cast) -> None:
    with cast.north.scope(), pytest.raises(IntegrityError, match="paper_waiver_says_why"), transaction.atomic():
        Waiver.objects.create(company=cast.north.company, kind=KIND, reason="")


def generation(house: House) -> int:
    with house.scope():
        return Company.objects.get(pk=house.company.pk).generation
