"""Uploads that are read, some of them odd."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import docx
import openpyxl  # type: ignore[import-untyped]
import pikepdf

from tests.documents.case import Shelf
from tests.documents.drawing import chunk, image_of, jpeg, page_of, png, repacked, saved, scan, scan_pdf, text_content, text_pdf

CASES = Shelf()
ORDERS = 5_200
FIRST_DAY = dt.date(2026, 8, 1)
DAYS = 92  # August to October
MRZ_LINES = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
BANK_LINES = (
    *("第一商業銀行 存款對帳單", "戶名：好好國際股份有限公司", "統一編號：12345675", "帳號：004-123-456789"),
    *("製表日期：民國115年11月2日", "115/08/03 轉帳存入 1,200", "115/10/30 轉帳存入 900"),
)


def order_rows() -> list[tuple[str, dt.date, str, str]]:
    """Number, day, amount, channel: three of four are sold online."""
    return [
        (
            f"A{number:05}",
            FIRST_DAY + dt.timedelta(days=number * DAYS // ORDERS),
            f"{number % 90 + 10}.50",
            "Online" if number % 4 else "Store",
        )
        for number in range(ORDERS)
    ]


CASES.good("scan-300.pdf")(lambda: scan_pdf(5, 300))
CASES.good("scan-212.pdf")(lambda: scan_pdf(1, 212))
CASES.good("text.pdf")(
    lambda: text_pdf("Certificate of Incorporation", "ACME TRADING (HK) CO., LIMITED", "Company No. 1234567", "Date of issue: 20 May 2025")
)
CASES.good("passport.pdf")(lambda: text_pdf("PASSPORT UTOPIA", *MRZ_LINES))
CASES.good("photo-150.jpg")(lambda: jpeg(1240, 1754, dpi=150))
CASES.good("photo-untagged.jpg")(lambda: jpeg(1240, 1754))
CASES.good("photo-sideways.jpg")(lambda: jpeg(1200, 800, turned=6))
CASES.good("scan.png")(lambda: png(1240, 1754, dpi=150))
CASES.good("formula.csv")(lambda: b"name,date,amount\r\n=cmd|' /C calc'!A0,2026-08-01,5\r\n@SUM(A1),2026-08-02,6\r\n")
CASES.good("chat-export.csv")(
    lambda: b"".join(
        [
            b"Date;Time;From;Message\n",
            *(b"%02d/%02d/2026;10:%02d;Anna;Buongiorno, ordine\n" % (day % 28 + 1, day % 3 + 8, day % 60) for day in range(300)),
        ]
    )
)
CASES.good("big5.csv", "zh-TW")(
    lambda: '訂單編號,日期,金額\r\nA1,115/08/03,"1,200"\r\nA2,115/09/04,900\r\n合計,,"2,100"\r\n'.encode("big5")
)
CASES.good("utf16.csv")(lambda: "Order\tDate\tTotal\nA1\t2026-08-03\t5\n".encode("utf-16"))
CASES.good("shift-jis.csv", "ja")(lambda: "注文番号,日付,金額\n1,2026/08/03,100\n".encode("cp932"))


@CASES.good("orders.csv")
def orders_csv() -> bytes:
    rows = [f"{number},{day:%d/%m/%Y},{amount},{channel}" for number, day, amount, channel in order_rows()]
    heading = "Order,Date,Amount,Channel"
    return "\n".join(["Report of ACME Ltd", "", heading, *rows[:3000], "", heading, *rows[3000:], f"Total,,{ORDERS * 50},"]).encode()


@CASES.good("orders.xlsx")
def orders_xlsx() -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Orders")
    sheet.append(["Order", "Date", "Amount", "Channel"])
    for number, day, amount, channel in order_rows():
        sheet.append([number, day, float(amount), channel])
    sheet.append(["Total", None, ORDERS * 50, None])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@CASES.good("wide-claim.xlsx")
def wide_claim() -> bytes:
    """A sheet that says it has a million rows of 16,384 columns and holds two."""
    book = openpyxl.Workbook()
    book.active.append(["Date", "Amount"])
    book.active.append([dt.date(2026, 8, 1), 5])
    target = io.BytesIO()
    book.save(target)
    sheet = re.sub(
        rb'<dimension ref="[^"]*" ?/>', b'<dimension ref="A1:XFD1048576"/>', _part(target.getvalue(), "xl/worksheets/sheet1.xml")
    )
    return repacked(target.getvalue(), {"xl/worksheets/sheet1.xml": sheet})


def _part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


@CASES.good("policy.docx")
def policy() -> bytes:
    paper = docx.Document()
    paper.add_heading("Privacy policy")
    paper.add_paragraph("This is how the data of the customers of Rossi S.r.l. is used for WhatsApp. Dated 1 March 2026.")
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


@CASES.good("bank-statement.docx", "zh-TW")
def bank_statement() -> bytes:
    paper = docx.Document()
    for line in BANK_LINES:
        paper.add_paragraph(line)
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


@CASES.good("strips.pdf")
def strips() -> bytes:
    """A scan in ten strips, one of them coarser."""
    pdf = pikepdf.new()
    content, images = [], {}
    for at in range(10):
        across = 1240 if at == 4 else 2480
        images[f"S{at}"] = image_of(pdf, jpeg(across, across // 7, at + 1), across, across // 7)
        content.append(f"q 595 0 0 84.2 0 {at * 84.2:.1f} cm /S{at} Do Q".encode())
    page_of(pdf, b" ".join(content), **images)
    return saved(pdf)


@CASES.good("logo.pdf")
def logo() -> bytes:
    pdf = pikepdf.new()
    page_of(
        pdf,
        b"q 120 0 0 60 50 700 cm /Logo Do Q " + text_content("Telephone bill", "of ACME Ltd"),
        Logo=image_of(pdf, jpeg(200, 100), 200, 100),
    )
    return saved(pdf)


@CASES.good("form-in-form.pdf")
def nested_forms() -> bytes:
    """A 150-dpi scan two forms deep, halved and doubled on the way."""
    pdf = pikepdf.new()
    image = image_of(pdf, jpeg(1240, 1754), 1240, 1754)
    inner = _form(pdf, b"q 1190 0 0 1684 0 0 cm /Im Do Q", "Im", image)
    outer = _form(pdf, b"q 0.5 0 0 0.5 0 0 cm /Inner Do Q", "Inner", inner)
    page_of(pdf, b"/Outer Do", Outer=outer)
    return saved(pdf)


@CASES.good("form-loop.pdf")
def form_loop() -> bytes:
    """A form that draws itself."""
    pdf = pikepdf.new()
    form = _form(pdf, b"/Self Do", "Self", pdf.make_indirect(pikepdf.Dictionary()))
    form.Resources.XObject["/Self"] = form
    page_of(pdf, text_content("A form that draws itself") + b" /Form Do", Form=form)
    return saved(pdf)


def _form(pdf: pikepdf.Pdf, content: bytes, name: str, drawn: pikepdf.Object) -> pikepdf.Object:
    resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({f"/{name}": drawn}))
    return pdf.make_stream(content, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 2000, 2000], Resources=resources)


@CASES.good("signed-form.pdf")
def signature_field() -> bytes:
    pdf = pikepdf.new()
    page = page_of(pdf, text_content("Authorisation letter", "Signed by: Anna Bianchi"))
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, T=pikepdf.String("Signature1"), Rect=[50, 50, 200, 90]
    )
    page.obj.Annots = pikepdf.Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=page.obj.Annots, SigFlags=3)
    return saved(pdf)


@CASES.good("owner-password.pdf")
def owner_password() -> bytes:
    pdf = pikepdf.new()
    page_of(pdf, text_content("Anyone may read this and only the owner may print it."))
    target = io.BytesIO()
    pdf.save(target, encryption=pikepdf.Encryption(owner="secret", user=""))
    return target.getvalue()


@CASES.good("opens-at-page.pdf")
def opens_at_page() -> bytes:
    pdf = pikepdf.new()
    page = page_of(pdf, text_content("Opens at this page."))
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=[page.obj, pikepdf.Name.Fit])
    return saved(pdf)


@CASES.good("repaired.pdf")
def repaired() -> bytes:
    """The table of objects points nowhere; every object is whole."""
    return re.sub(rb"startxref\n\d+", b"startxref\n99999", text_pdf("Every page of this file is still there."))


@CASES.good("animated.png")
def animated() -> bytes:
    target = io.BytesIO()
    scan(600, 800).save(target, "PNG", save_all=True, append_images=[scan(600, 800, 2)])
    return target.getvalue()


@CASES.good("two-pictures.jpg")
def two_pictures() -> bytes:
    target = io.BytesIO()
    scan(600, 800).convert("RGB").save(target, "MPO", save_all=True, append_images=[scan(600, 800, 2).convert("RGB")])
    return target.getvalue()


@CASES.good("remark.png")
def remark() -> bytes:
    """A text chunk of the size that cameras write."""
    whole = png(1240, 1754, dpi=150)
    return whole[:33] + chunk(b"tEXt", b"Comment\0" + b"shop " * 100) + whole[33:]
