"""Which component goes with which category: a place not with AUTHENTICATION, carousel and offer only with MARKETING (M-SPECIAL)."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import of_component, refused
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "component-category", 400, "template"
SOURCE = ("M-COMPONENTS", "M-SPECIAL")
MARKETING_ONLY = ("CAROUSEL", "LIMITED_TIME_OFFER")


def check(part: Template, subject: Subject) -> Finding | None:
    for kind in MARKETING_ONLY:
        component = part.first(kind)
        if component is not None and part.category != "MARKETING":
            return refused(NAME, of_component(component), SOURCE, kind.lower())
    footer = part.first("FOOTER")
    if footer is not None and part.first("LIMITED_TIME_OFFER") is not None:
        return refused(NAME, of_component(footer), ("2388073", *SOURCE), "offer_footer")
    return None
