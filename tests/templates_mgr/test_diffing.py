"""What differs between two texts of a template, and what does not count as a difference."""

from __future__ import annotations

import time
from typing import Any

import pytest

from templates_mgr.diffing import Difference, Piece, differences

BODY = {"type": "BODY", "text": "Hello {{1}}, your order has left.", "example": {"body_text": [["Ana"]]}}
CAROUSEL = {"type": "CAROUSEL", "cards": [{"components": [BODY]}]}


def call(*components: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": "a", "language": "en", "category": "UTILITY", "components": list(components), **more}


def test_words_that_went_and_came() -> None:
    (found,) = differences(call(BODY), call({**BODY, "text": "Hello {{1}}, your parcel has left."}))
    assert found.part == "BODY"
    assert found.pieces == (
        Piece("kept", "Hello {{1}}, your "),
        Piece("gone", "order"),
        Piece("added", "parcel"),
        Piece("kept", " has left."),
    )


@pytest.mark.parametrize(("ours", "metas"), [
    (call(BODY), call({**BODY, "type": "body"})),
    (call(BODY), call({"type": "BODY", "text": BODY["text"]}, parameter_format="POSITIONAL")),
    (call(BODY, {"type": "FOOTER", "text": "Bye"}), call({"type": "FOOTER", "text": "Bye"}, BODY)),
    (call(BODY, category="utility"), call(BODY)),
    (call({"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::a"]}}, BODY),
     call({"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["https://scontent.example/b"]}}, BODY)),
    (call({"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]}),
     call({"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Copy code", "url": "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE"}]})),
])  # fmt: skip
def test_what_meta_answers_otherwise_is_no_difference(ours: dict[str, Any], metas: dict[str, Any]) -> None:
    assert differences(ours, metas) == []


@pytest.mark.parametrize(("before", "after", "expected"), [
    (call(BODY), call(BODY, category="MARKETING"), Difference("category", "UTILITY", "MARKETING")),
    (call(BODY), call(BODY, {"type": "FOOTER", "text": "Bye"}), Difference("FOOTER", "", "Bye")),
    (call(BODY, {"type": "FOOTER", "text": "Bye"}), call(BODY), Difference("FOOTER", "Bye", "")),
    (call({"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Track", "url": "https://a.example"}]}),
     call({"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Track", "url": "https://b.example"}]}),
     Difference("BUTTON 1", "[URL] Track · https://a.example", "[URL] Track · https://b.example")),
    (call(CAROUSEL), call({"type": "CAROUSEL", "cards": [{"components": [{**BODY, "text": "New"}]}]}),
     Difference("CARD 1 BODY", BODY["text"], "New")),
    (call({"type": "HOLOGRAM", "depth": 1}), call({"type": "HOLOGRAM", "depth": 2}),
     Difference("HOLOGRAM", '{"depth": 1}', '{"depth": 2}')),
    (call({"type": "HEADER", "format": "TEXT", "text": "Hi"}), call({"type": "HEADER", "format": "IMAGE"}),
     Difference("HEADER", "Hi", "[IMAGE]")),
    (call(BODY, message_send_ttl_seconds=60), call(BODY, message_send_ttl_seconds=90), Difference("message_send_ttl_seconds", "60", "90")),
])  # fmt: skip
def test_each_part_is_compared(before: dict[str, Any], after: dict[str, Any], expected: Difference) -> None:
    assert differences(before, after) == [expected]


def test_huge_texts_are_not_compared_word_by_word() -> None:
    before, after = call({**BODY, "text": "a b " * 20_000}), call({**BODY, "text": "b a " * 20_000})
    start = time.perf_counter()
    (found,) = differences(before, after)
    assert [piece.kind for piece in found.pieces] == ["gone", "added"]
    assert time.perf_counter() - start < 1
