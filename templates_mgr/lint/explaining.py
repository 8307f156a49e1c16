"""Findings in words: `lint.<rule>.<variant>.message` and `.fix` of the rulebook's texts, else those of the rule itself."""

from __future__ import annotations

from typing import Any

from babel.numbers import format_decimal

from readiness.rulebook.texts import Texts

from .finding import Finding

SECTION = "lint"
MAX_SHOWN_CHARS = 80


def explain(finding: Finding, texts: Texts, language: str) -> tuple[str, str, str]:
    """(title, message, fix). KeyError where the texts lack the rule."""
    language = language.partition("-")[0]
    shown = {name: _shown(value, language) for name, value in finding.seen.items()}
    message, fix = (texts.get(language, _path(finding, part, texts)) % shown for part in ("message", "fix"))
    return texts.get(language, f"{SECTION}.{finding.rule}.title"), message, fix


def _path(finding: Finding, part: str, texts: Texts) -> str:
    special = f"{SECTION}.{finding.rule}.{finding.variant}.{part}"
    return special if finding.variant and texts.has(special) else f"{SECTION}.{finding.rule}.{part}"


def _shown(value: Any, language: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return format_decimal(value, locale=language)
    text = str(value)
    return text if len(text) <= MAX_SHOWN_CHARS else f"{text[: MAX_SHOWN_CHARS - 1]}…"
