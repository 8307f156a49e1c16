"""The PDF report: PDF/UA-1, whole rows, every source named, the same bytes every time; nothing is fetched from outside."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from readiness.models import Company, Workspace
from readiness.pdf import StaticFiles, html_to_pdf
from readiness.rulebook import Document, Facts, current_rulebook, facts_from
from scoring.dossier import Dossier
from scoring.reports.contents import report_context
from scoring.reports.papers import papers_view
from scoring.reports.pdf import dossier_html

BOOK = current_rulebook()
ON = dt.date(2026, 11, 23)
LONG_NAME = "上海亮波智能家居电子商务有限公司（深圳）" * 5 + "Donaudampfschifffahrtselektrizitäten" * 2
MARKED_NAME = "\u200fAl\u200f-Noor \u202eTrading\u202c Company\u200e W.L.L."
BODY_RIGHT_PT = (210 - 21) / 25.4 * 72

# How each state comes about: worked case (None: nothing is known), name, language.
STATES: dict[str, tuple[str | None, str, str]] = {
    "blocked": ("slow-callback", "Merlion Goods", "en"),
    "near-empty": ("grouped-customers", "Moda Ipê", "it"),
    "new": (None, LONG_NAME, "en"),
    "all-met": ("wholesale-revenue", MARKED_NAME, "en"),
}
each_state = pytest.mark.parametrize("state", STATES)


def dossier(state: str) -> Dossier:
    case_id, name, language = STATES[state]
    case = next((one for one in BOOK.cases if one.id == case_id), None)
    facts = facts_from(case.facts, BOOK.vocabulary) if case else Facts()
    made = Dossier(Company(name=name, slug="it", workspace=Workspace(slug="w")), facts, ON, language)
    if state == "all-met":
        marks = made.judgement.verdicts.replace("u", "m").replace("?", "m")
        made.__dict__["judgement"] = replace(made.judgement, verdicts=marks, score=100, coverage=1.0, verdict="ready", blockers=())
    return made


@cache
def html(state: str) -> str:
    return dossier_html(dossier(state))


@cache
def pdf(state: str) -> bytes:
    return html_to_pdf(html(state))


def opened(state: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf(state)))


@cache
def texts(state: str) -> tuple[str, ...]:
    """The text of each page as it is read."""
    return tuple(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pypdfium2.PdfDocument(pdf(state)))


def elements(node: Any) -> list[Any]:
    """Every structure element below a node, in reading order."""
    kids = node.get("/K", [])
    found = []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += [kid, *elements(kid)]
    return found


def tagged(document: pikepdf.Pdf, *kinds: str) -> list[Any]:
    return [one for one in elements(document.Root.StructTreeRoot) if str(one.S)[1:] in kinds]


def squeezed(words: str) -> str:
    return re.sub(r"[\s\u200e\u200f\u202c\u202e]+", "", words)


@each_state
def test_says_that_it_is_pdf_ua(state: str) -> None:
    _case, name, language = STATES[state]
    with opened(state) as document:
        root = document.Root
        assert b'pdfuaid:part="1"' in root.Metadata.read_bytes()
        assert (str(root.Lang), bool(root.MarkInfo.Marked), bool(root.ViewerPreferences.DisplayDocTitle)) == (language, True, True)
        assert str(document.docinfo.Author) == "Readiness"
        assert str(document.docinfo.Title).endswith(name)
        assert not {"/CreationDate", "/ModDate"} & set(document.docinfo.keys())


@each_state
def test_fonts_are_ours_and_inside(state: str) -> None:
    with opened(state) as document:
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        descriptors = [font.DescendantFonts[0].FontDescriptor for font in fonts]
        names = {str(one.FontName).partition("+")[2] for one in descriptors}
        assert all({"/FontFile2", "/FontFile3"} & set(one.keys()) for one in descriptors)
    assert {name.partition("-")[0] for name in names} == {"Report"}, names


@each_state
def test_headers_have_a_scope_and_cells_have_headers(state: str) -> None:
    with opened(state) as document:
        scopes = {(str(cell.A.Scope), str(cell.P.P.S)) for cell in tagged(document, "TH")}
        cells = tagged(document, "TD")
        assert scopes == {("/Column", "/THead"), ("/Row", "/TBody")}
        assert cells
        assert all(len(cell.A.Headers) for cell in cells)


@each_state
def test_no_row_is_cut(state: str) -> None:
    """A row on two pages would be tagged twice."""
    written = sum(body.count("<tr") for body in re.findall(r"<tbody>.*?</tbody>", html(state), re.DOTALL))
    with opened(state) as document:
        assert sum(str(row.P.S) == "/TBody" for row in tagged(document, "TR")) == written
        assert all(str(table.K[0].S) == "/THead" for table in tagged(document, "Table"))


@each_state
def test_charts_have_words(state: str) -> None:
    with opened(state) as document:
        alts = [str(figure.Alt) for figure in tagged(document, "Figure")]
    assert len(alts) == html(state).count("<svg")
    assert all(alts)


@each_state
def test_all_that_is_shown_is_tagged_or_running_head(state: str) -> None:
    with opened(state) as document:
        reached = {one.objgen for one in tagged(document, "Span", "Figure", "Link", "Lbl", "P")}
        owners = dict(zip(*[iter(document.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
        for page in document.pages:
            shown = marked_text(page)
            marks = {mark for mark in shown if isinstance(mark, int)}
            assert None not in shown
            assert "/Artifact" in shown
            assert {owners[page.StructParents][mark].objgen for mark in marks} <= reached


def marked_text(page: pikepdf.Page) -> set[Any]:
    """What text on the page belongs to: mark numbers, tags without one, None for nothing."""
    inside: list[Any] = []
    found = set()
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                inside.append(int(operands[1].MCID))
            case "BMC":
                inside.append(str(operands[0]))
            case "EMC":
                inside.pop()
            case "TJ" | "Tj":
                found.add(inside[-1] if inside else None)
    return found


@each_state
def test_outline_leads_through_the_parts(state: str) -> None:
    titles = [squeezed(re.sub(r"<.*?>", "", one)) for one in re.findall(r"<h2.*?</h2>", html(state))]
    with opened(state) as document, document.open_outline() as outline:
        assert [squeezed(one.title.replace("’", "&#x27;")) for one in outline.root[0].children] == titles
        assert squeezed(outline.root[0].title) == squeezed(STATES[state][1])
    assert len(titles) == 8


@each_state
def test_headings_keep_company(state: str) -> None:
    """The last thing above the foot of a page is never a heading."""
    headings = {squeezed(one) for one in re.findall(r"<h[123][^>]*>(.*?)</h", html(state))}
    last = [[line for line in page.split("\n") if len(line.strip()) > 1][-2] for page in texts(state)]
    assert not headings & {squeezed(line) for line in last}


def test_heading_moves_with_its_table() -> None:
    for lines in range(26, 38):
        table = "<table><thead><tr><th scope=col>A</thead><tbody>" + "<tr><th scope=row>Row<tr><th scope=row>More" * 3 + "</table>"
        body = "<p>Filler</p>" * lines + '<h3>Heading</h3><p class="small keep">Points</p>' + table
        page = f'<html lang="en"><title>x</title><link rel="stylesheet" href="static:/css/print.css">{body}'
        document = pypdfium2.PdfDocument(html_to_pdf(page))
        with_heading = [text for one in document if "Heading" in (text := one.get_textpage().get_text_range())]
        assert len(with_heading) == 1
        assert "Row" in with_heading[0], lines


@each_state
def test_nothing_runs_over_the_margin(state: str) -> None:
    for page in pypdfium2.PdfDocument(pdf(state)):
        text = page.get_textpage()
        assert max(text.get_rect(number)[2] for number in range(text.count_rects())) < BODY_RIGHT_PT + 1


@each_state
def test_front_page_names_company_score_and_rulebook(state: str) -> None:
    found = squeezed(texts(state)[0])
    judgement = dossier(state).judgement
    assert re.sub(r"[^\w]|Trading", "", STATES[state][1])[:40] in re.sub(r"[^\w]|gnidarT|Trading", "", found)
    assert f"{judgement.score}{'su' if STATES[state][2] == 'it' else 'of'}100" in found
    assert f"{BOOK.id},version" in found
    assert BOOK.version in found


def test_blockers_stand_first_with_all_that_is_known_of_them() -> None:
    blockers = report_context(dossier("blocked"))["blockers"]
    front, whole = squeezed(texts("blocked")[0]), squeezed("".join(texts("blocked")))
    assert [row["id"] for row in blockers] == ["callback-latency", "number-country"]
    for row in blockers:
        assert squeezed(row["title"]) in front
        assert all(squeezed(words) in whole for words in (row["why"], row["fix"], *(value for _label, value in row["seen"])))
    assert whole.index("Blockers:mend") < whole.index("Nextsteps,from") < whole.index("Eachcriterion")
    assert "Thisgaterestsonthepartner’sfieldguidealone" in whole


def test_states_without_blockers_say_so() -> None:
    new, all_met = (squeezed("".join(texts(state))) for state in ("new", "all-met"))
    gates = report_context(dossier("new"))["open_gates"]
    assert f"Noblockerisknown.{gates}conditionsthatcanstopanapplicationarestilltofindout" in new
    assert "Noblockerisknown.Everyconditionthatcanstopanapplicationismet." in all_met
    assert "Everypointthatconcernsthiscompanyismet." in all_met


@each_state
def test_every_source_that_is_named_is_explained(state: str) -> None:
    page = html(state)
    listed = re.findall(r"<b>([GM]-[\w-]+) ", page)
    body = page[: page.index('id="sources"')] + page[page.rindex("</h3>") :]
    assert set(re.findall(r"\b[GM]-[A-Z]+(?:-\d+)?\b", body)) == set(listed)
    assert len(listed) == len(set(listed))


def test_page_takes_one_small_stylesheet_and_no_style_of_its_own() -> None:
    page, css = html("blocked"), Path("static/css/print.css").read_text()
    assert re.findall(r"(?:href|src)=\"([^#\"]*)\"", page) == ["static:/css/print.css"]
    assert not re.search(r"<[^>]*(style=|https?:)|<style|<script", page)
    assert not re.search(r"var\(|@import|https?:", css)
    assert len(css) <= 10_000


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/a.css",
        "https://example.org/vendor/noto-sans.ttf",
        "file:///etc/passwd",
        "data:text/css,p{}",
        "data:font/ttf;base64,AA==",
        "ftp://example.org/css/print.css",
        "static:/css/app.css",
        "static:/js/app.js",
        "static:/vendor/noto-sans-2.015/../../../manage.py",
        "static:/vendor/noto-sans-2.015/none.ttf",
        "/etc/passwd",
    ],
)
def test_fetcher_refuses(url: str) -> None:
    with pytest.raises(Exception, match="only, not|is missing|outside of the base path"):
        StaticFiles().fetch(url)


def test_fetcher_serves_the_stylesheet_and_its_fonts() -> None:
    fetcher = StaticFiles()
    css = fetcher.fetch("static:/css/print.css").read().decode()
    fonts = re.findall(r"url\(\"(.*?)\"\)", css)
    assert len(fonts) == 3
    assert {fetcher.fetch(font).read()[:4] for font in fonts} == {b"\x00\x01\x00\x00"}


def test_page_that_asks_for_more_is_not_printed() -> None:
    with pytest.raises(FatalURLFetchingError):
        html_to_pdf('<html lang="en"><title>x</title><img alt="x" src="http://example.org/x.png">')
    assert gc.isenabled()


def test_another_process_writes_the_same_bytes() -> None:
    script = "import django; django.setup(); from tests.scoring.test_report_pdf import *; print(hashlib.sha256(pdf('blocked')).hexdigest())"
    environment = os.environ | {"PYTHONHASHSEED": "7", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    other = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True, timeout=120)
    assert other.stdout.strip() == hashlib.sha256(pdf("blocked")).hexdigest()


def test_layout_writes_what_the_bare_engine_writes_but_for_the_tags() -> None:
    page = '<html lang="en"><title>x</title><link rel="stylesheet" href="static:/css/print.css"><h1>Hello</h1>'
    bare = HTML(string=page, base_url="static:/", url_fetcher=StaticFiles()).write_pdf(pdf_variant="pdf/ua-1")
    shown = [pypdfium2.PdfDocument(one)[0].get_textpage().get_text_range() for one in (bare, html_to_pdf(page))]
    assert shown == ["Hello", "Hello"]


def test_papers_say_where_each_stands() -> None:
    def standing(*papers: Document) -> dict[str, tuple[str, str, dt.date | None]]:
        one = dossier("new")
        one.facts = replace(one.facts, country="ID", documents=papers or None)
        rows = papers_view(one)
        return {row["title"]: (row["status_text"], row["tone"], row["expires_on"]) for row in rows}

    identity, certificate = "Representative’s identity document", "Registration certificate"
    past, later = dt.date(2026, 11, 22), dt.date(2031, 1, 1)
    nothing = standing()
    old = standing(Document("representative_id", "approved", expires_on=past), Document("registration_certificate", "in_review"))
    renewed = standing(Document("representative_id", "approved", expires_on=later), Document("representative_id", "rejected"))
    assert nothing[certificate] == ("To find out", "unknown", None)
    assert old[identity] == ("Expired", "bad", past)
    assert old[certificate] == ("In review", "waiting", None)
    assert renewed[identity] == ("Approved", "ok", later)
    assert renewed[certificate] == ("Missing", "quiet", None)
