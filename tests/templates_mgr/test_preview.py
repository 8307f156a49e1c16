"""What a customer sees: samples in their places, styles, right-to-left, buttons."""

from __future__ import annotations

import time
from typing import Any

import pytest

from templates_mgr.lint import read_template
from templates_mgr.preview import Label, Preview, Run, direction_of, language_tag, preview, styled


def seen(*components: dict[str, Any], category: str = "UTILITY", language: str = "en") -> Preview:
    return preview(read_template({"name": "a", "language": language, "category": category, "components": list(components)}))


def body(text: str, **example: Any) -> dict[str, Any]:
    return {"type": "BODY", "text": text, "example": example}


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain", (Run("plain"),)),
        ("", ()),
        ("a *b* c", (Run("a "), Run("b", bold=True), Run(" c"))),
        ("*_b_*", (Run("b", bold=True, italic=True),)),
        ("_a *b*_", (Run("a ", italic=True), Run("b", bold=True, italic=True))),
        ("~old~ new", (Run("old", strike=True), Run(" new"))),
        ("```x *y*```", (Run("x *y*", mono=True),)),
        ("2*3*4", (Run("2*3*4"),)),
        ("snake_case_name", (Run("snake_case_name"),)),
        ("* no*", (Run("* no*"),)),
        ("*no\nbold*", (Run("*no\nbold*"),)),
        ("*a* *b*", (Run("a", bold=True), Run(" "), Run("b", bold=True))),
        ("<b>&</b>", (Run("<b>&</b>"),)),
        ("*!*", (Run("!", bold=True),)),
        ("***", (Run("***"),)),
    ],
)
def test_styles(text: str, runs: tuple[Run, ...]) -> None:
    assert styled(text) == runs


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (body("Hi {{1}}, {{ 2 }}.", body_text=[["Ana", "A1"]]), "Hi Ana, A1."),
        (body("Hi {{1}}, {{2}}.", body_text=[["Ana", ""]]), "Hi Ana, {{2}}."),
        (body("Hi {{1}}.", body_text=["Ana"]), "Hi Ana."),
        (body("Hi {{who}}.", body_text_named_params=[{"param_name": "who", "example": "Ana"}, "junk"]), "Hi Ana."),
        (body("Hi {{1}}.", body_text="Ana", body_text_named_params={}), "Hi {{1}}."),
        (body("Hi {{1}}.", body_text=[]), "Hi {{1}}."),
        (body("Hi {{1}}.", body_text=[["{{1}}"]]), "Hi {{1}}."),
        (body("Half \ud800 and \x00."), "Half \ufffd and \ufffd."),
    ],
)
def test_samples_stand_in_for_variables(part: dict[str, Any], text: str) -> None:
    assert seen(part).bubble.body == (Run(text),)


def test_sample_in_a_style() -> None:
    assert seen(body("*{{1}}* is here", body_text=[["Ana"]])).bubble.body == (Run("Ana", bold=True), Run(" is here"))


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        ({"format": "TEXT", "text": "Order {{1}}", "example": {"header_text": ["A1"]}}, ("", "Order A1")),
        ({"text": "No format"}, ("", "No format")),
        ({"format": "image", "example": {"header_handle": ["4::a"]}}, ("IMAGE", "")),
        ({"format": "LOCATION"}, ("LOCATION", "")),
    ],
)
def test_headers(header: dict[str, Any], shown: tuple[str, str]) -> None:
    bubble = seen({"type": "HEADER", **header}).bubble
    assert (bubble.media, bubble.header) == shown


@pytest.mark.parametrize(("number", "shown", "has_more"), [(0, 0, False), (3, 3, False), (4, 2, True), (10, 2, True)])
def test_more_than_three_buttons_open_a_list(number: int, shown: int, has_more: bool) -> None:
    buttons = [{"type": "QUICK_REPLY", "text": f"B{one}"} for one in range(number)]
    bubble = seen({"type": "BUTTONS", "buttons": buttons}).bubble
    assert (bubble.buttons, bubble.has_more) == (tuple(Label("QUICK_REPLY", f"B{one}") for one in range(shown)), has_more)


def test_labels_that_meta_writes_are_empty() -> None:
    buttons = [{"type": "OTP", "otp_type": "ONE_TAP", "autofill_text": "Fill"}, {"type": "copy_code", "example": "X"}]
    assert seen({"type": "BUTTONS", "buttons": buttons}).bubble.buttons == (Label("OTP", "Fill"), Label("COPY_CODE", ""))


def test_code_has_metas_own_text() -> None:
    parts = ({"type": "BODY", "add_security_recommendation": True}, {"type": "FOOTER", "code_expiration_minutes": 5})
    bubble = seen(*parts, category="authentication").bubble
    assert (bubble.is_code, bubble.code, bubble.warns, bubble.minutes, bubble.body) == (True, "123456", True, 5, ())
    plain = seen({"type": "BODY"}, {"type": "FOOTER", "code_expiration_minutes": "5"}, category="AUTHENTICATION").bubble
    assert (plain.warns, plain.minutes) == (False, None)
    assert seen(*parts).bubble.is_code is False


def test_cards_and_offer() -> None:
    card = {"components": [{"type": "HEADER", "format": "VIDEO"}, body("Shoes.")]}
    offer = {"type": "LIMITED_TIME_OFFER", "limited_time_offer": {"text": "Sale"}}
    bubble = seen({"type": "CAROUSEL", "cards": [card, {"components": []}]}, offer).bubble
    assert [(one.media, one.body) for one in bubble.cards] == [("VIDEO", (Run("Shoes."),)), ("", ())]
    assert (bubble.offer, seen(body("Hi")).bubble.offer) == ("Sale", None)


@pytest.mark.parametrize(
    ("code", "tag", "direction"),
    [
        *[(one, one.replace("_", "-"), "rtl") for one in ("ar", "ar_EG", "he", "fa", "ur", "ps_AF", "prs_AF")],
        *[(one, one.replace("_", "-"), "ltr") for one in ("en", "pt_BR", "zh_HK", "fil", "en-US")],
        *[(one, "", "ltr") for one in ("", "english!", '"><b', "e_USA")],
    ],
)
def test_language_and_direction(code: str, tag: str, direction: str) -> None:
    assert (language_tag(code), direction_of(code)) == (tag, direction)


@pytest.mark.parametrize("piece", ["*", "_", "~", "```", "*a", "{{1}}", "{", "*a* ", "_*~", "x"])
def test_hostile_text_is_quick(piece: str) -> None:
    start = time.perf_counter()
    shown = seen(body(piece * 300_000))
    assert sum(len(run.text) for run in shown.bubble.body) <= 4_096
    assert time.perf_counter() - start < 1
