"""A passcode may be sent with AUTHENTICATION only (M-CATEGORY). Codes for a parcel, a door or a discount are no passcodes.

Evidence: the name of a passcode beside a variable or digits, or any code beside one together with what a passcode is for.
"""

from __future__ import annotations

import re

from templates_mgr.lint.finding import Finding, Severity, Verdict
from templates_mgr.lint.folding import VARIABLE
from templates_mgr.lint.reading import Hit, Reading
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "one-time-code", 630, "template"
SOURCE = ("M-CATEGORY",)
CODE = rf"(?:{VARIABLE}|(?<!\d)\d{{4,8}}(?!\d))"
# Between the word and the code: a few words, but no comma, full stop or new line, which would begin another thought.
CODE_AFTER = re.compile(rf"[^,.;!?。、،।\n{VARIABLE}]{{0,32}}?(?:\n\s*)?{CODE}")
CODE_BEFORE = re.compile(rf"{CODE}[^,.;!?。、،।\n{VARIABLE}]{{0,28}}$")
REACH = 44


def check(part: Template, subject: Subject) -> Finding | None:
    if part.category == "AUTHENTICATION" or part.library:
        return None
    reading = subject.reading
    hit = _named(reading) or _described(reading) or _entered(reading)
    if hit is None:
        return None
    return Finding(
        NAME,
        Severity.ERROR,
        hit.place,
        SOURCE,
        effect=Verdict.REJECT,
        seen={"words": hit.shown},
        category="AUTHENTICATION",
    )


def _named(reading: Reading) -> Hit | None:
    if reading.all("code_other") and not reading.all("code_use"):
        return None
    return next((one for one in reading.all("passcode") if _has_code(reading, one)), None)


def _described(reading: Reading) -> Hit | None:
    """Any code with a variable, to sign in or to verify an account; or one that is secret and soon expires."""
    if reading.all("code_other"):
        return None
    secret = len({one.shown for one in reading.all("code_secrecy")}) > 1
    if not secret and not reading.all("code_use"):
        return None
    return next((one for one in reading.all("code_word") if _has_code(reading, one)), None)


def _entered(reading: Reading) -> Hit | None:
    """Use … to sign in: a variable that needs no name."""
    return None if reading.all("code_other") or not reading.all("code_use") else reading.first("code_enter")


def _has_code(reading: Reading, hit: Hit) -> bool:
    if reading.beside(hit, ("code_secrecy",)) and not _follows(reading, hit):
        return False
    return _follows(reading, hit) or _precedes(reading, hit)


def _follows(reading: Reading, hit: Hit) -> bool:
    return CODE_AFTER.match(reading.text, hit.end, hit.end + REACH) is not None


def _precedes(reading: Reading, hit: Hit) -> bool:
    found = CODE_BEFORE.search(reading.text[max(0, hit.start - REACH) : hit.start])
    if found is None:
        return False
    at = max(0, hit.start - REACH) + found.start()
    return not any(one.end <= at and not reading.text[one.end : at].strip() for one in reading.all("greeting"))
