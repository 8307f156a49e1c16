"""What an attacker and a newcomer found: full disks, refused tokens, papers changed after their approval, quick fingers."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tink
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from documents import uploading, vault
from documents.actions.files import waiting_files
from documents.enums import DocumentStatus
from documents.models import Document, PaperFile
from documents.reading_job import run_reading
from documents.uploading import shown_name
from readiness.models import User
from tests.cast import Cast, House, add_file
from tests.visitor import Visitor

ClientFor = Callable[[User | None], Visitor]


@pytest.fixture(autouse=True)
def own_vault(tmp_path: Path, settings: LazySettings) -> None:
    settings.VAR_DIR, settings.PAPERS_KEYRING = tmp_path, ""
    papers = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "papers")}}
    settings.STORAGES = {**settings.STORAGES, "papers": papers}


@pytest.fixture
def anna(cast: Cast, client_for: ClientFor) -> Visitor:
    return client_for(cast.north.applicant)


@functools.cache
def scan(shade: int = 200) -> bytes:
    target = io.BytesIO()
    Image.new("L", (2481, 3508), shade).save(target, "PDF", resolution=300)
    return target.getvalue()


def url_of(house: House, name: str, **more: Any) -> str:
    return reverse(f"documents:{name}", kwargs={"workspace": house.workspace.slug, "company": house.company.slug, **more})


def send(visitor: Visitor, house: House, content: bytes, name: str = "a.pdf", **more: Any) -> Any:
    url = url_of(house, "upload", kind="trademark_certificate")
    return visitor.post(url, {"file": SimpleUploadedFile(name, content)}, **more)


def stored() -> list[Path]:
    return [path for path in Path(vault.storage().path("")).rglob("*") if path.is_file()]


def read_all() -> None:
    for file_id in waiting_files():
        run_reading(file_id=file_id)


@pytest.mark.parametrize("error", [tink.TinkError("writing failed"), OSError("disk full")])
@pytest.mark.parametrize("place", ["write", "close"])
def test_full_disk_is_said_whoever_says_it(
    cast: Cast, anna: Visitor, monkeypatch: pytest.MonkeyPatch, error: Exception, place: str
) -> None:
    def fail(*args: Any) -> None:
        raise error

    class Full:
        write = fail if place == "write" else staticmethod(len)
        close = fail

    real = vault.Sealing.__init__

    def half(self: vault.Sealing, owner: str) -> None:
        real(self, owner)
        self._stream = Full()

    monkeypatch.setattr(vault.Sealing, "__init__", half)
    page = send(anna, cast.north, scan(), follow=True)
    assert (page.status_code, "there is no room for the file" in page.content.decode(), stored()) == (200, True, [])


def test_disk_that_is_nearly_full_takes_nothing(cast: Cast, anna: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "room_bytes", lambda: uploading.RESERVE_BYTES - 1)
    assert "there is no room for the file" in send(anna, cast.north, scan(), follow=True).content.decode()
    assert stored() == []
    assert (vault.room_bytes() or 0) > 0


def test_refused_token_leaves_no_bytes(cast: Cast) -> None:
    visitor = Visitor(enforce_csrf_checks=True)
    visitor.force_login(cast.north.applicant)
    assert (send(visitor, cast.north, scan()).status_code, stored()) == (403, [])


def test_script_is_told_of_each_file(cast: Cast, anna: Visitor) -> None:
    asked = {"headers": {"X-Requested-With": "upload.js"}}
    assert send(anna, cast.north, scan(), **asked).json() == {"kept": 1, "refused": []}
    assert send(anna, cast.north, scan(), **asked).json() == {"kept": 0, "refused": ["a.pdf: this very file is here already."]}
    assert send(anna, cast.north, b"", **asked).json()["refused"][0].startswith("a.pdf: the file is empty.")


def test_approved_paper_that_an_applicant_changes_waits_again(cast: Cast, anna: Visitor, client_for: ClientFor) -> None:
    file = add_file(cast.north)
    with cast.north.scope():
        paper = Document.objects.get(versions__file=file)
    for visitor, dpi, status in (
        (client_for(cast.north.consultant), 310, DocumentStatus.APPROVED),
        (anna, 310, DocumentStatus.APPROVED),
        (anna, 1200, DocumentStatus.UPLOADED),
    ):
        with cast.north.scope():
            Document.objects.filter(pk=paper.pk).update(status=DocumentStatus.APPROVED)
            version = Document.objects.get(pk=paper.pk).version
        typed = {"dpi": dpi, "issued_on": "", "expires_on": "", "version": version}
        assert visitor.post(url_of(cast.north, "edit", document=paper.pk), typed).status_code == 302
        with cast.north.scope():
            assert Document.objects.get(pk=paper.pk).status == status


def test_paper_removed_while_its_newer_version_is_read_stays_away(cast: Cast, anna: Visitor) -> None:
    send(anna, cast.north, scan())
    read_all()
    with cast.north.scope():
        paper = Document.objects.get()
    anna.post(url_of(cast.north, "replace", document=paper.pk), {"file": SimpleUploadedFile("b.pdf", scan(150))})
    anna.post(url_of(cast.north, "remove", document=paper.pk))
    read_all()
    with cast.north.scope():
        assert (Document.objects.count(), PaperFile.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("name", "shown"), [("a" * 300 + ".pdf", "a" * 251 + ".pdf"), ("a" * 300, "a" * 255), ("x." + "b" * 300, "x." + "b" * 253)]
)
def test_long_name_keeps_its_ending(name: str, shown: str) -> None:
    assert shown_name(name) == shown


@pytest.mark.parametrize("reason", ["\u200b\u200b", " \u2060 ", "fine \u202e eno"])
def test_invisible_reason_is_no_reason(cast: Cast, client_for: ClientFor, reason: str) -> None:
    url = url_of(cast.north, "waive", kind="trademark_certificate")
    assert client_for(cast.north.consultant).post(url, {"reason": reason}).status_code == 422


def test_next_to_review_is_the_one_after(cast: Cast, client_for: ClientFor) -> None:
    papers = []
    for kind in ("representative_id", "bank_proof", "trademark_certificate"):
        file = add_file(cast.north, kind=kind)
        with cast.north.scope():
            papers.append(Document.objects.get(versions__file=file))
    url = url_of(cast.north, "decide", document=papers[1].pk, number=1)
    response = client_for(cast.north.consultant).post(url, {"decision": "approved", "version": papers[1].version})
    assert response["Location"] == url_of(cast.north, "checks", document=papers[2].pk)


def test_page_of_a_comment_is_a_page_of_the_file(cast: Cast, client_for: ClientFor) -> None:
    file = add_file(cast.north)
    with cast.north.scope():
        paper = Document.objects.get(versions__file=file)
    typed = {"decision": "changes", "comment": "Cut off", "page": "9", "version": paper.version}
    page = client_for(cast.north.consultant).post(url_of(cast.north, "decide", document=paper.pk, number=1), typed)
    assert (page.status_code, page.context["form"].errors["page"]) == (422, ["The file has 1 page."])
