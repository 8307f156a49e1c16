"""The rulebook as it stands, copies of it that a test may spoil, and conditions judged as they are written in YAML."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from readiness.rulebook import Facts, Rulebook, RulebookError, current_rulebook, load_rulebook
from readiness.rulebook.conditions import ConditionReader
from readiness.rulebook.judge import compile_condition, row_of
from readiness.rulebook.load import FOLDER
from readiness.rulebook.source import read_entry

TODAY = dt.date(2026, 11, 23)  # a Monday


class RulebookCopy:
    """A copy of the rulebook's files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))

    def edit(self, file: str, old: str, new: str) -> None:
        """Puts `new` where `old` stands first."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} holds no {old!r} any more"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def place(self, file: str, text: str) -> str:
        """`file:line` of the first line that holds this text."""
        lines = (self.folder / file).read_text(encoding="utf-8").splitlines()
        return f"{Path(file).name}:{next(number for number, line in enumerate(lines, 1) if text in line)}"

    def error(self) -> str:
        with pytest.raises(RulebookError) as caught:
            load_rulebook(self.folder)
        return str(caught.value)


@pytest.fixture
def book() -> Rulebook:
    return current_rulebook()


# Most files of a copy are as they were: parsed once, a copy is loaded in a third of the time.
composed = lru_cache(maxsize=64)(yaml.compose)


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RulebookCopy:
    monkeypatch.setattr(yaml, "compose", composed)
    return RulebookCopy(tmp_path / "rulebook")


@pytest.fixture
def judge(tmp_path: Path, book: Rulebook) -> Callable[..., bool | None]:
    """The verdict of a condition, written as in the rulebook's files, over these facts."""
    reader = ConditionReader(book.vocabulary, {fact.id: fact.figures for fact in book.guide.values()})

    def judged(condition: str, today: dt.date = TODAY, **facts: Any) -> bool | None:
        path = tmp_path / "condition.yaml"
        path.write_text(f"met: {condition}\n", encoding="utf-8")
        return compile_condition(reader.read(read_entry(path), "met"))(row_of(Facts(**facts), book.reference, today))

    return judged
