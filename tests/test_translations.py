"""Italian is complete: every text collected anew has its translation, and no English is left on an Italian page."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from readiness.models import User
from readiness.rulebook import current_rulebook
from tests.access_table import account_cells, workspace_cells
from tests.cast import Cast
from tests.databases import environment
from tests.test_access_matrix import KEYS, ROUTES, make_place
from tests.test_tenancy import fill
from tests.visitor import Visitor

PO = Path("locale/it/LC_MESSAGES/django.po")
# The commonest English words that are no Italian ones: one of them gives a whole sentence away.
ENGLISH = re.compile(
    r"(?<![-\w/])(?:the|and|your|you|with|this|that|are|from|have|been|please|which|will|for|not|of|to|is|we|they|their)(?![-\w/])",
    re.IGNORECASE,
)
# English on purpose, wherever it stands: names of things, and what people typed.
NAMES = re.compile(
    r"Terms of Service|opt[- ](?:in|out)|peer[- ]to[- ]peer|your order has left us today|North canaryNorth|Port of Spain|end[- ]to[- ]end",
    re.IGNORECASE,
)
PUBLIC = ("sources", "account_login", "account_reset_password", "account_reset_password_done")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The Italian catalogue after the texts were collected anew in a copy of the tree."""
    copy = tmp_path_factory.mktemp("tree")
    for name in ("readiness", "documents", "templates_mgr", "phone_numbers", "scoring", "templates", "locale"):
        shutil.copytree(settings.BASE_DIR / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    shutil.copy(settings.BASE_DIR / "manage.py", copy)
    command = [sys.executable, "manage.py", "makemessages", "--locale", "it", "-v0"]
    subprocess.run(command, cwd=copy, env=environment(copy / "var", PYTHONPATH=str(copy)), check=True, capture_output=True)
    with (copy / PO).open("rb") as file:
        return read_po(file, locale="it")


def test_catalogue_is_complete(collected: Catalog) -> None:
    texts = [one for one in collected if one.id]
    missing = [one.id for one in texts if not all([one.string] if isinstance(one.string, str) else one.string)]
    assert (missing, [one.id for one in texts if one.fuzzy], [one.id for one in collected.obsolete.values()]) == ([], [], [])


def test_catalogue_is_correct() -> None:
    """Placeholders, plural forms and the header, as gettext's own checker sees them."""
    done = subprocess.run(["msgfmt", "--check", "--output-file=/dev/null", PO], cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_rulebook_texts_are_translated() -> None:
    english, italian = (current_rulebook().texts.by_language[language] for language in ("en", "it"))
    same = {text for path, text in english.items() if italian[path] == text and len(text.split()) > 1}
    assert same <= {"Hong Kong"}


def test_rulebook_texts_hold_no_english() -> None:
    texts = current_rulebook().texts.by_language["it"]
    assert {path: found for path, text in texts.items() if (found := english_in(text))} == {}


@pytest.mark.parametrize("who", ["consultant", "applicant", "manager"])
def test_no_english_on_italian_pages(cast: Cast, who: str) -> None:
    fill(cast.north)
    place = make_place(cast.north, cast.north.company)
    names = [name for name, verb in workspace_cells() if verb == "GET" and ":" in name and workspace_cells()[name, verb][who] == "200"]
    assert left_over(cast.north.people[who], {name: place.kwargs(ROUTES[name]) for name in names}) == {}


def test_no_english_on_italian_account_pages(cast: Cast) -> None:
    names = [name for name, who in account_cells().items() if who["signed in"]["GET"] == "200"]
    assert left_over(cast.north.applicant, {name: KEYS.get(name, {}) for name in names}) == {}


def test_no_english_on_italian_public_pages(db: None) -> None:
    assert left_over(None, {name: {} for name in PUBLIC}) == {}


def test_english_on_a_page_is_noticed() -> None:
    assert english_in("Salva e vai avanti with the next step") == ["with", "the"]
    assert list(texts_of("<p>uno <b>due</b></p><input aria-label='tre'><i lang=en>four</i><script>five</script>")) == ["uno", "due", "tre"]


def left_over(person: User | None, pages: dict[str, dict[str, object]]) -> dict[str, list[str]]:
    """URL name to what is English on its Italian page."""
    visitor, found = Visitor(headers={"accept-language": "it"}), {}
    if person:
        visitor.force_login(person)
    for name, kwargs in pages.items():
        response = visitor.get(reverse(name, kwargs=kwargs))
        if response.streaming or "html" not in response["Content-Type"]:
            continue
        html = response.content.decode(errors="replace")
        assert response["Content-Language"] == "it"
        whole = " ".join(texts_of(html))
        english = [text for text in texts_of(html) if english_in(text)] + [one for one in source_texts() if one in whole]
        if english:
            found[name] = english
    return found


def english_in(text: str) -> list[str]:
    return ENGLISH.findall(NAMES.sub(" ", text))


@cache
def source_texts() -> frozenset[str]:
    """English texts of two words or more that Italian says in another way, cut where something is filled in."""
    with (settings.BASE_DIR / PO).open("rb") as file:
        pairs = [(one.id, one.string) for one in read_po(file, locale="it") if one.id]
    flat = [pair for ids, strings in pairs for pair in ([(ids, strings)] if isinstance(ids, str) else zip(ids, strings, strict=True))]
    texts = current_rulebook().texts.by_language
    flat += [(text, texts["it"][path]) for path, text in texts["en"].items()]
    parts = ((" ".join(part.split()), " ".join(string.split())) for text, string in flat for part in PLACEHOLDER.split(text))
    return frozenset(part for part, string in parts if len(part.split()) > 1 and part not in string)


PLACEHOLDER = re.compile(r"%\(\w+\)s|%[sd%]|\{\w*\}|<[^>]+>")
SHOWN = {"aria-label", "alt", "title", "placeholder", "data-error-prefix"}


class TextReader(HTMLParser):
    """What a reader of the page sees or hears, except what is marked as English."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.hidden or tag in {"script", "style", "code"} or given.get("lang") == "en":
            self.hidden += [tag] if tag not in {"input", "img", "br", "meta", "link"} else []
            return
        self.found += [value for name, value in attrs if name in SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self.hidden and data.strip():
            self.found.append(" ".join(data.split()))


def texts_of(html: str) -> Iterator[str]:
    reader = TextReader()
    reader.feed(html)
    yield from reader.found


@pytest.fixture(autouse=True)
def in_english_again() -> Iterator[None]:
    yield
    translation.activate("en")
