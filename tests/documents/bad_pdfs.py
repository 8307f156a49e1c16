"""PDFs that are refused."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from documents.readings import RefusalCode as Code
from tests.documents.case import Shelf
from tests.documents.drawing import deflated_zeros, image_of, jpeg, packed, page_of, saved, scan_pdf, text_content, text_pdf

CASES = Shelf()
MANY_PAGES = 201


def with_root(name: str, found: str) -> Callable[[Callable[[pikepdf.Pdf, pikepdf.Page], None]], None]:
    """A text of one page, changed by the function below, that is refused for `found`."""

    def kept(change: Callable[[pikepdf.Pdf, pikepdf.Page], None]) -> None:
        def make() -> bytes:
            pdf = pikepdf.new()
            change(pdf, page_of(pdf, text_content("A paper like any other.")))
            return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)

        CASES.bad(name, Code.ACTIVE_CONTENT, found=found)(make)

    return kept


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert('sentinel')"))


@with_root("script-on-open.pdf", "javascript")
def _script_on_open(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    pdf.Root.OpenAction = script()


@with_root("script-by-name.pdf", "javascript")
def _script_by_name(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("run"), pdf.make_indirect(script())])))


@with_root("script-on-page.pdf", "javascript")
def _script_on_page(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.AA = Dictionary(O=script())


@with_root("script-after-jump.pdf", "javascript")
def _script_after_jump(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=[page.obj, Name.Fit], Next=Array([script()]))


@with_root("launch.pdf", "launch")
def _launch(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    action = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    page.obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 595, 842], A=action)])


@with_root("submits.pdf", "submit_form")
def _submits(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.SubmitForm, F=String("http://sentinel.example/"))


@with_root("goes-to-embedded.pdf", "embedded_file")
def _goes_to_embedded(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.GoToE, T=Dictionary(R=Name.C))


@with_root("embedded.pdf", "embedded_file")
def _embedded(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    pdf.attachments["run.exe"] = b"MZ"


@with_root("attachment.pdf", "embedded_file")
def _attachment(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9])])


@with_root("rich-media.pdf", "rich_media")
def _rich_media(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=[0, 0, 9, 9])])


@with_root("movie.pdf", "media")
def _movie(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Screen, Rect=[0, 0, 9, 9])])


@with_root("xfa.pdf", "xfa")
def _xfa(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"<xdp/>"))


@with_root("script-and-launch.pdf", "javascript, launch")
def _both(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    pdf.Root.OpenAction = script()
    pdf.Root.AA = Dictionary(WC=Dictionary(S=Name.Launch, F=String("a")))


@CASES.bad("password.pdf", Code.PASSWORD)
def password() -> bytes:
    pdf = pikepdf.new()
    page_of(pdf, text_content("Closed."))
    target = io.BytesIO()
    pdf.save(target, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return target.getvalue()


CASES.bad("no-pages.pdf", Code.NO_PAGES, pages=0)(lambda: saved(pikepdf.new()))
CASES.bad("cut-in-half.pdf", Code.TRUNCATED)(lambda: scan_pdf(2, 100)[: len(scan_pdf(2, 100)) // 2])
CASES.bad("cut-after-first-page.pdf", Code.TRUNCATED)(lambda: scan_pdf(3, 72)[:-20_000])
CASES.bad("header-only.pdf", Code.TRUNCATED)(lambda: b"%PDF-1.7\n")
CASES.bad("nothing-inside.pdf", Code.DAMAGED)(lambda: b"%PDF-1.7\n" + b"garbage \n" * 200 + b"%%EOF\n")
CASES.bad("hole.pdf", Code.DAMAGED)(lambda: _hole(scan_pdf(2, 72)))
CASES.bad("lost-image.pdf", Code.DAMAGED)(lambda: _lost_image(scan_pdf(1, 72)))
CASES.bad("and-zip.pdf", Code.POLYGLOT)(lambda: text_pdf("Two in one") + packed({"a.txt": "a"}))
CASES.bad("and-page.pdf", Code.POLYGLOT)(lambda: b"%PDF-1.7\n%<script>alert(1)</script>\n" + text_pdf("Two in one")[9:])
CASES.bad("late-header.pdf", Code.POLYGLOT)(lambda: b"<not a pdf>\n" + text_pdf("Two in one"))
CASES.bad("late-header-after-text.pdf", Code.POLYGLOT)(lambda: b"\n" + text_pdf("Two in one"))
CASES.bad("paper-called.jpg", Code.NAME_DISAGREES, media_type="application/pdf", ending="jpg", expected="pdf")(lambda: text_pdf("a"))
CASES.bad("paper.pdf.exe", Code.NAME_DISAGREES, ending="exe")(lambda: text_pdf("a"))
CASES.bad("right-to-left.pdf", Code.NAME_DISAGREES, file_name="scan\u202efdp.exe", ending="exe")(lambda: text_pdf("a"))


def _lost_image(whole: bytes) -> bytes:
    """The table of objects points nowhere, and one object is gone: a page comes out, but an empty one."""
    place = whole.index(b"/Subtype /Image")
    begin, end = whole.rindex(b" 0 obj", 0, place) - 1, whole.index(b"endobj", place) + len(b"endobj")
    return re.sub(rb"startxref\n\d+", b"startxref\n99999", whole[:begin] + whole[end:])


def _hole(whole: bytes) -> bytes:
    """The table of objects points nowhere, and an image lacks its second half."""
    at = whole.rindex(b"\nendstream")
    return re.sub(rb"startxref\n\d+", b"startxref\n99999", whole[: at - 8_000] + whole[at + len(b"\nendstream\nendobj") :])


@CASES.bad("many-pages.pdf", Code.TOO_MANY_PAGES, pages=MANY_PAGES)
def many_pages() -> bytes:
    pdf = pikepdf.new()
    for _ in range(MANY_PAGES):
        pdf.add_blank_page()
    return saved(pdf)


@CASES.bad("claims-more-pages.pdf", Code.TRUNCATED)
def claims_more_pages() -> bytes:
    """Says it has two pages; one is there, and no end."""
    whole = text_pdf("The first of two.")
    return whole[: whole.index(b"xref")].replace(b"/Count 1", b"/Count 2")


def written(*parts: bytes) -> bytes:
    """A PDF of these objects as they are; the first is the catalogue."""
    whole, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(whole))
        whole += b"%d 0 obj%s\nendobj\n" % (number, part)
    size, table = len(parts) + 1, b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(whole))
    return whole + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


CATALOGUE, ONE_PAGE = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
CASES.bad("pages-in-a-ring.pdf", Code.DAMAGED)(lambda: written(CATALOGUE, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"))
CASES.bad("no-catalogue.pdf", Code.DAMAGED)(lambda: written(b"<</Type/Font>>", ONE_PAGE))


def bomb(layers: int, inner: bytes) -> bytes:
    """One page whose content is packed that many times over."""
    for _ in range(layers - 1):
        inner = zlib.compress(inner, 9)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    return written(
        CATALOGUE, ONE_PAGE, page, b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(inner), b"/FlateDecode " * layers, inner)
    )


CASES.bad("bomb.pdf", Code.TOO_COMPLEX)(lambda: bomb(3, deflated_zeros(1900)))
CASES.bad("bomb-plain.pdf", Code.TOO_COMPLEX)(lambda: bomb(1, deflated_zeros(1900)))


@CASES.bad("huge-image.pdf", Code.TOO_MANY_PIXELS, pixels=3_600_000_000)
def huge_image() -> bytes:
    pdf = pikepdf.new()
    page_of(pdf, b"q 595 0 0 842 0 0 cm /Im Do Q", Im=image_of(pdf, jpeg(100, 100), 60_000, 60_000))
    return saved(pdf)


@CASES.bad("many-objects.pdf", Code.TOO_COMPLEX)
def many_objects() -> bytes:
    """One object that holds a great many."""
    whole = text_pdf("a")
    return re.sub(rb"/Type /Catalog|/Type/Catalog", b"/Type /Catalog /X [" + b"<<>>" * 130_000 + b"]", whole, count=1)
