"""Whether two spellings may be the same word in other letters: one script against another, or two ways into Latin letters."""

from __future__ import annotations

from itertools import groupby

from rapidfuzz.distance import Indel

from .folding import in_latin, plain, script

VOWELS = str.maketrans("", "", "aeiouwy")
# Tried on romanised names: Samseong and Samsung still pass across scripts; Delta and Della do not within one.
CLOSE_ACROSS, CLOSE_WITHIN = 0.8, 0.85
LEAST_ACROSS, LEAST_WITHIN = 3, 4  # letters: below these, likeness is chance
LATIN = frozenset({"LATIN"})


def scripts(text: str) -> frozenset[str]:
    return frozenset(script(char) for char in text if char.isalpha())


def is_across(a: str, b: str) -> bool:
    """Letters on both sides, and no script in common."""
    of_a, of_b = scripts(a), scripts(b)
    return bool(of_a and of_b) and not of_a & of_b


def is_close(a: str, b: str, *, romanised: bool) -> bool:
    """`romanised`: two Latin spellings may both stand for a name in another script (Mohammed, Muhammad)."""
    latin_a, latin_b = in_latin(plain(a)), in_latin(plain(b))
    if _digits(latin_a) != _digits(latin_b):
        return False
    if is_across(a, b):
        return _alike(latin_a, latin_b, LEAST_ACROSS, CLOSE_ACROSS) or _alike(_bones(latin_a), _bones(latin_b), LEAST_ACROSS, CLOSE_ACROSS)
    if not romanised or scripts(a) != LATIN or scripts(b) != LATIN:
        return False
    bones_a, bones_b = _bones(latin_a), _bones(latin_b)
    return _alike(latin_a, latin_b, LEAST_WITHIN, CLOSE_WITHIN) or (bones_a == bones_b and len(bones_a) >= LEAST_WITHIN)


def _alike(a: str, b: str, least: int, close: float) -> bool:
    return min(len(a), len(b)) >= least and Indel.normalized_similarity(a, b) >= close


def _bones(text: str) -> str:
    """Consonants, double ones once: what is left of a name when it has passed through a script without vowels."""
    return "".join(char for char, _ in groupby(text.translate(VOWELS)))


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
