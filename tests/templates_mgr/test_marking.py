"""Texts cut where findings begin and end."""

from __future__ import annotations

from typing import Any

import pytest

from templates_mgr.lint import Finding, Place, Severity, Verdict, read_template
from templates_mgr.marking import MarkedText, Piece, cut, marked_texts

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@pytest.mark.parametrize(
    ("spans", "pieces"),
    [
        ([], [Piece("abcdef")]),
        ([(0, 6, 1, ERROR)], [Piece("abcdef", (1,), "error")]),
        ([(1, 3, 1, INFO)], [Piece("a"), Piece("bc", (1,), "info"), Piece("def")]),
        (
            [(0, 4, 1, WARNING), (2, 6, 2, ERROR)],
            [Piece("ab", (1,), "warning"), Piece("cd", (1, 2), "error"), Piece("ef", (2,), "error")],
        ),
        ([(2, 2, 1, ERROR), (5, 3, 2, ERROR)], [Piece("abcdef")]),
        ([(4, 99, 1, ERROR)], [Piece("abcd"), Piece("ef", (1,), "error")]),
        ([(90, 99, 1, ERROR)], [Piece("abcdef")]),
    ],
)
def test_text_is_cut_at_the_edges(spans: list[tuple[int, int, int, Severity]], pieces: list[Piece]) -> None:
    assert list(cut("abcdef", spans)) == pieces


def test_empty_text_has_no_piece() -> None:
    assert list(cut("", [(0, 3, 1, ERROR)])) == []


def marked(*components: dict[str, Any], findings: tuple[Finding, ...] = ()) -> list[MarkedText]:
    return marked_texts(read_template({"components": list(components)}), findings)


def finding(**place: Any) -> Finding:
    return Finding("a-rule", ERROR, Place(**place), (), effect=Verdict.REFUSE)


CARD = {"components": [{"type": "BODY", "text": "Shoes."}, {"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Buy"}]}]}


def test_findings_mark_their_own_text() -> None:
    texts = marked(
        {"type": "BODY", "text": "Hello."},
        {"type": "CAROUSEL", "cards": [CARD]},
        findings=(
            finding(component="BODY"),
            finding(component="BODY", start=0, end=5),
            finding(component="BODY", card=0, start=-3, end=2),
            finding(component="BUTTONS", card=0, button=0, start=0, end=3),
            finding(component="BUTTONS", card=0, button=1, start=0, end=3),
        ),
    )
    assert [(one.component, one.card, one.button, one.pieces) for one in texts] == [
        ("BODY", None, None, (Piece("Hello", (2,), "error"), Piece("."))),
        ("BODY", 0, None, (Piece("Sh", (3,), "error"), Piece("oes."))),
        ("BUTTONS", 0, 0, (Piece("Buy", (4,), "error"),)),
    ]


def test_limits_follow_meta() -> None:
    body, footer = {"type": "BODY", "text": "x" * 601}, {"type": "FOOTER", "text": "y" * 61}
    offer = {"type": "LIMITED_TIME_OFFER", "text": "Sale"}
    told = [
        (one.component, one.card, one.length, one.most, one.is_over) for one in marked(body, footer, {"type": "CAROUSEL", "cards": [CARD]})
    ]
    assert told == [
        ("BODY", None, 601, 1024, False),
        ("FOOTER", None, 61, 60, True),
        ("BODY", 0, 6, 160, False),
        ("BUTTONS", 0, 3, 25, False),
    ]
    assert [(one.most, one.is_over) for one in marked(body, offer)] == [(600, True), (None, False)]


def test_long_text_is_shown_in_part() -> None:
    (text,) = marked({"type": "BODY", "text": "x" * 1_000_000}, findings=(finding(component="BODY", start=0, end=1_000_000),))
    assert (text.length, text.is_cut, text.pieces) == (1_000_000, True, (Piece("x" * 4_096, (1,), "error"),))
