"""Which words of two names belong together: the longest common sequence of their sounds, then what lies between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz.distance import LCSseq, Prefix

from .words import POINTS, Word

Words = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring words of one name beside those of the other; one side is empty where the other name has more."""

    a: Words
    b: Words

    @property
    def is_form(self) -> bool:
        """Nothing but legal forms on either side."""
        return all(word.forms for word in (*self.a, *self.b))

    @property
    def is_whole(self) -> bool:
        return bool(self.a and self.b)

    def joined(self, other: Piece) -> Piece:
        return Piece(self.a + other.a, self.b + other.b)


def pieces(a: Words, b: Words) -> list[Piece]:
    """Every word of both names, in order, in pieces as small as they can be without tearing a written word apart."""
    found: list[Piece] = []
    for piece in _forms_together(list(_paired(a, b))):
        found.append(piece)
        if len(found) > 1 and _belong(*found[-2:]):
            _join_last(found)
            while len(found) > 1 and _is_one_run(*found[-2:]):
                _join_last(found)
    return found


def _join_last(found: list[Piece]) -> None:
    last = found.pop()
    found[-1] = found[-1].joined(last)


def _paired(a: Words, b: Words) -> Iterator[Piece]:
    done_a = done_b = 0
    for same in LCSseq.opcodes([word.key for word in a], [word.key for word in b]):
        if same.tag == "equal":
            yield from _between(a[done_a : same.src_start], b[done_b : same.dest_start])
            done_a, done_b = same.src_end, same.dest_end
            pairs = zip(a[same.src_start : done_a], b[same.dest_start : done_b], strict=True)
            yield from (Piece((one,), (other,)) for one, other in pairs)
    yield from _between(a[done_a:], b[done_b:])


def _between(a: Words, b: Words) -> Iterator[Piece]:
    """Words that found no partner one by one. Cut from both ends what sounds the same taken together: Coca Cola, CocaCola."""
    if a and b:
        for used_a, used_b in _cuts(a, b):
            yield Piece(a[:used_a], b[:used_b])
            a, b = a[used_a:], b[used_b:]
    ends = []
    if a and b:
        for used_a, used_b in _cuts(a[::-1], b[::-1], -1):
            ends.append(Piece(a[len(a) - used_a :], b[len(b) - used_b :]))
            a, b = a[: len(a) - used_a], b[: len(b) - used_b]
    yield from _forms_apart(a, b)
    yield from reversed(ends)


def _cuts(a: Words, b: Words, step: int = 1) -> Iterator[tuple[int, int]]:
    """How many words of each to take, again and again, so that both takings sound the same. `step` -1: words come last first."""
    sounds_a, sounds_b = ([word.sound[::step] for word in side] for side in (a, b))
    same = Prefix.similarity("".join(sounds_a), "".join(sounds_b))
    ends_a, ends_b = (_ends(sounds) for sounds in (sounds_a, sounds_b))
    taken_a = taken_b = 0
    for end in sorted(end for end in ends_a.keys() & ends_b.keys() if 0 < end <= same):
        yield ends_a[end] - taken_a, ends_b[end] - taken_b
        taken_a, taken_b = ends_a[end], ends_b[end]


def _ends(sounds: list[str]) -> dict[int, int]:
    """After how many letters a word ends, with the count of words up to there."""
    return {end: count for count, end in enumerate(accumulate(map(len, sounds)), 1)}


def _forms_apart(a: Words, b: Words) -> Iterator[Piece]:
    """Legal forms that only one name has, at either end of the words in question, as pieces of their own."""
    ends = []
    for side in (0, 1):
        words = (a, b)[side]
        first = next((place for place, word in enumerate(words) if not word.forms), len(words))
        last = next((place for place in range(len(words), first, -1) if not words[place - 1].forms), first)
        if first:
            yield _one_sided(words[:first], side)
        if last < len(words):
            ends.append(_one_sided(words[last:], side))
        a, b = (words[first:last], b) if side == 0 else (a, words[first:last])
    if a or b:
        yield Piece(a, b)
    yield from ends


def _one_sided(words: Words, side: int) -> Piece:
    return Piece(words, ()) if side == 0 else Piece((), words)


def _forms_together(found: list[Piece]) -> list[Piece]:
    """A form that stands before one name and, spelled otherwise, behind the other is one piece: 株式会社トヨタ, Toyota Co., Ltd."""
    alone = [place for place, piece in enumerate(found) if piece.is_form and not piece.is_whole]
    of_a, of_b = ([place for place in alone if getattr(found[place], side)] for side in ("a", "b"))
    if len(of_a) == len(of_b) == 1 and written(found[of_a[0]].a) != written(found[of_b[0]].b):
        first, last = sorted((of_a[0], of_b[0]))
        found[first] = Piece(found[of_a[0]].a, found[of_b[0]].b)
        del found[last]
    return found


def written(words: Words) -> list[str]:
    return [word.written for word in words]


def _belong(last: Piece, piece: Piece) -> bool:
    """Whether two neighbouring pieces are one difference to the eye: Coca-Cola is read as one word."""
    last_differs, piece_differs = written(last.a) != written(last.b), written(piece.a) != written(piece.b)
    differ = last_differs or piece_differs
    if not (last.is_whole and piece.is_whole):
        points = (last_differs and _is_points(piece)) or (piece_differs and _is_points(last))
        return points and not (last.is_form or piece.is_form)
    spaced_otherwise = piece.a[0].spaced != piece.b[0].spaced
    if last.is_form or piece.is_form:
        return spaced_otherwise and not differ
    touching = any(not side[0].spaced and not side[0].solid and not before[-1].solid for before, side in _sides(last, piece))
    return spaced_otherwise or (differ and touching)


def _is_one_run(before: Piece, piece: Piece) -> bool:
    """Solid letters that run on without a space in both names."""
    if not (before.is_whole and piece.is_whole) or before.is_form:
        return False
    return all(not side[0].spaced and side[0].solid and words[-1].solid for words, side in _sides(before, piece))


def _sides(last: Piece, piece: Piece) -> tuple[tuple[Words, Words], tuple[Words, Words]]:
    return (last.a, piece.a), (last.b, piece.b)


def _is_points(piece: Piece) -> bool:
    return all(word.key == POINTS for word in (*piece.a, *piece.b))
