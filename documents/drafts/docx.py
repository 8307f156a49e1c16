"""A draft as DOCX: Word's own styles, blanks highlighted, the same draft gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
import zipfile
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph

from .model import BLANK, Bullets, Draft, FieldRow, Heading, Notice, Paragraph, Role, Run, Runs, SignatureBlock
from .wording import wordings

FONT = "Calibri"
INK = RGBColor(0x15, 0x21, 0x1F)
MAX_PROPERTY = 255  # characters of a document property
GAP = Pt(8)
LABEL_WIDTH, VALUE_WIDTH = Mm(58), Mm(108)


def to_docx(draft: Draft) -> bytes:
    document = docx.Document()
    _set_page(document)
    _set_styles(document, wordings()[draft.language].get("layout.locale"))
    _set_properties(document, draft)
    document.add_heading(draft.title, level=1)
    for form, blocks in draft.groups():
        if form == FieldRow.form:
            _add_table(document, [block for block in blocks if isinstance(block, FieldRow)])
        else:
            for block in blocks:
                _add_block(document, block)
    return _same_bytes(document, draft.on)


def _add_block(document: Document, block: Any) -> None:
    match block:
        case Heading(text=text):
            document.add_heading(text, level=2)
        case Paragraph(runs=runs):
            made = document.add_paragraph()
            made.paragraph_format.space_before = GAP  # a table above leaves none
            _add_runs(made, runs)
        case Notice(runs=runs):
            _add_runs(document.add_paragraph(style="Intense Quote"), runs)
        case Bullets(items=items):
            for runs in items:
                _add_runs(document.add_paragraph(style="List Bullet"), runs)
        case SignatureBlock():
            _add_signature(document, block)


def _add_runs(paragraph: WordParagraph, runs: Runs) -> None:
    for run in runs:
        made = paragraph.add_run(run.text)
        if run.role == Role.BLANK:
            made.font.highlight_color = WD_COLOR_INDEX.YELLOW
        if run.role == Role.VALUE and _is_right_to_left(run.text):
            made.font.rtl = True


def _is_right_to_left(text: str) -> bool:
    """By the first letter that has a direction."""
    return next((way != "L" for way in map(unicodedata.bidirectional, text) if way in {"L", "R", "AL"}), False)


def _add_table(document: Document, rows: list[FieldRow]) -> Table:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for row in rows:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = LABEL_WIDTH, VALUE_WIDTH
        cells[0].paragraphs[0].add_run(row.label).bold = True
        _add_runs(cells[1].paragraphs[0], (Run(row.value, Role.VALUE) if row.value else Run(BLANK, Role.BLANK),))
        for cell in cells:
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
    return table


def _add_signature(document: Document, block: SignatureBlock) -> None:
    document.add_paragraph(block.closing).paragraph_format.space_before = Pt(12)  # without words: the gap to what stands above
    table = _add_table(document, list(block.rows))
    for line in block.lines:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(24)
        paragraph.add_run(f"{line}: {BLANK * 2}")
    first = len(document.paragraphs) - len(block.lines) - 1
    kept = [*document.paragraphs[first:-1], *(paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs)]
    for paragraph in kept:  # Word keeps the block on one page
        paragraph.paragraph_format.keep_with_next = True


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(25)
    foot = section.footer.paragraphs[0]
    for part in ("PAGE", " / ", "NUMPAGES"):
        if part.isalpha():
            _add_field(foot, part)
        else:
            foot.add_run(part)


def _add_field(paragraph: WordParagraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"  # Word counts anew
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _set_styles(document: Document, locale: str) -> None:
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    for level, size in ((1, 20), (2, 13)):
        style: Any = document.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), INK
        fonts = style.element.rPr.rFonts
        for attribute in [one for one in fonts.attrib if one.endswith("Theme")]:
            del fonts.attrib[attribute]  # Word would take the theme's font before ours
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), locale)


def _set_properties(document: Document, draft: Draft) -> None:
    made = dt.datetime.combine(draft.on, dt.time(), tzinfo=dt.UTC)
    properties = document.core_properties
    properties.title = draft.full_title[:MAX_PROPERTY]
    properties.author = properties.last_modified_by = "Readiness"
    properties.language = draft.language
    properties.created = properties.modified = made
    properties.comments = ""


def _same_bytes(document: Document, on: dt.date) -> bytes:
    """The archive again, with the draft's day on each of its files instead of the clock's."""
    made, kept = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as written, zipfile.ZipFile(kept, "w") as again:
        for name in written.namelist():
            entry = zipfile.ZipInfo(name, (max(on.year, 1980), on.month, on.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            again.writestr(entry, written.read(name))
    return kept.getvalue()
