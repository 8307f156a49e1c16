"""`manage.py report`: the PDF of one company, the same bytes for the same dossier, day and language."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from readiness.models import Company
from tests.cast import Cast, add_document, answer

Asked = list[tuple[str, dt.date, str]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What was asked of the maker of PDFs, which takes seconds for each."""
    found: Asked = []

    def made(company: Company, on: dt.date, language: str) -> bytes:
        found.append((company.slug, on, language))
        return b"%PDF-"

    monkeypatch.setattr("scoring.management.commands.report.report_pdf", made)
    return found


def report(path: Path, company: Company, *options: str) -> bytes:
    call_command("report", "--company", company.slug, "--output", str(path), *options)
    return path.read_bytes()


def unusable(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[Any, str, str]:
    with pytest.raises(SystemExit) as stopped:
        call_command("report", *options)
    return stopped.value.code, *capsys.readouterr()


def test_same_dossier_day_and_language_give_the_same_bytes(cast: Cast, tmp_path: Path) -> None:
    answer(cast.north, provider_tier="elite", opt_in_collected=False)
    add_document(cast.north, dpi=300)
    options = ("--on", "2026-11-23", "--lang", "it")
    first, second = (report(tmp_path / name, cast.north.company, *options) for name in ("a.pdf", "b.pdf"))
    assert first == second
    assert first.startswith(b"%PDF-1.7")


def test_report_is_of_the_company_day_and_language(cast: Cast, tmp_path: Path, asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    path, company = tmp_path / "a.pdf", cast.north.company
    with time_machine.travel("2026-11-23 12:00", tick=False):
        assert report(path, company) == report(path, company, "--on", "2026-01-31", "--lang", "it") == b"%PDF-"
    assert asked == [(company.slug, dt.date(2026, 11, 23), "en"), (company.slug, dt.date(2026, 1, 31), "it")]
    assert capsys.readouterr() == ("", f"{path}: 5 bytes\n" * 2)


def test_unknown_company(db: None, tmp_path: Path, asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    found = unusable(capsys, "--company", "nobody", "--output", str(tmp_path / "a.pdf"))
    assert found == (2, "", "--company: no company 'nobody'\n")
    assert (asked, list(tmp_path.iterdir())) == ([], [])


@pytest.mark.parametrize(("name", "why"), [("none/a.pdf", "No such file or directory"), ("", "Is a directory")])
def test_output_that_cannot_be_written(
    cast: Cast, tmp_path: Path, asked: Asked, capsys: pytest.CaptureFixture[str], name: str, why: str
) -> None:
    output = str(tmp_path / name)
    found = unusable(capsys, "--company", cast.north.company.slug, "--output", output)
    assert found == (2, "", f"--output: {output} cannot be written: {why}\n")


@pytest.mark.parametrize("typed", ["tomorrow", "2026-02-30"])
def test_day_that_is_none(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: str) -> None:
    found = unusable(capsys, "--company", "nobody", "--output", str(tmp_path / "a.pdf"), "--on", typed)
    assert found == (2, "", f"--on: expected a date such as 2026-01-31, not '{typed}'\n")
