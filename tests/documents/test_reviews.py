"""The consultant's queue: the oldest paper first, a decision with its reason, and on to the next; drafts to sign."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pypdfium2
import pytest
from django.urls import reverse

from documents.drafts import KINDS
from documents.enums import DocumentStatus
from documents.models import Document, PaperFile, ReviewNote
from documents.rows import DRAFTED
from documents.words import finding_rows, marked
from readiness.enums import EventKind
from readiness.models import AuditEvent, User
from tests.cast import Cast, House, add_file, answer
from tests.visitor import Visitor

ClientFor = Callable[[User | None], Visitor]


def url_of(house: House, name: str, **more: Any) -> str:
    return reverse(f"documents:{name}", kwargs={"workspace": house.workspace.slug, "company": house.company.slug, **more})


def queue_of(house: House) -> str:
    return reverse("paper-reviews:queue", kwargs={"workspace": house.workspace.slug})


def paper_of(house: House, file: PaperFile) -> Document:
    with house.scope():
        return Document.objects.get(versions__file=file)


@pytest.fixture
def carl(cast: Cast, client_for: ClientFor) -> Visitor:
    return client_for(cast.north.consultant)


def decide(visitor: Visitor, house: House, paper: Document, decision: str, **more: Any) -> Any:
    return visitor.post(url_of(house, "decide", document=paper.pk, number=1), {"decision": decision, "version": paper.version, **more})


def test_queue_shows_what_waits_oldest_first(cast: Cast, carl: Visitor) -> None:
    add_file(cast.north, kind="trademark_certificate", name="first.pdf")
    add_file(cast.north, company=cast.north.other_company, name="second.pdf")
    add_file(cast.south, name="foreign.pdf")
    page = carl.get(queue_of(cast.north)).content.decode()
    assert page.index("first.pdf") < page.index("second.pdf")
    assert ("2 documents wait" in page, "foreign.pdf" in page) == (True, False)


def test_empty_queue_says_so(cast: Cast, carl: Visitor) -> None:
    assert "Nothing waits for you" in carl.get(queue_of(cast.north)).content.decode()


def test_approval_goes_on_to_the_next(cast: Cast, carl: Visitor) -> None:
    first, second = (paper_of(cast.north, add_file(cast.north, kind=kind)) for kind in ("trademark_certificate", "bank_proof"))
    assert decide(carl, cast.north, first, "approved")["Location"] == url_of(cast.north, "checks", document=second.pk)
    assert decide(carl, cast.north, second, "approved")["Location"] == queue_of(cast.north)
    with cast.north.scope():
        assert set(Document.objects.values_list("status", flat=True)) == {DocumentStatus.APPROVED}
        assert AuditEvent.objects.filter(kind=EventKind.DOCUMENT_REVIEWED).count() == 2


def test_applicant_sees_what_to_change(cast: Cast, carl: Visitor, client_for: ClientFor) -> None:
    paper = paper_of(cast.north, add_file(cast.north, kind="trademark_certificate"))
    decide(carl, cast.north, paper, "changes", comment="The stamp is cut off", page="1")
    page = client_for(cast.north.applicant).get(url_of(cast.north, "list")).content.decode()
    assert "Sent back" in page
    assert "To change on page 1:" in page
    assert "The stamp is cut off" in page


def test_change_without_a_comment_is_not_taken(cast: Cast, carl: Visitor) -> None:
    paper = paper_of(cast.north, add_file(cast.north))
    response = decide(carl, cast.north, paper, "changes", comment="  ")
    assert (response.status_code, "Say what to change" in response.content.decode()) == (422, True)
    with cast.north.scope():
        assert not ReviewNote.objects.exists()


def test_decision_on_what_changed_meanwhile_is_asked_again(cast: Cast, carl: Visitor, client_for: ClientFor) -> None:
    paper = paper_of(cast.north, add_file(cast.north))
    client_for(cast.north.applicant).post(url_of(cast.north, "edit", document=paper.pk), {"version": paper.version, "dpi": "299"})
    response = decide(carl, cast.north, paper, "approved", comment="fine")
    assert (response.status_code, "fine" in response.content.decode()) == (409, True)
    with cast.north.scope():
        assert Document.objects.get(pk=paper.pk).status == DocumentStatus.UPLOADED


def test_applicant_cannot_approve_a_paper_with_a_file(cast: Cast, client_for: ClientFor) -> None:
    paper = paper_of(cast.north, add_file(cast.north))
    client_for(cast.north.applicant).post(url_of(cast.north, "edit", document=paper.pk), {"version": paper.version, "status": "approved"})
    with cast.north.scope():
        assert Document.objects.get(pk=paper.pk).status == DocumentStatus.UPLOADED


def test_names_stand_side_by_side_with_the_difference_marked(cast: Cast, carl: Visitor) -> None:
    answer(cast.north, legal_name="Hoshino Foods Co., Ltd.", country="JP", name_on_licence="Hoshino Foods Group Co., Ltd.")
    paper = paper_of(cast.north, add_file(cast.north))
    page = carl.get(url_of(cast.north, "checks", document=paper.pk)).content.decode()
    assert "<mark>Group</mark>" in page
    assert "stands in only one of the names" in page


@pytest.mark.parametrize(("name", "pieces", "parts"), [
    ("Acme Group Ltd", ["Group"], [("Acme ", False), ("Group", True), (" Ltd", False)]),
    ("Acme", [""], [("Acme", False)]),
    ("A B A", ["A", "A"], [("A", True), (" B ", False), ("A", True)]),
    ("Acme", ["Other"], [("Acme", False)]),
])  # fmt: skip
def test_marked_parts_make_up_the_name(name: str, pieces: list[str], parts: list[tuple[str, bool]]) -> None:
    assert marked(name, pieces) == parts


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_draft_holds_what_is_known_and_what_was_typed(cast: Cast, client_for: ClientFor, ending: str) -> None:
    answer(cast.north, legal_name="Moda Ipê Ltda", country="BR")
    visitor = client_for(cast.north.applicant)
    where = url_of(cast.north, "draft", kind="authorisation_letter")
    assert "signatory_name" in visitor.get(where).content.decode()
    typed = {"letter_language": "it", "signatory_name": "Ana Prado", "format": ending}
    response = visitor.post(where, typed)
    words = words_of(response.content, ending)
    assert "Moda Ipê Ltda" in words
    assert "Ana Prado" in words
    assert response["Content-Disposition"].startswith("attachment")


def words_of(content: bytes, ending: str) -> str:
    if ending == "pdf":
        return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))
    made = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in made.paragraphs), *cells])


def test_list_offers_every_draft_there_is() -> None:
    assert set(KINDS) == DRAFTED


def test_no_draft_of_other_papers(cast: Cast, client_for: ClientFor) -> None:
    assert client_for(cast.north.applicant).get(url_of(cast.north, "draft", kind="bank_proof")).status_code == 404


def test_check_of_an_earlier_edition_is_left_out(cast: Cast, carl: Visitor) -> None:
    file = add_file(cast.north)
    with cast.north.scope():
        version = file.versions.get()
        count = len(finding_rows(version))
        version.findings.append({**version.findings[0], "id": "horoscope"})
        version.save()
    assert len(carl.get(url_of(cast.north, "checks", document=version.document_id)).context["findings"]) == count
