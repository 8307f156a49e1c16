"""Scans without text: a program that recognises it, when there is one, in a process of its own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from documents.media import ENDINGS
from documents.reader import ocr, process, read_file
from documents.readings import Reading, TextBasis
from tests.documents.drawing import jpeg, scan_pdf, text_pdf, today

# Says what it was given; the picture comes on standard input.
FAKE = r"""#!/bin/sh
[ "$1" = --list-langs ] && { echo "List of available languages (2):"; echo eng; echo chi_tra; exit; }
IFS= read -r first
echo "Issued on 20 May 2025"
echo "ACME Ltd"
echo "$* threads=$OMP_THREAD_LIMIT home=$HOME $(ulimit -t)"
case "$first" in *PNG*) echo "picture seen";; esac
"""


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(FAKE)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    return program


def read(data: bytes, tmp_path: Path, *languages: str, wanted: bool = True) -> Reading:
    path = tmp_path / "upload"
    path.write_bytes(data)
    found = read_file(path, file_name="a", allowed=frozenset(ENDINGS), languages=languages or ("en",), today=today(), ocr=wanted)
    assert isinstance(found, Reading)
    return found


def test_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = read(scan_pdf(1, 60), tmp_path)
    assert (found.ocr_available, found.pages[0].text_basis, found.pages[0].text) == (False, TextBasis.NONE, "")


@pytest.mark.parametrize("data", [scan_pdf(1, 60), jpeg(600, 800)], ids=["pdf", "jpeg"])
def test_scan_is_recognised(data: bytes, tmp_path: Path, tesseract: Path) -> None:
    found = read(data, tmp_path, "zh-TW", "it")
    (page,) = found.pages
    assert (found.ocr_available, page.text_basis) == (True, TextBasis.OCR)
    assert page.text.splitlines()[2:] == ["stdin stdout -l chi_tra+eng --psm 3 threads=1 home= 120", "picture seen"]
    assert [(one.day, one.role) for one in found.dates] == [(dt.date(2025, 5, 20), "issued")]
    assert [(one.kind, one.text) for one in found.texts] == [("company", "ACME Ltd")]


def test_text_is_not_recognised_again(tmp_path: Path, tesseract: Path) -> None:
    found = read(text_pdf("Paper"), tmp_path)
    assert (found.ocr_available, found.pages[0].text_basis) == (True, TextBasis.EMBEDDED)


def test_recognition_can_be_left_out(tmp_path: Path, tesseract: Path) -> None:
    found = read(scan_pdf(1, 60), tmp_path, wanted=False)
    assert (found.ocr_available, found.pages[0].text_basis) == (True, TextBasis.NONE)


@pytest.mark.parametrize("program", ["#!/bin/sh\nkill -9 $$\n", "#!/bin/sh\nprintf '\\0\\377'\n", "#!/nowhere\n"])
def test_program_that_fails_leaves_the_reading(program: str, tmp_path: Path, tesseract: Path) -> None:
    tesseract.write_text(program)
    found = read(scan_pdf(1, 60), tmp_path)
    assert found.pages[0].text_basis in (TextBasis.NONE, TextBasis.OCR)
    assert found.dates == ()


def test_only_the_first_pages_are_recognised(tmp_path: Path, tesseract: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "MAX_PAGES", 1)
    assert [page.text_basis for page in read(scan_pdf(2, 40), tmp_path).pages] == [TextBasis.OCR, TextBasis.NONE]


def test_rapidocr_comes_first(tmp_path: Path, tesseract: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "packages" / "rapidocr"
    package.mkdir(parents=True)
    lines = [
        "class Found:\n    txts = ('Issued on 20 May 2025', 'ACME Ltd')\n",
        "class RapidOCR:\n    def __call__(self, picture):\n        assert picture[1:4] == b'PNG'\n        return Found",
    ]
    (package / "__init__.py").write_text("\n".join(lines))
    monkeypatch.syspath_prepend(package.parent)
    monkeypatch.setattr(ocr, "places", lambda: [*process.places(), str(package.parent)])
    found = read(scan_pdf(1, 60), tmp_path)
    assert found.pages[0].text == "Issued on 20 May 2025\nACME Ltd"
