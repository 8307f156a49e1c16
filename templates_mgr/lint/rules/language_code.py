"""A language is one of Meta's 111 codes, written with an underscore (M-LANG). One that is well formed may be newer than our list."""

from __future__ import annotations

import re

from templates_mgr.lint.codes import CODES
from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import NOWHERE, refused, warned
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "language-code", 110, "template"
SOURCE = ("M-LANG",)
KNOWN = {code.lower(): code for code in CODES}
WELL_FORMED = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")


def check(part: Template, subject: Subject) -> Finding | None:
    code = part.language
    if not code:
        return None if "languages" in part.raw else refused(NAME, NOWHERE, SOURCE, "missing")
    if code in CODES:
        return None
    meant = KNOWN.get(code.replace("-", "_").lower())
    if meant:
        return warned(NAME, NOWHERE, SOURCE, "spelling", suggestion=meant, code=code, meant=meant)
    if WELL_FORMED.fullmatch(code):
        base = code.partition("_")[0]
        known = next((one for one in CODES if one.partition("_")[0] == base), None)
        return warned(NAME, NOWHERE, SOURCE, "unknown", code=code) if known else refused(NAME, NOWHERE, SOURCE, "none", code=code)
    return refused(NAME, NOWHERE, SOURCE, "none", code=code)
