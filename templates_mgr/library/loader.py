"""Reads the texts of one language and makes them templates. A language that nobody asks for is not read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from readiness.rulebook.source import Entry, read_entry

from .items import LibraryItem
from .outlines import ButtonOutline, Outline, read_outlines

FOLDER = Path(__file__).parent
PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}")

Samples = Mapping[str, str]


@cache
def languages() -> tuple[str, ...]:
    """Meta's codes, in their order."""
    return tuple(sorted(path.stem for path in (FOLDER / "texts").glob("*.yaml")))


def list_items(language: str | None = None) -> tuple[LibraryItem, ...]:
    """By purpose and version; of every language unless one is named. A language without texts has none."""
    if language is None:
        return tuple(item for one in languages() for item in _of_language(one))
    return _of_language(language) if language in languages() else ()


@cache
def _outlines() -> tuple[Outline, ...]:
    return read_outlines(FOLDER / "structure.yaml")


@cache
def _of_language(language: str) -> tuple[LibraryItem, ...]:
    return read_items(FOLDER / "texts" / f"{language}.yaml", _outlines())


def read_items(path: Path, outlines: tuple[Outline, ...]) -> tuple[LibraryItem, ...]:
    """RulebookError names file, line and what was expected."""
    texts = read_entry(path)
    samples = _samples(texts, outlines)
    items = []
    for outline in outlines:
        if outline.has_texts:
            components = _written(texts.entry(outline.purpose).entry(outline.variant), outline, samples)
        else:
            components = _authentication(outline)
        items.append(LibraryItem(outline.purpose, outline.variant, path.stem, outline.category, tuple(components)))
    for purpose in {outline.purpose for outline in outlines if outline.has_texts}:
        texts.entry(purpose).close()
    texts.close()
    return tuple(items)


def _samples(texts: Entry, outlines: tuple[Outline, ...]) -> Samples:
    entry = texts.entry("samples")
    found = {name: entry.text(name) for name in sorted({one for outline in outlines for one in outline.variables})}
    entry.close()
    return found


def _written(entry: Entry, outline: Outline, samples: Samples) -> list[dict[str, Any]]:
    components: list[dict[str, Any]] = []
    if outline.has_header:
        components.append({"type": "HEADER", "format": "TEXT", "text": entry.text("header")})
    components.append(_body(entry, outline, samples))
    if outline.has_footer:
        components.append({"type": "FOOTER", "text": entry.text("footer")})
    labels = entry.texts("buttons") if outline.buttons else ()
    if len(labels) != len(outline.buttons):
        entry.fail(f"'buttons' should list {len(outline.buttons)} labels, not {len(labels)}", "buttons")
    if outline.buttons:
        buttons = [_button(one, label, samples) for one, label in zip(outline.buttons, labels, strict=True)]
        components.append({"type": "BUTTONS", "buttons": buttons})
    entry.close()
    return components


def _body(entry: Entry, outline: Outline, samples: Samples) -> dict[str, Any]:
    text = entry.text("body")
    wanted = [str(place) for place, _name in enumerate(outline.variables, start=1)]
    found = PLACEHOLDER.findall(text)
    if found != wanted:
        entry.fail(f"'body' should hold the variables {', '.join(wanted)} in this order, not {', '.join(found) or 'none'}", "body")
    example = {"example": {"body_text": [[samples[name] for name in outline.variables]]}} if wanted else {}
    return {"type": "BODY", "text": text, **example}


def _button(outline: ButtonOutline, label: str, samples: Samples) -> dict[str, Any]:
    button: dict[str, Any] = {"type": outline.kind, "text": label}
    if outline.url:
        button["url"] = outline.url
    if outline.variable:
        button["example"] = [samples[outline.variable]]
    return button


def _authentication(outline: Outline) -> list[dict[str, Any]]:
    return [
        {"type": "BODY", "add_security_recommendation": outline.security_recommendation},
        {"type": "FOOTER", "code_expiration_minutes": outline.expires_minutes},
        {"type": "BUTTONS", "buttons": [{"type": one.kind, "otp_type": one.otp_type} for one in outline.buttons]},
    ]
