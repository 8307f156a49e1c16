"""Resolution and sharpness of scans."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from documents.checks import check_paper, verdict_of
from documents.checks.legibility import BLURRED_BELOW, CLEAR_FROM
from documents.findings import FindingStatus, PaperVerdict
from documents.media import DOCX, JPEG
from documents.reader.photo import sharpness
from documents.readings import DpiBasis
from tests.documents.paper_subjects import BOOK, guide, judged, page, reading, subject, told

DPI = int(guide("G-DO-7.dpi"))
ORDER = list(PaperVerdict)


@pytest.mark.parametrize(("dpi", "status"), [(DPI - 1, "to_fix"), (DPI, "passed"), (DPI + 1, "passed")])
def test_resolution_at_the_figure_of_the_guide(dpi: int, status: str) -> None:
    finding = judged("resolution", subject("cr_certificate", reading(page(1, 600), page(2, dpi), page(3))))
    assert finding is not None
    assert (finding.status, finding.page, finding.source) == (status, 2, ("G-DO-7",))
    assert finding.seen == {"dpi": dpi, "dpi_wanted": DPI, "page": 2, "pages_below": int(dpi < DPI)}


def test_resolution_counts_the_pages_below() -> None:
    finding = judged("resolution", subject("cr_certificate", reading(page(1, 150), page(2, 100), page(3, 300))))
    assert finding is not None
    assert finding.seen["pages_below"] == 2


def test_pdf_that_was_never_a_scan() -> None:
    assert told("resolution", subject("cr_certificate", reading(page(1), page(2)))) == ("passed", "no_scan")


@pytest.mark.parametrize("kind", ["registration_certificate", "number_explanation", "shop_photo", "representative_id", "bank_proof"])
def test_resolution_of_papers_that_are_scanned(kind: str) -> None:
    assert told("resolution", subject(kind, reading(page(1, 212)))) == ("to_fix", "")


@pytest.mark.parametrize("kind", ["traffic_proof", "conversation_history", "order_report", "privacy_policy", "ssl_certificate"])
def test_screenshots_have_no_resolution_of_paper(kind: str) -> None:
    assert judged("resolution", subject(kind, reading(page(1, 96, sharpness=0)))) is None
    assert judged("legibility", subject(kind, reading(page(1, 96, sharpness=0)))) is None


def test_office_file_is_no_scan() -> None:
    assert judged("resolution", subject("cr_certificate", reading(media_type=DOCX))) is None


@pytest.mark.parametrize(("kind", "status"), [("business_licence", "to_fix"), ("representative_id", "look"), ("shop_photo", "look")])
def test_photo_without_a_size(kind: str, status: str) -> None:
    """An A4 sheet is taken for granted; a card and a shop are not that size."""
    photo = reading(page(1, DPI - 1, basis=DpiBasis.ASSUMED_A4), media_type=JPEG)
    assert told("resolution", subject(kind, photo)) == (status, "assumed_a4")
    large = reading(page(1, DPI, basis=DpiBasis.ASSUMED_A4), media_type=JPEG)
    assert told("resolution", subject(kind, large)) == ("passed", "assumed_a4")


@pytest.mark.parametrize(("typed", "answer"), [(600, ("look", "typed_over")), (DPI - 1, ("to_fix", "typed")), (212, ("to_fix", ""))])
def test_what_a_person_typed_counts_more(typed: int, answer: tuple[str, str]) -> None:
    assert told("resolution", subject("cr_certificate", reading(page(1, 212)), confirmed={"dpi": typed})) == answer


def test_what_a_person_typed_stands_where_the_machine_found_enough() -> None:
    assert told("resolution", subject("cr_certificate", reading(page(1, DPI)), confirmed={"dpi": DPI + 100})) == ("passed", "typed")


@pytest.mark.parametrize(
    ("sharp", "answer"),
    [
        ([CLEAR_FROM], ("passed", "")),
        ([CLEAR_FROM - 0.1], ("look", "")),
        ([BLURRED_BELOW], ("look", "")),
        ([BLURRED_BELOW - 0.1], ("to_fix", "")),
        ([0.0], ("to_fix", "blank")),
        ([5000, 0.2], ("look", "blank")),
        ([5000, 5], ("look", "")),
        ([5, 6], ("to_fix", "")),
        ([5000, 4000], ("passed", "")),
    ],
)
def test_sharpness(sharp: list[float], answer: tuple[str, str]) -> None:
    """One dull page among sharp ones may be the empty back of a sheet."""
    pages = [page(number, 300, sharpness=one) for number, one in enumerate(sharp, 1)]
    assert told("legibility", subject("cr_certificate", reading(*pages))) == answer


def test_sharpness_that_was_not_measured() -> None:
    assert judged("legibility", subject("cr_certificate", reading(page(1, 300)))) is None


def sheet(lines: int, blur: int) -> float:
    """Sharpness of a made A4 page at 300 dpi with 10-point text, blurred by so many pixels, as a scanner saves it."""
    image = Image.new("L", (2480, 3508), 245)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(42)
    for line in range(lines):
        pen.text(
            (250, 280 + 65 * line),
            "registered company limited account number date of issue holder address amount balance",
            fill=30,
            font=font,
        )
    saved = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(blur)).save(saved, "JPEG", quality=75)
    return sharpness(Image.open(saved))


@pytest.mark.parametrize(
    ("lines", "blur", "status"),
    [(45, 0, "passed"), (45, 2, "passed"), (45, 4, "look"), (45, 8, "to_fix"), (45, 16, "to_fix"), (5, 0, "passed"), (5, 8, "to_fix")],
)
def test_thresholds_hold_on_made_pages(lines: int, blur: int, status: str) -> None:
    scan = reading(page(1, 300, sharpness=sheet(lines, blur)))
    assert told("legibility", subject("cr_certificate", scan))[0] == status


@settings(deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(50, 700), st.floats(0, 9000)), min_size=1, max_size=4), st.integers(0, 300), st.floats(0, 500))
def test_finer_scan_is_never_judged_worse(pages: list[tuple[int, float]], more_dpi: int, sharper: float) -> None:
    def verdict(dpi: int, sharp: float) -> int:
        scan = reading(*(page(at, one + dpi, sharpness=two + sharp) for at, (one, two) in enumerate(pages, 1)))
        found = check_paper(subject("cr_certificate", scan))
        assert {one.id for one in found} >= {"resolution", "legibility"}
        return ORDER.index(verdict_of(found))

    assert verdict(more_dpi, sharper) <= verdict(0, 0)


def test_resolution_and_criterion_ask_the_same() -> None:
    assert BOOK.criterion("scan-resolution").source == ("G-DO-7",)
    assert judged("resolution", subject("cr_certificate", reading(page(1, DPI)))).status is FindingStatus.PASSED  # type: ignore[union-attr]
