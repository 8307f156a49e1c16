"""Puts a draft together: wording with the company's values in it, and a blank wherever one is not known."""

from __future__ import annotations

from itertools import pairwise

from .model import BLANK, Blank, Block, Bullets, Draft, DraftSubject, FieldRow, Heading, Notice, Paragraph, Role, Run, Runs, SignatureBlock
from .values import values_of
from .wording import PLACEHOLDER, wordings


class Writer:
    """One draft in the making. Keys are those of the kind in the texts; names are fields of the subject."""

    def __init__(self, kind: str, subject: DraftSubject, language: str) -> None:
        """KeyError for a language that has no texts."""
        self.kind, self.on, self.wording = kind, subject.on, wordings()[language]
        self.values = values_of(subject, self.wording)
        self.blocks: list[Block] = []
        self.blanks: dict[str, Blank] = {}

    def heading(self, key: str) -> None:
        self.blocks.append(Heading(self._text(key)))

    def paragraph(self, key: str) -> None:
        self.blocks.append(Paragraph(self._runs(key)))

    def notice(self, key: str) -> None:
        self.blocks.append(Notice(self._runs(key)))

    def bullets(self, *keys: str) -> None:
        self.blocks.append(Bullets(tuple(self._runs(key) for key in keys)))

    def rows(self, *names: str) -> None:
        self.blocks += [self._row(name) for name in names]

    def signature(self, name: str = "signatory_name", role: str = "signatory_role", *, closing: bool = False) -> None:
        """`closing`: with the words that end a letter."""
        rows = tuple(self._row(one) for one in ("place", "on", name, role))
        lines = (self.wording.get("layout.signature"), self.wording.get("layout.stamp"))
        self.blocks.append(SignatureBlock(self.wording.get("layout.closing") if closing else "", rows, lines))

    def draft(self) -> Draft:
        company = self.values["legal_name"] or ""
        blanks = tuple(self.blanks.values())
        return Draft(self.kind, self.wording.language, self._text("title"), tuple(self.blocks), company, self.on, blanks)

    def _text(self, key: str) -> str:
        return self.wording.get(f"{self.kind}.{key}")

    def _runs(self, key: str) -> Runs:
        """`Dear {name}, …` as words, values and blanks."""
        words = PLACEHOLDER.split(self._text(key))
        runs = [Run(part) if position % 2 == 0 else self._value(part) for position, part in enumerate(words)]
        for position, (before, after) in enumerate(pairwise(runs), start=1):
            if before.text.endswith(".") and after.text.startswith("."):  # … of Merlion Goods Pte. Ltd.
                runs[position] = after._replace(text=after.text[1:])
        return tuple(run for run in runs if run.text)

    def _value(self, name: str) -> Run:
        value = self.values[name]
        return Run(value, Role.VALUE) if value else Run(f"{BLANK} ({self._missing(name)})", Role.BLANK)

    def _row(self, name: str) -> FieldRow:
        value, label = self.values[name], self.wording.get(f"fields.{name}")
        if not value:
            self._missing(name)
        return FieldRow(label[0].upper() + label[1:], value)

    def _missing(self, name: str) -> str:
        label = self.wording.get(f"fields.{name}")
        self.blanks[name] = Blank(name, label)
        return label
