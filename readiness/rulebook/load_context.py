"""What every reader of a rulebook file shares: the vocabulary, the known sources, the texts, and checks over them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from .conditions import ConditionReader
from .errors import RulebookError, nearest
from .figures import Figures, number
from .model import GuideFact, MetaSource
from .source import Entry, Rows, read_entry, read_rows
from .texts import Texts
from .vocabulary import Vocabulary


@dataclass
class Context:
    folder: Path
    vocabulary: Vocabulary
    guide: dict[str, GuideFact]
    meta_sources: dict[str, MetaSource]
    texts: Texts
    figures: Figures = field(init=False)
    conditions: ConditionReader = field(init=False)

    def __post_init__(self) -> None:
        self.figures = {fact.id: fact.figures for fact in self.guide.values()}
        self.conditions = ConditionReader(self.vocabulary, self.figures)

    def entry(self, name: str) -> Entry:
        return read_entry(self.folder / name)

    def rows(self, name: str) -> Rows:
        return read_rows(self.folder / name)

    def source(self, entry: Entry) -> tuple[str, ...]:
        found = entry.texts("source")
        known = self.guide.keys() | self.meta_sources.keys()
        for source_id in found:
            if source_id not in known:
                entry.fail(f"no source '{source_id}'{nearest(source_id, known)}", "source")
        if not found:
            entry.fail("at least one source is needed", "source")
        return found

    def number(self, entry: Entry, key: str, default: Any = ...) -> Decimal:
        return number(entry, key, self.figures, default)

    def whole(self, entry: Entry, key: str, default: Any = ...) -> int | None:
        value = self.number(entry, key, default)
        return None if value is None else int(value)

    def need_text(self, path: str, file: Path | Entry) -> None:
        if not self.texts.has(path):
            where, line = (file.path, file.line) if isinstance(file, Entry) else (file, 1)
            raise RulebookError(where, line, f"the text '{path}' is missing in texts/")

    def unique(self, entry: Entry, seen: set[str]) -> str:
        identity = entry.text("id")
        if identity in seen:
            entry.fail(f"'{identity}' is named twice", "id")
        seen.add(identity)
        return identity

    def check_vocabulary_sources(self) -> None:
        known = self.guide.keys() | self.meta_sources.keys()
        path = self.folder / "facts.yaml"
        for fact in self.vocabulary.facts.values():
            self.need_text(f"facts.{fact.name}.label", path)
            for source_id in fact.source:
                if source_id not in known:
                    raise RulebookError(path, 1, f"fact '{fact.name}' has no known source '{source_id}'{nearest(source_id, known)}")
            for value in fact.values:
                self.need_text(f"choices.{fact.name}.{value}", path)
        for kind in self.vocabulary.document_kinds:
            self.need_text(f"document_kinds.{kind}.title", path)

    def unknown(self, entry: Entry, key: str, value: str, known: Any) -> NoReturn:
        entry.fail(f"unknown {key} '{value}'{nearest(value, known)}", key)
