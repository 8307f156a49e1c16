"""Files for the demo, sent as a person would send them: the worker reads and checks them, the consultant finds them in the queue."""

from __future__ import annotations

import io
import uuid
from functools import cache

import pikepdf
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from documents.actions.files import keep_file
from documents.models import Document as DocumentRow
from documents.models import PaperFile
from documents.vault import Sealing
from readiness.models import Company, User
from readiness.rulebook import Facts, current_rulebook

CERTIFICATE, IDENTITY = "registration_certificate", "representative_id"
A4_POINTS, LINE_POINTS = (595, 842), 26
PHOTO_PIXELS = (1240, 800)  # too few for a paper: the demo shows a check that fails


def send_papers(*, by: User, company: Company, facts: Facts) -> None:
    """The certificate of registration as a PDF; where there is no identity paper yet, a photo of one that is too small."""
    recorded = {paper.kind: paper for paper in DocumentRow.objects.filter(company=company)}
    _send(by, company, CERTIFICATE, "certificate.pdf", _pdf(_lines(CERTIFICATE, facts)), recorded.get(CERTIFICATE))
    if IDENTITY not in recorded:
        _send(by, company, IDENTITY, "passport-photo.jpg", _photo(_lines(IDENTITY, facts)))


def _send(by: User, company: Company, kind: str, name: str, content: bytes, replaces: DocumentRow | None = None) -> None:
    file_id = uuid.uuid4()
    sealing = Sealing(PaperFile(pk=file_id, company=company).owner)
    sealing.write(content)
    keep_file(by=by, company=company, kind=kind, name=name, file_id=file_id, sealed=sealing.finish(), replaces=replaces)


def _lines(kind: str, facts: Facts) -> list[str]:
    """What the paper shows. The name is written as on the licence, where the case tells of a difference."""
    issued = timezone.localdate().replace(month=1, day=15)
    return [
        current_rulebook().texts.get("en", f"document_kinds.{kind}.title").upper(),
        f"Company name: {facts.name_on_licence or facts.legal_name}",
        f"Date of issue: {issued:%d %B %Y}",
        "Demo paper: not a real one",
    ]


def _pdf(lines: list[str]) -> bytes:
    """One page of text in a font that every reader has."""
    target, pdf = io.BytesIO(), pikepdf.new()
    shown = [_literal(line) for line in lines]
    text = b"BT /F1 14 Tf 60 760 Td " + b" ".join(b"(%b) Tj 0 -%d Td" % (line, LINE_POINTS) for line in shown) + b" ET"
    name = pikepdf.Name
    font = pikepdf.Dictionary(Type=name.Font, Subtype=name.Type1, BaseFont=name.Helvetica, Encoding=name.WinAnsiEncoding)
    page = pdf.add_blank_page(page_size=A4_POINTS)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream(text)
    pdf.save(target, deterministic_id=True)
    return target.getvalue()


def _literal(line: str) -> bytes:
    escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return escaped.encode("cp1252", "replace")


def _photo(lines: list[str]) -> bytes:
    target, image = io.BytesIO(), Image.new("RGB", PHOTO_PIXELS, "white")
    pen = ImageDraw.Draw(image)
    for position, line in enumerate(lines):
        pen.text((80, 100 + 90 * position), line, fill="black", font=_font())
    image.save(target, "JPEG", quality=80)
    return target.getvalue()


@cache
def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(40)
