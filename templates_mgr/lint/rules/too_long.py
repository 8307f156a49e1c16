"""Every text has its most (M-COMPONENTS, M-SPECIAL; the API answers 2388040). Counted in code points, braces of variables with them."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import refused, whole
from templates_mgr.lint.parts import TextPart
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "too-long", 200, "text"
SOURCE = ("2388040", "M-COMPONENTS")
MAX_HEADER, MAX_BODY, MAX_OFFER_BODY, MAX_CARD_BODY, MAX_FOOTER, MAX_LABEL = 60, 1024, 600, 160, 60, 25


def check(part: TextPart, subject: Subject) -> Finding | None:
    most = max_chars(part, subject)
    if most is None or len(part.text) <= most:
        return None
    return refused(NAME, whole(part, most, len(part.text)), SOURCE, component=part.component, chars=len(part.text), most=most)


def max_chars(part: TextPart, subject: Subject) -> int | None:
    match part.component:
        case "HEADER":
            return MAX_HEADER
        case "FOOTER":
            return MAX_FOOTER
        case "BUTTONS":
            return MAX_LABEL
        case "BODY" if part.card is not None:
            return MAX_CARD_BODY
        case "BODY":
            return MAX_OFFER_BODY if subject.template.first("LIMITED_TIME_OFFER") else MAX_BODY
    return None
