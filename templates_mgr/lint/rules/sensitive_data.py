"""Nobody is asked for a full card, account or identity number, for a document that shows one, or for a secret (M-REVIEW, M-POL).

The last digits are fine, and so are a number that is shown, a promise never to ask, and a warning not to share.
"""

from __future__ import annotations

import re

from templates_mgr.lint.finding import Finding, Severity, Verdict
from templates_mgr.lint.folding import VARIABLE
from templates_mgr.lint.reading import Hit, Reading
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "sensitive-data", 610, "template"
SOURCE = ("M-REVIEW", "M-POL")
# A number that stands in the text is told, not asked for.
IS_SHOWN = re.compile(
    rf"[\s:#=.(-]{{0,3}}(?:(?:is|es|e|est|ist|lautet|adalah|no|nr|n|num|为|是|は|が|है|هو|هي)(?!\w)[\s:.]{{0,2}})?(?:{VARIABLE}|[x*•#]{{2,}}|\d{{3,}})"
)
SHOWN_REACH = 24


def check(part: Template, subject: Subject) -> Finding | None:
    if part.category == "AUTHENTICATION" or part.library:
        return None
    reading = subject.reading
    for name in ("sensitive", "secret"):
        hit = next((one for one in reading.all(name) if _is_asked(reading, one)), None)
        if hit is not None:
            return Finding(NAME, Severity.ERROR, hit.place, SOURCE, effect=Verdict.REJECT, variant=name, seen={"words": hit.shown})
    return None


def _is_asked(reading: Reading, hit: Hit) -> bool:
    if IS_SHOWN.match(reading.text, hit.end, hit.end + SHOWN_REACH):
        return False
    asks = "ask" if hit.list == "sensitive" else "ask_secret"
    return reading.beside(hit, (asks,)) is not None and reading.beside(hit, ("withheld",)) is None
