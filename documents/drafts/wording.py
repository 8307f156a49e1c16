"""The wording of the drafts: one YAML file a language under texts/, keyed by kind and block, with named placeholders.

A further language is one more file: it is found by listing the folder, and held against English when it is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from readiness.rulebook.errors import RulebookError, nearest
from readiness.rulebook.source import Entry, read_entry

from .model import DraftSubject

FOLDER = Path(__file__).parent / "texts"
REFERENCE = "en"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
NAMES = tuple(one.name for one in fields(DraftSubject))


@dataclass(frozen=True, slots=True)
class Wording:
    """One language: texts by dotted path, e.g. `authorisation_letter.body`, each with its line in the file."""

    path: Path
    by_path: dict[str, tuple[str, int]]

    @property
    def language(self) -> str:
        return self.path.stem

    @property
    def locale(self) -> str:
        """As Babel writes it, e.g. `en_GB`."""
        return self.get("layout.locale").replace("-", "_")

    def get(self, path: str) -> str:
        return self.by_path[path][0]

    def find(self, path: str) -> str | None:
        return self.by_path[path][0] if path in self.by_path else None


@cache
def wordings() -> dict[str, Wording]:
    """By language, read and checked once a process. RulebookError names file, line and key."""
    return read_wordings(FOLDER)


def read_wordings(folder: Path) -> dict[str, Wording]:
    found = {path.stem: _read(path) for path in sorted(folder.glob("*.yaml"))}
    if REFERENCE not in found:
        raise RulebookError(folder / f"{REFERENCE}.yaml", 1, "is missing: every other language is held against it")
    for wording in found.values():
        _check_placeholders(wording)
        _check_against(wording, found[REFERENCE])
    return found


def _read(path: Path) -> Wording:
    found: dict[str, tuple[str, int]] = {}
    _walk(read_entry(path), "", found)
    return Wording(path, found)


def _walk(entry: Entry, prefix: str, found: dict[str, tuple[str, int]]) -> None:
    for key, value in entry:
        if isinstance(value, Entry):
            _walk(value, f"{prefix}{key}.", found)
        elif isinstance(value, str) and value.strip():
            found[prefix + key] = (value, entry.lines[key])
        else:
            entry.fail(f"'{prefix}{key}' should be text, not {value!r}", key)


def _check_placeholders(wording: Wording) -> None:
    for path, (text, line) in wording.by_path.items():
        if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
            raise RulebookError(wording.path, line, f"'{path}' has a brace that belongs to no placeholder such as {{legal_name}}")
        for name in PLACEHOLDER.findall(text):
            if name not in NAMES:
                raise RulebookError(wording.path, line, f"'{path}' has the unknown placeholder '{name}'{nearest(name, NAMES)}")
            if f"fields.{name}" not in wording.by_path:
                raise RulebookError(wording.path, line, f"'{path}' needs the text 'fields.{name}', to say what to fill in")


def _check_against(wording: Wording, reference: Wording) -> None:
    for path, (text, _line) in reference.by_path.items():
        if path not in wording.by_path:
            raise RulebookError(wording.path, 1, f"the text '{path}' is missing")
        own, line = wording.by_path[path]
        asked, given = set(PLACEHOLDER.findall(text)), set(PLACEHOLDER.findall(own))
        if asked != given:
            what = ", ".join(sorted(asked ^ given))
            raise RulebookError(wording.path, line, f"'{path}' differs from {reference.path.name} in the placeholders: {what}")
    for path, (_text, line) in wording.by_path.items():
        if path not in reference.by_path:
            raise RulebookError(wording.path, line, f"the text '{path}' has no counterpart in {reference.path.name}")
