"""The templates to start from: all there, alike in every language, within Meta's rules, and passed by our own linter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from readiness.rulebook import RulebookError
from readiness.rulebook.source import read_entry
from templates_mgr.enums import Purpose, Variant
from templates_mgr.library import LibraryItem, languages, list_items, loader
from templates_mgr.library.loader import read_items
from templates_mgr.library.outlines import read_outlines
from templates_mgr.lint import Severity, Verdict, lint_all, read_template
from templates_mgr.linting import word_lists

LANGUAGES = ("ar", "de", "en", "es", "fr", "hi", "id", "it", "ja", "pt_BR", "zh_CN", "zh_TW")
PURPOSES = [one.value for one in Purpose if one is not Purpose.OTHER]
ITEMS = list_items()
VARIABLE = re.compile(r"\{\{(\d+)\}\}")
MARKS_OF_MONEY = re.compile(r"[%٪$€£¥₹]")
LINK = re.compile(r"https?://\S+|www\.|\b\w+\.(?:com|net|org|ly|me)\b")
MAX_CHARS = {"HEADER": 60, "BODY": 350, "FOOTER": 60}
# What a customer recognises: a UTILITY says which order, invoice or agreement it is about.
REFERENCES = {"order", "invoice", "booking", "account", "ticket", "company"}


def ids(item: LibraryItem) -> str:
    return f"{item.language}-{item.name}"


def part(item: LibraryItem, kind: str) -> dict[str, Any]:
    return next((dict(one) for one in item.components if one["type"] == kind), {})


def buttons(item: LibraryItem) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = part(item, "BUTTONS").get("buttons", [])
    return found


def shape(item: LibraryItem) -> object:
    """All but what a customer reads."""
    fixed = [{key: value for key, value in one.items() if key not in {"text", "example", "buttons"}} for one in item.components]
    forms = [{key: value for key, value in one.items() if key not in {"text", "example"}} for one in buttons(item)]
    return item.category, fixed, forms, VARIABLE.findall(part(item, "BODY").get("text", ""))


def words(text: str, language: str) -> int:
    """Without variables; two characters of Chinese or Japanese are about a word."""
    plain = VARIABLE.sub(" ", text)
    if language in {"ja", "zh_CN", "zh_TW"}:
        return sum(unicodedata.category(one)[0] == "L" for one in plain) // 2
    return len(plain.split())


def texts(item: LibraryItem) -> Iterator[str]:
    yield from (one["text"] for one in (*item.components, *buttons(item)) if "text" in one)


def test_every_purpose_version_and_language_is_there() -> None:
    assert languages() == LANGUAGES
    assert [(one.language, one.purpose, one.variant) for one in ITEMS] == list(product(LANGUAGES, PURPOSES, Variant.values))


def test_structure_is_the_same_in_every_language() -> None:
    english = {one.name: shape(one) for one in list_items("en")}
    assert [ids(one) for one in ITEMS if shape(one) != english[one.name]] == []


def test_versions_of_a_purpose_differ() -> None:
    whole = [str(one.components) for one in list_items("en")]
    assert len(set(whole)) == len(whole)


def test_no_text_stands_in_two_languages() -> None:
    bodies = [text for one in ITEMS if (text := part(one, "BODY").get("text"))]
    assert len(bodies) == len(set(bodies)) == 396


def test_categories() -> None:
    assert {(one.purpose, one.category) for one in ITEMS if one.category != "UTILITY"} == {
        ("otp", "AUTHENTICATION"),
        ("promotion", "MARKETING"),
    }


def test_create_call_is_meta_s_shape() -> None:
    item = next(one for one in list_items("en") if one.name == "order_confirmation_advanced")
    body = (
        "Hello {{1}}, your order {{2}} is confirmed.\n\nTotal: {{3}}\nExpected delivery: {{4}}\n\n"
        "You can see all items and follow each step on the order page."
    )
    link = {"type": "URL", "text": "View order", "url": "https://example.com/orders/{{1}}", "example": ["A-10482"]}
    assert item.create_call() == {
        "name": "order_confirmation_advanced",
        "language": "en",
        "category": "UTILITY",
        "parameter_format": "POSITIONAL",
        "components": [
            {"type": "HEADER", "format": "TEXT", "text": "Your order is confirmed"},
            {"type": "BODY", "text": body, "example": {"body_text": [["Anna", "A-10482", "€84.90", "12 May"]]}},
            {"type": "BUTTONS", "buttons": [link]},
        ],
    }
    assert item.create_call("our_order")["name"] == "our_order"


def test_one_time_code_has_meta_s_own_text() -> None:
    calls = [one.create_call()["components"] for one in list_items("it") if one.purpose == "otp"]
    button = {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]}
    assert calls == [
        [{"type": "BODY", "add_security_recommendation": advises}, {"type": "FOOTER", "code_expiration_minutes": minutes}, button]
        for advises, minutes in ((False, 10), (True, 10), (True, 15))
    ]


def test_create_call_is_the_caller_s_own() -> None:
    item = list_items("en")[0]
    item.create_call()["components"][0]["text"] = "changed"
    assert item.create_call()["components"][0]["text"] != "changed"


def test_language_without_texts_has_no_items() -> None:
    assert list_items("xx") == list_items("../structure") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_lengths(language: str) -> None:
    long = [
        (ids(item), one["type"])
        for item in list_items(language)
        for one in item.components
        if len(one.get("text", "")) > MAX_CHARS.get(one["type"], 0)
    ]
    assert long == []
    assert [label for item in list_items(language) for one in buttons(item) if len(label := one.get("text", "")) > 25] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_variables_stand_within_text(language: str) -> None:
    bodies = [(item.name, text) for item in list_items(language) if (text := part(item, "BODY").get("text"))]
    assert [name for name, text in bodies if text.startswith("{") or text.endswith("}")] == []
    assert [name for name, text in bodies if re.search(r"\}\}\s*\{\{", text)] == []
    assert [name for name, text in bodies if words(text, language) < 2 * len(VARIABLE.findall(text)) + 1] == []
    elsewhere = [part(item, kind).get("text", "") for item in list_items(language) for kind in ("HEADER", "FOOTER")]
    assert [text for text in elsewhere if VARIABLE.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_variable_has_a_sample(language: str) -> None:
    """Meta refuses #, $ and % in what stands for a variable; a sample keeps clear of them too."""
    for item in list_items(language):
        body = part(item, "BODY")
        numbers = VARIABLE.findall(body.get("text", ""))
        assert numbers == [str(one) for one in range(1, len(numbers) + 1)], item.name
        samples = body.get("example", {}).get("body_text", [[]])[0]
        assert len(samples) == len(numbers), item.name
        assert [one for one in samples if not one.strip() or set(one) & set("#$%{}\n")] == [], item.name
        assert [one["url"] for one in buttons(item) if ("{{1}}" in one.get("url", "")) is not ("example" in one)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_letters_and_digits(language: str) -> None:
    """Combining marks belong to letters of Hindi and Arabic."""
    labels = [one["text"] for item in list_items(language) for one in buttons(item) if "text" in one]
    assert [one for one in labels if any(unicodedata.category(sign)[0] not in "LMN" and sign != " " for sign in one)] == []
    assert [ids(item) for item in list_items(language) if len({one.get("text") for one in buttons(item)}) < len(buttons(item))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_price_no_emoji_no_link_in_the_text(language: str) -> None:
    read = [(ids(item), text) for item in list_items(language) for text in texts(item)]
    assert [name for name, text in read if MARKS_OF_MONEY.search(text) or LINK.search(text)] == []
    assert [name for name, text in read if any(unicodedata.category(sign) in {"So", "Cs", "Co", "Cf"} for sign in text)] == []
    links = [one["url"] for item in list_items(language) for one in buttons(item) if "url" in one]
    assert [one for one in links if not one.startswith("https://example.com/")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_promotion_says_how_to_opt_out(language: str) -> None:
    footers = {part(item, "FOOTER").get("text") for item in list_items(language) if item.category == "MARKETING"}
    consent = next(part(item, "FOOTER")["text"] for item in list_items(language) if item.name == "opt_in_standard")
    assert footers == {consent}


def test_utility_names_what_it_is_about() -> None:
    outlines = read_outlines(loader.FOLDER / "structure.yaml")
    assert [one.purpose for one in outlines if one.category == "UTILITY" and not REFERENCES & set(one.variables)] == []
    assert [one.variant for one in outlines if one.purpose == "feedback" and "order" not in one.variables] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_linter_finds_nothing(language: str) -> None:
    """Each beside those before it, as a company would create them."""
    calls = [{**one.create_call(), "purpose": one.purpose} for one in list_items(language)]
    judged = lint_all([read_template(one) for one in calls], word_lists())
    heavy = [
        (call["name"], finding.rule, finding.variant, finding.place)
        for call, lint in zip(calls, judged, strict=True)
        for finding in lint.findings
        if finding.severity is not Severity.INFO
    ]
    assert heavy == []
    assert [one["name"] for one, lint in zip(calls, judged, strict=True) if lint.verdict is not Verdict.APPROVE] == []
    assert [one["name"] for one, lint in zip(calls, judged, strict=True) if lint.category != one["category"]] == []


def test_one_language_leaves_the_others_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def note(path: Path) -> object:
        opened.append(path.name)
        return read_entry(path)

    monkeypatch.setattr("templates_mgr.library.loader.read_entry", note)
    loader._of_language.cache_clear()
    assert len(list_items("hi")) == 36
    assert list_items("hi") is list_items("hi")
    assert opened == ["hi.yaml"]


def test_all_languages_are_read_quickly() -> None:
    def seconds() -> float:
        loader._of_language.cache_clear()
        loader._outlines.cache_clear()
        begun = perf_counter()
        list_items()
        return perf_counter() - begun

    assert min(seconds() for _time in range(3)) < 0.15


STRUCTURE = """\
shipping:
  category: UTILITY
  versions:
    standard: {variables: [customer, order]}
    advanced: {variables: [customer, order], header: true, buttons: [{type: QUICK_REPLY}]}
    emergency: {variables: [customer, order], footer: true}
"""
TEXTS = """\
samples: {customer: Anna, order: A-1}
shipping:
  standard:
    body: "Hello {{1}}, order {{2}} is sent."
  advanced:
    header: Sent
    body: "Hello {{1}}, order {{2}} is sent."
    buttons: [Track]
  emergency:
    body: "Hello {{1}}, order {{2}} is late."
    footer: Sorry
"""


def read_small(folder: Path, structure: str = STRUCTURE, small: str = TEXTS) -> tuple[LibraryItem, ...]:
    (folder / "structure.yaml").write_text(structure)
    (folder / "en.yaml").write_text(small)
    return read_items(folder / "en.yaml", read_outlines(folder / "structure.yaml"))


def test_small_library_is_read(tmp_path: Path) -> None:
    assert [one.name for one in read_small(tmp_path)] == ["shipping_standard", "shipping_advanced", "shipping_emergency"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "{{1}}, order {{2}} is late",
            "{{2}}, order {{1}} is late",
            "en.yaml:10: 'body' should hold the variables 1, 2 in this order, not 2, 1",
        ),
        ("{{1}}, order {{2}} is late", "you", "en.yaml:10: 'body' should hold the variables 1, 2 in this order, not none"),
        ("[Track]", "[Track, Stop]", "en.yaml:8: 'buttons' should list 1 labels, not 2"),
        ("    header: Sent\n", "", "en.yaml:6: 'header' is missing"),
        ("    footer: Sorry\n", "    foter: Sorry\n", "en.yaml:10: 'footer' is missing"),
        ("  standard:\n", "  standard:\n    footer: Thanks\n", "en.yaml:4: unknown key 'footer'"),
        (", order: A-1", "", "en.yaml:1: 'order' is missing"),
        ("order: A-1", "order: 1", "en.yaml:1: 'order' should be text, not 1"),
        ("order: A-1", "order: A-1, price: much", "en.yaml:1: unknown key 'price'"),
        ("  emergency:", "  urgent:", "en.yaml:3: 'emergency' is missing"),
        ("  standard:", "  spare: {}\n  standard:", "en.yaml:3: unknown key 'spare'"),
        ("shipping:", "delivery: {}\nshipping:", "en.yaml:2: unknown key 'delivery'"),
    ],
)
def test_wrong_text_is_refused_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(RulebookError) as refused:
        read_small(tmp_path, small=TEXTS.replace(old, new, 1))
    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("UTILITY", "UTILTY", "structure.yaml:2: 'category' should be one of UTILITY, MARKETING, AUTHENTICATION"),
        ("UTILITY", "AUTHENTICATION", "structure.yaml:4: 'buttons' is missing"),
        ("type: QUICK_REPLY", "type: PHONE", "structure.yaml:5: 'type' should be one of QUICK_REPLY, URL"),
        (
            "type: QUICK_REPLY",
            "type: URL, url: 'https://example.com/{{1}}'",
            "structure.yaml:5: 'variable' and an address that ends in {{1}} go together",
        ),
        (
            "type: QUICK_REPLY",
            "type: URL, url: 'https://example.com/{{1}}', variable: date",
            "structure.yaml:5: 'date' is no variable of this body",
        ),
        (
            "UTILITY\n  versions:\n    standard: {variables: [customer, order]}",
            "AUTHENTICATION\n  versions:\n    standard: {security_recommendation: true, expires_minutes: 5, buttons: [{type: URL}]}",
            "structure.yaml:4: an authentication has a button of type OTP and no other",
        ),
        ("footer: true", "foter: true", "structure.yaml:6: unknown key 'foter'; did you mean 'footer'?"),
        ("    standard:", "    spare: {}\n    standard:", "structure.yaml:4: unknown key 'spare'"),
        ("    emergency:", "    urgent:", "structure.yaml:4: 'emergency' is missing"),
    ],
)
def test_wrong_structure_is_refused_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(RulebookError) as refused:
        read_small(tmp_path, structure=STRUCTURE.replace(old, new, 1))
    assert str(refused.value) == said
