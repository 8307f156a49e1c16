"""What kind of difference one piece of two names is, and what all pieces come to."""

from __future__ import annotations

from dataclasses import dataclass

from .folding import SERIOUSNESS, NameDifference, ladder, seen
from .legal_forms import LegalForm, Place, Table, form_key
from .likeness import is_across, is_close
from .pairing import Piece, Words

SAME_FORM = frozenset({NameDifference.IDENTICAL, NameDifference.CASE, NameDifference.SPACING})


@dataclass(frozen=True, slots=True)
class Difference:
    """A piece of each name as written (after NFKC, white space collapsed); empty where a name has nothing there."""

    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Finding:
    """`reason`: the id of the text that says it."""

    difference: Difference
    kind: NameDifference
    reason: str
    piece: Piece

    @property
    def is_shared(self) -> bool:
        """Words that both names have, however they write them; the legal form is no such word."""
        words = (*self.piece.a, *self.piece.b)
        same = self.kind not in {NameDifference.DIFFERENT, NameDifference.LEGAL_FORM} and self.piece.is_whole
        return same and any(word.sound for word in words) and not any(word.forms for word in words)


class Judge:
    def __init__(self, names: Difference, table: Table, country: str | None) -> None:
        self.names, self.table, self.country = names, table, country

    def finding(self, piece: Piece) -> Finding:
        difference = Difference(_slice(self.names.a, piece.a), _slice(self.names.b, piece.b))
        kind, reason = self.judged(difference.a, difference.b, piece)
        return Finding(difference, kind, reason or kind, piece)

    def judged(self, a: str, b: str, piece: Piece) -> tuple[NameDifference, str]:
        """The kind, and the text that says it where that is not the text of the kind."""
        kind = ladder(a, b)
        if kind in SAME_FORM:
            return kind, ""
        if seen(a) == seen(b):
            return NameDifference.PUNCTUATION, "invisible"
        if piece.is_form:
            return NameDifference.LEGAL_FORM, _form_reason(_forms(piece.a), _forms(piece.b))
        if kind is NameDifference.PUNCTUATION:
            return kind, "" if a and b else "punctuation-missing"
        if kind is NameDifference.TRANSLITERATION:
            return kind, "transliteration-script" if is_across(a, b) else ""
        return (kind, "") if kind else self.unexplained(a, b)

    def unexplained(self, a: str, b: str) -> tuple[NameDifference, str]:
        """Other letters altogether."""
        if not a or not b:
            return NameDifference.EXTRA_WORD, ""
        forms_a, forms_b = self.spelled(a), self.spelled(b)
        if forms_a and forms_b:
            return NameDifference.LEGAL_FORM, _form_reason(forms_a, forms_b)
        across = is_across(a, b)
        if is_close(a, b, romanised=self.country is None or self.country in self.table.romanised):
            return NameDifference.TRANSLITERATION, "transliteration-script" if across else ""
        return NameDifference.DIFFERENT, ""

    def spelled(self, text: str) -> tuple[LegalForm, ...]:
        return self.table.find(form_key(text), text, Place.AFTER, self.country)


def _slice(text: str, words: Words) -> str:
    return text[words[0].start : words[-1].end] if words else ""


def _forms(words: Words) -> tuple[LegalForm, ...]:
    return tuple(form for word in words for form in word.forms)


def _form_reason(a: tuple[LegalForm, ...], b: tuple[LegalForm, ...]) -> str:
    if not a or not b:
        return "legal-form-missing"
    return "legal-form" if {form.id for form in a} & {form.id for form in b} else "legal-form-other"


def total(found: list[Finding], names: Difference, *, share: bool) -> tuple[NameDifference, str, Difference]:
    """Kind, reason and telling piece of the whole: the most serious finding, the first among equals.

    Words that each name has and the other has not, or no word in common, make them different.
    """
    worst = max(found, key=lambda one: SERIOUSNESS[one.kind])
    if worst.kind is NameDifference.EXTRA_WORD:
        extra = [one for one in found if one.kind is NameDifference.EXTRA_WORD]
        only_a, only_b = [one for one in extra if one.difference.a], [one for one in extra if one.difference.b]
        if only_a and only_b:
            return NameDifference.DIFFERENT, *_both_extra(only_a, only_b, names)
        if not share:
            return NameDifference.DIFFERENT, "different", names
    if worst.reason == "legal-form-missing" and any(_moved(worst, one) for one in found):
        return worst.kind, "legal-form-moved", Difference(*[worst.difference.a or worst.difference.b] * 2)
    return worst.kind, worst.reason, worst.difference


def _both_extra(only_a: list[Finding], only_b: list[Finding], names: Difference) -> tuple[str, Difference]:
    sounds_a = sorted(word.sound for one in only_a for word in one.piece.a)
    sounds_b = sorted(word.sound for one in only_b for word in one.piece.b)
    if sounds_a == sounds_b:
        return "different-order", names
    return "different-words", Difference(only_a[0].difference.a, only_b[0].difference.b)


def _moved(form: Finding, other: Finding) -> bool:
    return form.difference == Difference(other.difference.b, other.difference.a)
