"""A file from the form to its checks: kept as ciphertext, read by the worker, shown with what was seen; nothing is lost or shared."""

from __future__ import annotations

import datetime as dt
import errno
import functools
import io
import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from documents import uploading, vault
from documents.actions.files import MAX_ATTEMPTS, claim_file, waiting_files
from documents.actions.upkeep import missing, orphans, rewrap_all
from documents.enums import FileState
from documents.models import Document, DocumentVersion, PaperFile
from documents.reading_job import run_reading
from documents.tasks import sweep_orphans
from readiness.enums import EventKind
from readiness.keyring import new_line, put_first
from readiness.models import AuditEvent, User
from tests.cast import Cast, House, add_document, add_file, answer
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


@functools.cache  # a PDF carries the time it was made
def scan(dpi: int = 300, kind: str = "PDF", shade: int = 200) -> bytes:
    target = io.BytesIO()
    page = Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), shade)
    page.save(target, kind, resolution=dpi)
    return target.getvalue()


def url_of(house: House, name: str, **more: Any) -> str:
    return reverse(f"documents:{name}", kwargs={"workspace": house.workspace.slug, "company": house.company.slug, **more})


def send(visitor: Visitor, house: House, *files: tuple[str, bytes], kind: str = "trademark_certificate") -> Any:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return visitor.post(url_of(house, "upload", kind=kind), {"file": sent}, follow=True)


def read_all() -> None:
    for file_id in waiting_files():
        run_reading(file_id=file_id)


def files_of(house: House) -> list[PaperFile]:
    with house.scope():
        return list(PaperFile.objects.filter(company=house.company))


def stored() -> list[Path]:
    return [path for path in Path(vault.storage().path("")).rglob("*") if path.is_file()]


def upload(
    visitor: Visitor, house: House, *, kind: str = "trademark_certificate", name: str = "scan.pdf", data: bytes | None = None
) -> Document:
    send(visitor, house, (name, data or scan()), kind=kind)
    read_all()
    with house.scope():
        return Document.objects.filter(company=house.company, kind=kind).latest("pk")


def test_uploaded_file_becomes_a_checked_paper(cast: Cast, anna: Visitor) -> None:
    assert "1 file uploaded" in send(anna, cast.north, ("Marchio 2026.pdf", scan(212))).content.decode()
    assert [(one.state, one.name) for one in files_of(cast.north)] == [(FileState.WAITING, "Marchio 2026.pdf")]
    assert "Being checked" in anna.get(url_of(cast.north, "list")).content.decode()
    read_all()
    (file,) = files_of(cast.north)
    with cast.north.scope():
        version = DocumentVersion.objects.select_related("document").get(file=file)
    assert (file.state, file.media_type, version.number, version.document.dpi) == (FileState.READ, "application/pdf", 1, 212)
    page = anna.get(url_of(cast.north, "checks", document=version.document_id)).content.decode()
    assert "Marchio 2026.pdf" in page


def test_several_files_at_once_are_papers_of_their_own(cast: Cast, anna: Visitor) -> None:
    send(anna, cast.north, *((f"{n}.pdf", scan(100, shade=100 + n)) for n in range(3)))
    read_all()
    with cast.north.scope():
        assert Document.objects.filter(company=cast.north.company, kind="trademark_certificate").count() == 3


def test_newer_version_keeps_the_old_one(cast: Cast, anna: Visitor) -> None:
    paper = upload(anna, cast.north, data=scan(150))
    anna.post(url_of(cast.north, "replace", document=paper.pk), {"file": SimpleUploadedFile("better.pdf", scan(300))})
    read_all()
    with cast.north.scope():
        versions = DocumentVersion.objects.filter(document=paper).values_list("number", "file__name")
        assert list(versions) == [(2, "better.pdf"), (1, "scan.pdf")]
        assert Document.objects.get(pk=paper.pk).dpi == 300
    old = anna.post(url_of(cast.north, "original", document=paper.pk, number=1))
    assert old.downloaded == scan(150)


def test_same_file_twice_is_said_and_kept_once(cast: Cast, anna: Visitor) -> None:
    data = scan(100)
    send(anna, cast.north, ("a.pdf", data))
    assert "this very file is here already" in send(anna, cast.north, ("b.pdf", data)).content.decode()
    assert (len(files_of(cast.north)), len(stored())) == (1, 1)


