"""What is read out of good files, in the reader's own process and through the real child."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from documents.media import ENDINGS, JPEG
from documents.reader import read_file
from documents.reader.child import Request, judge
from documents.readings import DpiBasis, FoundText, Reading, Refusal, RefusalCode, TextBasis
from tests.documents.corpus import CASES
from tests.documents.drawing import jpeg, text_pdf, today


@cache
def read(name: str) -> Reading:
    case = CASES[name]
    with tempfile.NamedTemporaryFile() as upload:
        upload.write(case.make())
        upload.flush()
        found = read_file(Path(upload.name), file_name=name, allowed=case.allowed, languages=case.languages, today=today())
    assert isinstance(found, Reading)
    return found


def judged(data: bytes, media_type: str, *languages: str) -> Reading | Refusal:
    return judge(data, Request("read", media_type, today(), languages or ("en",)))


@pytest.mark.parametrize(
    ("name", "dpi", "basis"),
    [
        ("scan-300.pdf", 300, DpiBasis.PLACED),
        ("scan-212.pdf", 212, DpiBasis.PLACED),
        ("strips.pdf", 150, DpiBasis.PLACED),
        ("form-in-form.pdf", 150, DpiBasis.PLACED),
        ("logo.pdf", None, None),
        ("text.pdf", None, None),
        ("photo-150.jpg", 150, DpiBasis.TAG),
        ("scan.png", 150, DpiBasis.TAG),
        ("photo-untagged.jpg", 150, DpiBasis.ASSUMED_A4),
        ("photo-sideways.jpg", 103, DpiBasis.ASSUMED_A4),
    ],
)
def test_resolution(name: str, dpi: int | None, basis: DpiBasis | None) -> None:
    found = read(name)
    assert {(page.dpi, page.dpi_basis) for page in found.pages} == {(dpi, basis)}


def test_scan_of_five_pages() -> None:
    found = read("scan-300.pdf")
    assert [(page.number, page.width_mm, page.height_mm, page.text_basis) for page in found.pages] == [
        (number, 209.9, 297.0, TextBasis.NONE) for number in range(1, 6)
    ]
    assert (found.dpi, len(found.sha256), found.ocr_available) == (300, 64, False)


def test_photo_lies_as_it_was_held() -> None:
    (page,) = read("photo-sideways.jpg").pages
    assert page.height_mm > page.width_mm


@pytest.mark.parametrize("dpi", [72, 96, 1, 9_999])
def test_defaults_of_cameras_are_no_measure(dpi: int) -> None:
    found = judged(jpeg(1240, 1754, dpi=dpi), JPEG)
    assert isinstance(found, Reading)
    assert (found.pages[0].dpi, found.pages[0].dpi_basis) == (150, DpiBasis.ASSUMED_A4)


def test_text_pdf() -> None:
    found = read("text.pdf")
    assert found.language == "en"
    assert [(one.day, one.role, one.written, one.page) for one in found.dates] == [(dt.date(2025, 5, 20), "issued", "20 May 2025", 1)]
    assert found.texts == (FoundText("company", "ACME TRADING (HK) CO., LIMITED", 1), FoundText("registration", "1234567", 1))


def test_taiwanese_statement() -> None:
    found = read("bank-statement.docx")
    assert found.language == "zh-TW"
    assert [(one.day.isoformat(), one.role) for one in found.dates] == [("2026-11-02", "issued"), ("2026-08-03", ""), ("2026-10-30", "")]
    assert {(one.kind, one.text) for one in found.texts} == {
        *(("company", "好好國際股份有限公司"), ("registration", "12345675")),
        ("account", "004-123-456789"),
    }


def test_passport() -> None:
    mrz = read("passport.pdf").mrz
    assert mrz is not None
    assert (mrz.format, mrz.document_number, mrz.expires_on, mrz.valid) == ("TD3", "L898902C3", dt.date(2012, 4, 15), True)


def test_account_is_checked_in_the_child(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(text_pdf("IBAN IT60 X054 2811 1010 0000 0123 456", "IBAN IT61 X054 2811 1010 0000 0123 456"))
    found = read_file(path, file_name="a.pdf", allowed=frozenset(ENDINGS), today=today())
    assert isinstance(found, Reading)
    assert found.texts == (FoundText("account", "IT60X0542811101000000123456", 1),)


def test_signature_field() -> None:
    found = read("signed-form.pdf")
    assert (found.signature_fields, found.texts) == (1, (FoundText("signatory", "Anna Bianchi", 1),))


@pytest.mark.parametrize(("name", "total"), [("orders.csv", "285300.00"), ("orders.xlsx", "285300.0")])
def test_order_report(name: str, total: str) -> None:
    found = read(name)
    assert found.table is not None
    assert (found.pages, found.table.rows, found.table.months_covered) == ((), 5_200, 3)
    assert (found.table.first_day, found.table.last_day) == (dt.date(2026, 8, 1), dt.date(2026, 10, 31))
    assert (found.table.amount_total, found.table.online_share) == (Decimal(total), Decimal("0.7500"))


def test_formula_stays_text() -> None:
    table = read("formula.csv").table
    assert table is not None
    assert (table.rows, table.amount_total) == (2, Decimal(11))


def test_blurred_scan_is_less_sharp() -> None:
    target = io.BytesIO()
    Image.open(io.BytesIO(jpeg(1240, 1754))).filter(ImageFilter.GaussianBlur(4)).save(target, "JPEG")
    sharp, blurred = (judged(data, JPEG) for data in (jpeg(1240, 1754), target.getvalue()))
    assert isinstance(sharp, Reading)
    assert isinstance(blurred, Reading)
    assert (sharp.pages[0].sharpness or 0) > 20 * (blurred.pages[0].sharpness or 0) > 0


def test_name_without_ending_agrees(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(text_pdf("a"))
    assert isinstance(read_file(path, file_name="scan", allowed=frozenset(ENDINGS), today=today()), Reading)


def test_parser_that_trips_says_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr("documents.reader.photo.read_image", trip)
    assert judged(b"", JPEG) == Refusal(RefusalCode.DAMAGED, {})
