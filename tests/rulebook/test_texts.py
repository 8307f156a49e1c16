"""The wording of the rulebook by language and path."""

from __future__ import annotations

import pytest

from readiness.rulebook.texts import LANGUAGES, Texts

TEXTS = Texts({"en": {"colour.red": "red"}, "it": {"colour.red": "rosso"}})


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "red"), ("en-gb", "red"), ("it", "rosso"), ("it-ch", "rosso"), ("fr", "red"), ("", "red")]
)
def test_text_in_the_language_of_the_reader(language: str, expected: str) -> None:
    assert TEXTS.get(language, "colour.red") == expected


def test_text_that_does_not_exist() -> None:
    assert not TEXTS.has("colour.green")
    with pytest.raises(KeyError):
        TEXTS.get("it", "colour.green")


def test_languages_are_english_and_italian() -> None:
    assert LANGUAGES == ("en", "it")
