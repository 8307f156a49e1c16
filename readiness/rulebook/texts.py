"""The wording of the rulebook, keyed by section and id: `it.yaml`, and a section of its own length in `<section>.it.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import RulebookError
from .source import Entry, read_entry

LANGUAGES = ("en", "it")
DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts by language, then by dotted path, e.g. `criteria.support-team.fix`."""

    by_language: dict[str, dict[str, str]]

    def get(self, language: str, path: str) -> str:
        """The text in the language (`it-ch` reads `it`), else in English. KeyError for a path that does not exist."""
        texts = self.by_language.get(language.partition("-")[0], self.by_language[DEFAULT_LANGUAGE])
        return texts[path]

    def has(self, path: str) -> bool:
        return path in self.by_language[DEFAULT_LANGUAGE]


def read_texts(folder: Path) -> Texts:
    by_language = {language: _merged(folder, language) for language in LANGUAGES}
    reference = by_language[DEFAULT_LANGUAGE]
    for language, texts in by_language.items():
        for path in reference.keys() - texts.keys():
            raise RulebookError(folder / f"{language}.yaml", 1, f"the text '{path}' is missing")
        for path in texts.keys() - reference.keys():
            raise RulebookError(folder / f"{language}.yaml", 1, f"the text '{path}' has no counterpart in {DEFAULT_LANGUAGE}.yaml")
    return Texts(by_language)


def _merged(folder: Path, language: str) -> dict[str, str]:
    found = _flat(folder / f"{language}.yaml")
    for path in sorted(folder.glob(f"*.{language}.yaml")):
        for name, text in _flat(path).items():
            if name in found:
                raise RulebookError(path, 1, f"the text '{name}' stands in another file too")
            found[name] = text
    return found


def _flat(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    _walk(read_entry(path), "", found)
    return found


def _walk(entry: Entry, prefix: str, found: dict[str, str]) -> None:
    for key, value in entry:
        if isinstance(value, Entry):
            _walk(value, f"{prefix}{key}.", found)
        elif isinstance(value, str):
            found[prefix + key] = value
        else:
            entry.fail(f"the text '{prefix}{key}' should be text, not {_shown(value)}", key)


def _shown(value: Any) -> str:
    return "a list" if isinstance(value, list) else repr(value)
