"""Previews: drawn anew, upright, without tags, never larger than asked for."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from documents.reader import Unreadable, render_page, render_pages
from documents.reader.pictures import split
from documents.readings import RefusalCode
from tests.documents.corpus import CASES
from tests.documents.drawing import jpeg, png, scan_pdf


def stored(data: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "upload"
    path.write_bytes(data)
    return path


def opened(picture: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(picture), formats=["PNG"])
    image.load()
    return image


def test_page_of_a_pdf(tmp_path: Path) -> None:
    image = opened(render_page(stored(scan_pdf(2, 60), tmp_path), 2))
    assert (image.size, image.info) == ((910, 1287), {})


def test_photo_is_upright_clean_and_small(tmp_path: Path) -> None:
    image = opened(render_page(stored(jpeg(2400, 1600, dpi=300, turned=6), tmp_path), 1))
    assert (image.size, image.info, dict(image.getexif())) == ((1600, 2400), {}, {})


def test_transparency_becomes_paper(tmp_path: Path) -> None:
    target = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(target, "PNG")
    image = opened(render_page(stored(target.getvalue(), tmp_path), 1))
    assert (image.mode, image.getpixel((0, 0))) == ("RGB", (255, 255, 255))


def test_profile_is_left_out(tmp_path: Path) -> None:
    target = io.BytesIO()
    Image.new("RGB", (40, 40)).save(target, "PNG", icc_profile=b"profile of a camera")
    assert opened(render_page(stored(target.getvalue(), tmp_path), 1)).info == {}


def test_thumbnails_come_from_one_child(tmp_path: Path) -> None:
    sizes = [opened(one).size for one in render_pages(stored(scan_pdf(3, 60), tmp_path), [1, 3])]
    assert sizes == [(240, 340), (240, 340)]


@pytest.mark.parametrize(
    ("data", "number", "code"),
    [
        (scan_pdf(1, 60), 2, RefusalCode.DAMAGED),
        (scan_pdf(1, 60), 0, RefusalCode.DAMAGED),
        (b"", 1, RefusalCode.EMPTY),
        (b"<html>", 1, RefusalCode.WRONG_TYPE),
        (jpeg(400, 300)[:50], 1, RefusalCode.DAMAGED),
        (png(400, 300) + scan_pdf(1, 60), 1, RefusalCode.POLYGLOT),
        (CASES["forty-megapixels.png"].make(), 1, RefusalCode.DAMAGED),
    ],
)
def test_no_picture(data: bytes, number: int, code: RefusalCode, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        render_page(stored(data, tmp_path), number)
    assert caught.value.refusal.code is code


@pytest.mark.parametrize(
    "answer", [b"", b"\0\0\0\x04GIF8", b"\xff\xff\xff\xff" + png(9, 9), len(png(99, 9)).to_bytes(4, "big") + png(99, 9)]
)
def test_answer_that_is_no_picture(answer: bytes) -> None:
    with pytest.raises(Unreadable):
        split(answer, count=1, most_across=20)