def test_unusable_file_says_why_and_leaves_no_bytes(cast: Cast, anna: Visitor, django_capture_on_commit_callbacks: Any) -> None:
    send(anna, cast.north, ("photo.pdf", b"MZ" + bytes(500)))
    with django_capture_on_commit_callbacks(execute=True):
        read_all()
    (file,) = files_of(cast.north)
    assert (file.state, file.refusal, stored()) == (FileState.REFUSED, "wrong_type", [])
    assert "Cannot be used" in anna.get(url_of(cast.north, "list")).content.decode()
    anna.post(url_of(cast.north, "dismiss", file=file.pk))
    assert files_of(cast.north) == []


@pytest.mark.parametrize(("content", "said"), [(b"", "the file is empty"), (None, "larger than 25 MB")])
def test_what_needs_no_reader_is_said_at_once(cast: Cast, anna: Visitor, content: bytes | None, said: str) -> None:
    with mock.patch.object(uploading, "MAX_SIZE_BYTES", 1000):
        assert said in send(anna, cast.north, ("x.pdf", bytes(2000) if content is None else content)).content.decode()
    assert (files_of(cast.north), stored()) == ([], [])


def test_no_file_chosen(cast: Cast, anna: Visitor) -> None:
    assert "Choose a file first" in send(anna, cast.north).content.decode()


def test_full_disk_is_said_and_leaves_nothing(cast: Cast, anna: Visitor) -> None:
    with mock.patch.object(vault.Sealing, "write", side_effect=OSError(errno.ENOSPC, "No space left on device")):
        assert "no room" in send(anna, cast.north, ("x.pdf", scan(100))).content.decode()
    assert (files_of(cast.north), stored()) == ([], [])


def test_browser_that_leaves_half_way_leaves_nothing(cast: Cast) -> None:
    handler = uploading.VaultUploadHandler(cast.north.company.pk)
    handler.new_file("file", "x.pdf", "application/pdf", None, None, None)
    handler.receive_data_chunk(b"half", 0)
    handler.upload_interrupted()
    assert stored() == []


@pytest.mark.parametrize(("name", "shown"), [
    ("../../etc/passwd", "passwd"),
    ("C:\\Users\\anna\\scan.pdf", "scan.pdf"),
    ("fdp.\u202eexe.pdf", "fdp.exe.pdf"),
    ("a\x00b\nc.pdf", "ab c.pdf"),
    ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
    ("x" * 300, "x" * 255),
    ("  ", ""),
])  # fmt: skip
def test_names_are_shown_without_tricks(name: str, shown: str) -> None:
    assert uploading.shown_name(name) == shown


def test_name_with_markup_is_shown_as_text(cast: Cast, anna: Visitor) -> None:
    paper = upload(anna, cast.north, name="<b>bold</b>.pdf")
    for url in (url_of(cast.north, "list"), url_of(cast.north, "checks", document=paper.pk)):
        assert b"<b>bold" not in anna.get(url).content


def test_upload_without_token_is_refused(cast: Cast, client_for: ClientFor) -> None:
    visitor = client_for(cast.north.applicant)
    visitor.handler.enforce_csrf_checks = True
    response = visitor.post(url_of(cast.north, "upload", kind="trademark_certificate"), {"file": SimpleUploadedFile("x.pdf", scan(100))})
    assert (response.status_code, files_of(cast.north)) == (403, [])


def test_original_is_an_attachment_that_runs_nothing(cast: Cast, anna: Visitor) -> None:
    paper = upload(anna, cast.north, name="Marchio “è”.pdf")
    response = anna.post(url_of(cast.north, "original", document=paper.pk, number=1))
    assert response.downloaded == scan()
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Marchio%20")
    assert (response["X-Content-Type-Options"], response["Content-Security-Policy"]) == ("nosniff", "sandbox; default-src 'none'")
    with cast.north.scope():
        assert AuditEvent.objects.filter(kind=EventKind.FILE_OPENED).count() == 1


