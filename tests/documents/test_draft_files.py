"""Drafts as PDF/UA-1 and as DOCX: all that is known can be read in both, blanks stand out, the same draft gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest
import time_machine
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.text.run import Run as WordRun

from documents.drafts import KINDS, Draft, draft_for, languages, to_docx, to_pdf
from documents.drafts.model import BLANK, Blank, Role
from documents.drafts.pdf import draft_html
from documents.drafts.values import plain
from tests.documents.draft_subjects import COMPLETE, HOSTILE_TEXTS, NOTHING, ON, hostile
from tests.documents.test_drafts import runs_of
from tests.scoring.test_report_pdf import marked_text, tagged

SUBJECTS = {"complete": COMPLETE, "nothing": NOTHING}
BODY_RIGHT_PT = (210 - 22) / 25.4 * 72
NAMES = {"Han": "上海亮波智能家居电子商务有限公司", "Thai": "บริษัท สยามน้ำดื่ม จำกัด", "Arabic": "شركة النور للتجارة"}
each_kind = pytest.mark.parametrize("kind", KINDS)
each_draft = pytest.mark.parametrize(("kind", "language"), [(kind, language) for kind in KINDS for language in languages()])
each_state = pytest.mark.parametrize("state", SUBJECTS)
each_hostile = pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)


@cache
def draft(kind: str, language: str, state: str) -> Draft:
    return draft_for(kind, SUBJECTS[state], language)


@cache
def pdf(kind: str, language: str, state: str) -> bytes:
    return to_pdf(draft(kind, language, state))


def pages(content: bytes) -> list[str]:
    return [squeezed(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(content)]


def word_runs(document: Document) -> Iterator[WordRun]:
    """Every run of the body, in reading order."""
    for part in document.iter_inner_content():
        paragraphs = [part] if hasattr(part, "runs") else [one for row in part.rows for cell in row.cells for one in cell.paragraphs]
        yield from (run for paragraph in paragraphs for run in paragraph.runs)


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def readable(name: str) -> str:
    """Thai SARA AM is read as its two signs, the first of them below a tone mark."""
    return name.replace("\u0e49\u0e33", "\u0e4d\u0e49\u0e32").replace("\u0e33", "\u0e4d\u0e32")


def shown(made: Draft, *roles: Role) -> list[str]:
    return [squeezed(run.text) for run in runs_of(made) if run.role in roles]


@each_state
@each_draft
def test_both_files_say_all_that_the_draft_says(kind: str, language: str, state: str) -> None:
    made = draft(kind, language, state)
    printed = "".join(pages(pdf(kind, language, state)))
    written = squeezed("".join(run.text for run in word_runs(opened(to_docx(made)))))
    for words in (squeezed(made.title), *shown(made, *Role)):
        assert words in printed
        assert words in written
    assert not set("{}") & set(printed + written)


@each_state
@each_draft
def test_blanks_are_highlighted(kind: str, language: str, state: str) -> None:
    made = draft(kind, language, state)
    marked = [squeezed(run.text) for run in word_runs(opened(to_docx(made))) if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert marked == shown(made, Role.BLANK)
    assert re.findall(r'<span class="blank">(_+)', draft_html(made)) == [BLANK] * len(marked)
    assert bool(marked) is (state == "nothing")


@each_draft
def test_pdf_is_tagged(kind: str, language: str) -> None:
    with pikepdf.open(io.BytesIO(pdf(kind, language, "complete"))) as document:
        root, title = document.Root, str(document.docinfo.Title)
        assert b'pdfuaid:part="1"' in root.Metadata.read_bytes()
        assert (str(root.Lang), bool(root.MarkInfo.Marked), bool(root.ViewerPreferences.DisplayDocTitle)) == (language, True, True)
        assert title == draft(kind, language, "complete").full_title
        assert not {"/CreationDate", "/ModDate"} & set(document.docinfo.keys())
        rows = draft_html(draft(kind, language, "complete")).count("<th ")
        assert [str(cell.A.Scope) for cell in tagged(document, "TH")] == ["/Row"] * rows
        assert all(len(cell.A.Headers) for cell in tagged(document, "TD"))
        assert len(tagged(document, "H1")) == 1
        for page in document.pages:
            assert None not in marked_text(page)
            assert "/Artifact" in marked_text(page)


def fonts(content: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(content)) as document:
        found = [font.DescendantFonts[0].FontDescriptor for page in document.pages for font in page.Resources.Font.values()]
        assert all({"/FontFile2", "/FontFile3"} & set(one.keys()) for one in found)
        return {str(one.FontName).partition("+")[2] for one in found}


@pytest.mark.parametrize(("face", "name"), NAMES.items(), ids=NAMES)
def test_names_of_other_scripts_take_our_fonts(face: str, name: str) -> None:
    content = to_pdf(draft_for("authorisation_letter", replace(COMPLETE, legal_name=name), "it"))
    plain_names = fonts(pdf("authorisation_letter", "it", "complete"))
    assert {one.partition("-")[0] for one in fonts(content)} == {"Draft"}
    assert [one for one in fonts(content) - plain_names if f"Draft-{face}" in one]
    printed = "".join(pages(content))
    assert {word: printed.count(readable(word)) for word in name.split()} == dict.fromkeys(name.split(), 3)


@each_draft
def test_pages_are_numbered(kind: str, language: str) -> None:
    found = pages(pdf(kind, language, "nothing"))
    assert all(f"{number}/{len(found)}" in text for number, text in enumerate(found, start=1))
    assert len(found) <= 2


@pytest.mark.parametrize("lines", range(1, 25))
def test_signature_stays_with_its_words(lines: int) -> None:
    reason = "This line is one of many that say why. " * 3 * lines
    found = pages(to_pdf(draft_for("number_explanation", replace(COMPLETE, number_reason=reason), "en")))
    signed = [text for text in found if "Yoursfaithfully," in text]
    assert signed == [text for text in found if "Companystamp" in text]
    assert "handedinwiththisletter." in signed[0]


@each_kind
def test_word_keeps_the_signature_on_one_page(kind: str) -> None:
    document = opened(to_docx(draft(kind, "en", "complete")))
    last = document.paragraphs[-1]
    if kind == "privacy_policy":
        assert last.text == "Version of 23 November 2026."
        return
    cells = [cell.paragraphs[0] for row in document.tables[-1].rows for cell in row.cells]
    kept = [*cells, *document.paragraphs[-3:-1]]
    assert all(one.paragraph_format.keep_with_next for one in kept)
    assert (last.text.startswith("Company stamp"), last.paragraph_format.keep_with_next) == (True, None)


@each_draft
def test_word_file_is_plain_and_dated_by_the_draft(kind: str, language: str) -> None:
    content = to_docx(draft(kind, language, "complete"))
    document, properties = opened(content), opened(content).core_properties
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 23, 0, 0, 0)}
        assert not [name for name in archive.namelist() if re.search(r"vba|macro|activeX|embed|external", name, re.IGNORECASE)]
    made = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    assert (properties.created, properties.modified, properties.author) == (made, made, "Readiness")
    assert (properties.title, properties.language) == (draft(kind, language, "complete").full_title, language)
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {{"en": "en-GB", "it": "it-IT"}[language]}
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Heading 1", "Normal"} <= styles <= {"Heading 1", "Heading 2", "Normal", "List Bullet", "Intense Quote"}


@pytest.mark.parametrize("make", [to_pdf, to_docx])
def test_same_draft_gives_the_same_bytes(make: Any) -> None:
    with time_machine.travel("2026-11-23 12:00", tick=False):
        first = make(draft_for("number_explanation", COMPLETE, "it"))
    with time_machine.travel("2031-02-01 01:02:03", tick=False):
        assert make(draft_for("number_explanation", replace(COMPLETE), "it")) == first
    assert make(draft_for("number_explanation", replace(COMPLETE, on=dt.date(2026, 11, 24)), "it")) != first


@each_hostile
@each_kind
def test_hostile_value_is_text_in_word(kind: str, text: str) -> None:
    made = draft_for(kind, hostile(text), "en")
    content = to_docx(made)
    written = "".join(run.text for run in word_runs(opened(content)))
    assert written.count(plain(text)) >= shown(made, Role.VALUE).count(squeezed(plain(text))) > 1
    assert opened(content).core_properties.title == made.full_title[:255]


@each_hostile
@pytest.mark.parametrize("kind", ["authorisation_letter", "use_case_description"])
def test_hostile_value_is_text_in_pdf(kind: str, text: str) -> None:
    made = draft_for(kind, hostile(text), "en")
    content = to_pdf(made)
    printed = "".join(pages(content))
    for word in plain(text).split():
        assert printed.count(word) > 1 or word == "(ذ.م.م)"
    assert draft_html(made).count("<h1>") == 1
    for page in pypdfium2.PdfDocument(content):
        found = page.get_textpage()
        assert max(found.get_rect(number)[2] for number in range(found.count_rects())) < BODY_RIGHT_PT + 1


def test_right_to_left_value_is_a_run_of_its_own() -> None:
    document = opened(to_docx(draft_for("authorisation_letter", replace(COMPLETE, signatory_name=NAMES["Arabic"]), "en")))
    turned = [run.text for run in word_runs(document) if run.font.rtl]
    assert set(turned) == {NAMES["Arabic"]}
    assert len(turned) == 2


def test_control_characters_only_are_a_blank() -> None:
    made = draft_for("server_specification", replace(COMPLETE, hosting="\x00 \u202e\n"), "en")
    assert made.blanks == (Blank("hosting", "hosting provider and country"),)


def test_day_before_archives_were_invented() -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(draft_for("privacy_policy", replace(NOTHING, on=ON.replace(year=1970)), "en")))) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(1980, 11, 23)}
