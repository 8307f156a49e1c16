"""Papers typed by hand: recorded, changed by two people, taken away; and the list of what is needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from documents.actions.papers import StaleDocument, change_document
from documents.models import Document
from documents.requirements import progress
from readiness.enums import EventKind
from readiness.models import AuditEvent, Company, User
from readiness.rulebook import current_rulebook
from tests.cast import Cast, House, add_document, answer
from tests.visitor import Visitor

ClientFor = Callable[[User | None], Visitor]


def url_of(house: House, name: str, **more: Any) -> str:
    return reverse(f"documents:{name}", kwargs={"workspace": house.workspace.slug, "company": house.company.slug, **more})


def papers(house: House) -> list[Document]:
    with house.scope():
        return list(Document.objects.filter(company=house.company))


def audit(house: House) -> list[str]:
    with house.scope():
        return list(AuditEvent.objects.filter(company_id=house.company.pk).values_list("kind", flat=True))


@pytest.fixture
def anna(cast: Cast, client_for: ClientFor) -> Visitor:
    return client_for(cast.north.applicant)


def test_recording_a_paper(cast: Cast, anna: Visitor) -> None:
    typed = {"status": "approved", "version": "0", "dpi": "300", "issued_on": "01/02/2026", "shows_name": "true"}
    response = anna.post(url_of(cast.north, "add", kind="bank_proof"), typed)
    (paper,) = papers(cast.north)
    assert response["Location"] == url_of(cast.north, "list")
    assert (paper.kind, paper.status, paper.dpi, str(paper.issued_on), paper.figures) == (
        *("bank_proof", "approved", 300, "2026-02-01"),
        {"shows_name": True},
    )
    assert audit(cast.north)[-1] == EventKind.DOCUMENT_RECORDED


def test_each_change_makes_the_score_due(cast: Cast, anna: Visitor) -> None:
    def generation() -> int:
        with cast.north.scope():
            return Company.objects.get(pk=cast.north.company.pk).generation

    first = generation()
    paper = add_document(cast.north)
    anna.post(url_of(cast.north, "edit", document=paper.pk), {"status": "approved", "version": "1"})
    anna.post(url_of(cast.north, "remove", document=paper.pk))
    assert generation() == first + 3
    assert audit(cast.north)[-3:] == [EventKind.DOCUMENT_RECORDED, EventKind.DOCUMENT_CHANGED, EventKind.DOCUMENT_REMOVED]


def test_later_editor_is_shown_what_changed(cast: Cast, anna: Visitor) -> None:
    paper = add_document(cast.north, dpi=200)
    with cast.north.scope():
        change_document(by=cast.north.consultant, document=paper, values={"dpi": 300}, base_version=1)
    url = url_of(cast.north, "edit", document=paper.pk)
    stale = anna.post(url, {"status": "approved", "version": "1", "dpi": "150"})
    assert stale.status_code == 409
    assert "300" in stale.content.decode()
    assert 'value="150"' in stale.content.decode()
    assert anna.post(url, {"status": "approved", "version": "2", "dpi": "150"}).status_code == 302
    assert papers(cast.north)[0].dpi == 150


def test_stale_change_keeps_theirs(cast: Cast) -> None:
    paper = add_document(cast.north, dpi=200)
    with cast.north.scope():
        change_document(by=cast.north.consultant, document=paper, values={"dpi": 300}, base_version=1)
        with pytest.raises(StaleDocument) as stale:
            change_document(by=cast.north.applicant, document=paper, values={"dpi": 150}, base_version=1)
    assert (stale.value.current.dpi, papers(cast.north)[0].dpi) == (300, 300)


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("dpi", "sharp", "Enter a number, such as 1200."),
        ("dpi", "-300", "Enter a number, such as 1200."),
        ("issued_on", "yesterday", "Enter a date, such as 31/01/2027."),
        ("status", "lost", "Select a valid choice. lost is not one of the available choices."),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, anna: Visitor, field: str, typed: str, message: str) -> None:
    response = anna.post(url_of(cast.north, "add", kind="bank_proof"), {"status": "approved", "version": "0", field: typed})
    assert (response.status_code, list(response.context["form"].errors[field]), papers(cast.north)) == (422, [message], [])


def test_paper_that_expires_before_it_is_issued_is_refused(cast: Cast, anna: Visitor) -> None:
    typed = {"status": "approved", "version": "0", "issued_on": "2026-02-01", "expires_on": "2026-01-31"}
    need = next(kind for kind in ("trademark_certificate", "br_certificate", "representative_id") if kind)
    response = anna.post(url_of(cast.north, "add", kind=need), typed)
    assert response.status_code in (302, 422)
    assert all(paper.issued_on is None or paper.expires_on is None or paper.expires_on >= paper.issued_on for paper in papers(cast.north))


@pytest.mark.parametrize("field", ["dpi", "months_covered"])
@pytest.mark.parametrize("typed", ["40000", "99999999999", "9" * 40])
def test_enormous_number_is_no_server_error(cast: Cast, anna: Visitor, field: str, typed: str) -> None:
    answer(cast.north, country="HK")
    response = anna.post(url_of(cast.north, "add", kind="bank_statements"), {"status": "approved", "version": "0", field: typed})
    assert response.status_code in (302, 422)


@pytest.mark.parametrize("kind", ["nothing", "readiness"])
def test_kind_that_is_none_is_not_found(cast: Cast, anna: Visitor, kind: str) -> None:
    assert anna.get(url_of(cast.north, "add", kind=kind)).status_code == 404


def test_number_of_a_paper_beyond_every_table_is_not_found(cast: Cast, anna: Visitor) -> None:
    assert anna.get(url_of(cast.north, "edit", document=10**30)).status_code == 404


def test_list_asks_only_for_what_this_company_needs(cast: Cast, anna: Visitor) -> None:
    def asked(country: str) -> set[str]:
        answer(cast.north, country=country)
        rows = anna.get(url_of(cast.north, "list")).context["rows"]
        return {row["need"].kind for row in rows}

    hong_kong, italy = asked("HK"), asked("IT")
    assert {"cr_certificate", "br_certificate", "bank_statements"} <= hong_kong
    assert {"cr_certificate", "br_certificate", "bank_statements"} & italy == set()


def test_list_shows_what_is_there_beyond_what_is_needed(cast: Cast, anna: Visitor) -> None:
    answer(cast.north, country="IT")
    add_document(cast.north, kind="cr_certificate")
    rows = anna.get(url_of(cast.north, "list")).context["rows"]
    assert rows[-1]["need"].kind == "cr_certificate"


FIGURE = {"bool": "true", "ratio": "30", "decimal": "2500000.50", "int": "12", "text": "Anna"}


@pytest.mark.parametrize("kind", [one.kind for one in current_rulebook().documents])
def test_every_figure_of_every_kind_is_shown_again(cast: Cast, anna: Visitor, kind: str) -> None:
    """As typed, in the list and beside the change of somebody else."""
    book = current_rulebook()
    need = next(one for one in book.documents if one.kind == kind)
    figures = {name: FIGURE[book.vocabulary.document_figures[name].type] for name in need.figures}
    typed = {"status": "approved", "version": "0", "dpi": "300", "months_covered": "3", **figures}
    assert anna.post(url_of(cast.north, "add", kind=kind), typed).status_code == 302
    (paper,) = papers(cast.north)
    assert (set(paper.figures), anna.get(url_of(cast.north, "list")).status_code) == (set(figures), 200)
    edit = url_of(cast.north, "edit", document=paper.pk)
    assert anna.post(edit, typed | {"version": "1", "dpi": "400"}).status_code == 302
    assert anna.post(edit, typed | {"version": "1"}).status_code == 409


@pytest.mark.parametrize(("there", "done"), [
    ((), 0), (("shop_photo",), 1), (("shop_photo", "traffic_proof"), 2),
    (("shop_photo", "traffic_proof", "conversation_history"), 2), (("privacy_policy", "shop_photo"), 2), (("form_401",), 0),
])  # fmt: skip
def test_of_the_proofs_of_real_use_two_are_enough(there: tuple[str, ...], done: int) -> None:
    kinds = ("privacy_policy", "conversation_history", "traffic_proof", "shop_photo")
    needs = [need for need in current_rulebook().documents if need.kind in kinds]
    assert progress(current_rulebook(), needs, there) == (done, 3)