def test_preview_is_a_picture_of_our_own(cast: Cast, anna: Visitor) -> None:
    paper = upload(anna, cast.north, data=scan(150))
    response = anna.get(url_of(cast.north, "preview", document=paper.pk, number=1, page=1))
    assert (response["Content-Type"], response.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert anna.get(url_of(cast.north, "preview", document=paper.pk, number=1, page=2)).status_code == 404


def test_file_of_others_is_not_there(cast: Cast, anna: Visitor, client_for: ClientFor) -> None:
    paper = upload(anna, cast.north)
    (file,) = files_of(cast.north)
    theirs = client_for(cast.south.applicant)
    assert theirs.post(url_of(cast.south, "original", document=paper.pk, number=1)).status_code == 404
    for name, more in (("checks", {}), ("preview", {"number": 1, "page": 1})):
        assert theirs.get(url_of(cast.north, name, document=paper.pk, **more)).status_code == 404
        assert theirs.get(url_of(cast.south, name, document=paper.pk, **more)).status_code == 404
    assert theirs.post(url_of(cast.south, "dismiss", file=file.pk)).status_code == 404
    assert theirs.post(url_of(cast.south, "replace", document=paper.pk), {}).status_code == 404


def test_ciphertext_under_anothers_row_opens_nothing(cast: Cast, anna: Visitor, client_for: ClientFor) -> None:
    upload(anna, cast.north)
    bruno = client_for(cast.south.applicant)
    theirs = upload(bruno, cast.south, data=scan(100))
    (file,) = files_of(cast.north)
    with cast.south.scope():
        PaperFile.objects.filter(versions__document=theirs).update(wrapped_key=file.wrapped_key, key_id=file.key_id, storage_name="stolen")
        PaperFile.objects.filter(storage_name="stolen").update(storage_name=file.storage_name + "x")
    Path(vault.storage().path(file.storage_name + "x")).write_bytes(Path(vault.storage().path(file.storage_name)).read_bytes())
    assert bruno.post(url_of(cast.south, "original", document=theirs.pk, number=1)).status_code == 404


def test_two_workers_read_a_file_once(cast: Cast, anna: Visitor) -> None:
    send(anna, cast.north, ("x.pdf", scan(100)))
    (file,) = files_of(cast.north)
    assert claim_file(file_id=str(file.pk)) is not None
    assert claim_file(file_id=str(file.pk)) is None
    assert waiting_files() == []


def test_file_that_kills_its_readers_is_given_up(cast: Cast, anna: Visitor) -> None:
    send(anna, cast.north, ("x.pdf", scan(100)))
    (file,) = files_of(cast.north)
    with cast.north.scope():
        for _ in range(MAX_ATTEMPTS):
            assert claim_file(file_id=str(file.pk)) is not None
            PaperFile.objects.update(lease_until=None)  # the worker is gone, and its lease with it
    run_reading(file_id=str(file.pk))
    (file,) = files_of(cast.north)
    assert (file.state, file.refusal) == (FileState.REFUSED, "too_complex")


def test_bytes_that_are_gone_end_as_refused(cast: Cast, anna: Visitor) -> None:
    send(anna, cast.north, ("x.pdf", scan(100)))
    (file,) = files_of(cast.north)
    vault.storage().delete(file.storage_name)
    for _ in range(MAX_ATTEMPTS):
        run_reading(file_id=str(file.pk))
        with cast.north.scope():
            PaperFile.objects.update(lease_until=None)
    assert [one.refusal for one in files_of(cast.north)] == ["damaged"]


def test_removed_paper_takes_its_bytes_along(cast: Cast, anna: Visitor, django_capture_on_commit_callbacks: Any) -> None:
    paper = upload(anna, cast.north)
    with django_capture_on_commit_callbacks(execute=True):
        anna.post(url_of(cast.north, "remove", document=paper.pk))
    assert (files_of(cast.north), stored()) == ([], [])


def test_correction_is_kept_with_who_and_what_was_read(cast: Cast, anna: Visitor) -> None:
    paper = upload(anna, cast.north)
    anna.post(url_of(cast.north, "edit", document=paper.pk), {"version": "1", "dpi": "280"})
    with cast.north.scope():
        corrected = Document.objects.get(pk=paper.pk).corrected
    assert (corrected["dpi"]["by"], corrected["dpi"]["read"]) == (cast.north.applicant.name, 300)
    page = anna.get(url_of(cast.north, "checks", document=paper.pk)).content.decode()
    assert f"corrected by {cast.north.applicant.name}" in page


def test_upkeep_finds_orphans_and_lost_bytes(cast: Cast, anna: Visitor) -> None:
    upload(anna, cast.north)
    (file,) = files_of(cast.north)
    cut_off = vault.Sealing(f"1|{uuid.uuid4()}")
    cut_off.write(b"half")
    assert orphans() == []
    assert orphans(older_than=dt.timedelta(0)) == [cut_off.name]
    vault.storage().delete(file.storage_name)
    assert missing() == [str(file.pk)]


def test_rotation_keeps_every_file_readable(cast: Cast, anna: Visitor) -> None:
    paper = upload(anna, cast.north)
    put_first(new_line())
    assert (rewrap_all(), rewrap_all()) == (1, 0)
    response = anna.post(url_of(cast.north, "original", document=paper.pk, number=1))
    assert response.downloaded == scan()


def test_one_file_serves_several_papers(cast: Cast, anna: Visitor, django_capture_on_commit_callbacks: Any) -> None:
    paper = upload(anna, cast.north)
    where = url_of(cast.north, "also", document=paper.pk)
    for _ in range(2):
        anna.post(where, {"kind": "registration_certificate"})
    with cast.north.scope():
        assert [one.versions.get().file_id for one in Document.objects.filter(kind="registration_certificate")] == [
            files_of(cast.north)[0].pk
        ]
    with django_capture_on_commit_callbacks(execute=True):
        anna.post(url_of(cast.north, "remove", document=paper.pk))
    assert len(stored()) == 1


@pytest.mark.parametrize("kind", ["", "trademark_certificate", "form_401", "nonsense"])
def test_file_serves_only_what_is_needed(cast: Cast, anna: Visitor, kind: str) -> None:
    paper = upload(anna, cast.north)
    response = anna.post(url_of(cast.north, "also", document=paper.pk), {"kind": kind}, follow=True)
    assert "Choose what else the file is for" in response.content.decode()
    with cast.north.scope():
        assert Document.objects.count() == 1


def status_of(house: House, file: PaperFile, check: str) -> str:
    with house.scope():
        findings = DocumentVersion.objects.get(file=file).findings
    return next(one["status"] for one in findings if one["id"] == check)


def test_months_of_papers_of_one_kind_add_up(cast: Cast, anna: Visitor) -> None:
    file = add_file(cast.north, kind="cash_flow_records")
    assert status_of(cast.north, file, "months-covered") == "look"
    with cast.north.scope():
        paper = Document.objects.get(versions__file=file)
    anna.post(url_of(cast.north, "edit", document=paper.pk), {"version": paper.version, "months_covered": "1"})
    assert status_of(cast.north, file, "months-covered") == "to_fix"
    other = add_document(cast.north, kind="cash_flow_records", months_covered=2)
    assert status_of(cast.north, file, "months-covered") == "passed"
    anna.post(url_of(cast.north, "remove", document=other.pk))
    assert status_of(cast.north, file, "months-covered") == "to_fix"


def test_name_printed_below_a_letter_is_no_signature(cast: Cast) -> None:
    file = add_file(cast.north, kind="authorisation_letter")
    assert status_of(cast.north, file, "signature") == "look"


def test_exact_legal_name_is_noticed(cast: Cast) -> None:
    answer(cast.north, legal_name=cast.north.canary)
    with cast.north.scope():
        paper = Document.objects.get(versions__file=add_file(cast.north, kind="bank_proof"))
    assert paper.figures["shows_name"] is True


def test_sweep_by_command(cast: Cast, anna: Visitor, capsys: pytest.CaptureFixture[str]) -> None:
    upload(anna, cast.north)
    cut_off = vault.Sealing(f"1|{uuid.uuid4()}")
    cut_off.write(b"half")
    found = []
    for options in (["--dry-run", "--older-than", "0"], ["--older-than", "0"], ["--older-than", "0"], []):
        call_command("sweep_papers", *options)
        found.append(json.loads(capsys.readouterr().out)["orphans"])
    assert (found, len(stored())) == ([1, 1, 0, 0], 1)
    vault.storage().delete(files_of(cast.north)[0].storage_name)
    with pytest.raises(SystemExit) as ended:
        call_command("sweep_papers", "--check")
    assert ended.value.code == 1


def test_rotation_by_command(cast: Cast, anna: Visitor, capsys: pytest.CaptureFixture[str]) -> None:
    paper = upload(anna, cast.north)
    call_command("rotate_paper_keys", "--retire")
    assert json.loads(capsys.readouterr().out) == {"rewrapped": 1, "under_old_keys": 0, "keys": 1}
    assert anna.post(url_of(cast.north, "original", document=paper.pk, number=1)).downloaded == scan()


def test_ring_of_the_environment_is_not_retired_by_us(settings: LazySettings, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("rotate_paper_keys", "--new-line")
    settings.PAPERS_KEYRING = capsys.readouterr().out.strip()
    with pytest.raises(SystemExit) as ended:
        call_command("rotate_paper_keys", "--retire")
    assert (ended.value.code, "PAPERS_KEYRING" in capsys.readouterr().err) == (2, True)


@pytest.mark.parametrize("hours", ["-1", "nan", "1e9"])
def test_sweep_of_no_such_age(hours: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("sweep_papers", f"--older-than={hours}")
    assert (ended.value.code, "expected hours" in capsys.readouterr().err) == (2, True)


def test_worker_sweeps_what_was_cut_off_long_ago(cast: Cast) -> None:
    cut_off = vault.Sealing(f"1|{uuid.uuid4()}")
    cut_off.write(b"half")
    with time_machine.travel(timezone.now() + dt.timedelta(hours=25)):
        sweep_orphans()
    assert stored() == []
