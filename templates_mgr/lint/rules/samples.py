"""Every variable of a header and of a body has a sample, in the shape of its kind (M-TEMPLATES, M-REVIEW)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import of_component, refused, warned
from templates_mgr.lint.shape import Component, Template
from templates_mgr.lint.subject import Subject
from templates_mgr.lint.variables import Variable, find_variables

NAME, ORDER, LOOKS_AT = "samples", 350, "template"
SOURCE = ("M-TEMPLATES", "M-REVIEW")
KEYS = {"HEADER": "header_text", "BODY": "body_text"}


def check(part: Template, subject: Subject) -> Finding | None:
    for component in part.all_components():
        if component.kind in KEYS and component.text and component.format in (None, "TEXT"):
            finding = _judged(component)
            if finding is not None:
                return finding
    return None


def _judged(component: Component) -> Finding | None:
    variables = find_variables(component.text or "")
    names = list(dict.fromkeys(one.name for one in variables))
    key, place = KEYS[component.kind], of_component(component)
    if not names:
        given = component.example.get(key) or component.example.get(f"{key}_named_params")
        return warned(NAME, place, SOURCE, "extra_all") if given else None
    if all(one.is_positional for one in variables):
        return _positional(component, variables, key)
    return _named(component, names, key)


def _positional(component: Component, variables: tuple[Variable, ...], key: str) -> Finding | None:
    place, wanted = of_component(component), len({one.name for one in variables})
    given = component.example.get(key)
    if not given:
        return refused(NAME, place, SOURCE, "missing", wanted=wanted)
    rows = _row(given, component.kind)
    if rows is None:
        return refused(NAME, place, SOURCE, "nesting", key=key)
    if len(rows) != wanted:
        return refused(NAME, place, SOURCE, "count", given=len(rows), wanted=wanted)
    return _empty(component, rows)


def _row(given: Any, kind: str) -> list[Any] | None:
    """The samples of one text; None where lists are nested otherwise than Meta wants."""
    if not isinstance(given, list):
        return None
    if kind == "HEADER":
        return given if all(isinstance(one, str) for one in given) else None
    return given[0] if len(given) == 1 and isinstance(given[0], list) else None


def _named(component: Component, names: list[str], key: str) -> Finding | None:
    place = of_component(component)
    given = component.example.get(f"{key}_named_params")
    if not given:
        return refused(NAME, place, SOURCE, "missing", wanted=len(names))
    if not isinstance(given, list) or not all(isinstance(one, Mapping) for one in given):
        return refused(NAME, place, SOURCE, "nesting", key=f"{key}_named_params")
    there = {str(one.get("param_name", "")) for one in given}
    lacking = next((one for one in names if one not in there), None)
    if lacking is not None:
        return refused(NAME, place, SOURCE, "name", variable=lacking)
    if len(given) > len(names):
        return refused(NAME, place, SOURCE, "count", given=len(given), wanted=len(names))
    return _empty(component, [one.get("example") for one in given])


def _empty(component: Component, samples: list[Any]) -> Finding | None:
    place = of_component(component)
    for number, sample in enumerate(samples, start=1):
        if not str(sample if sample is not None else "").strip():
            return refused(NAME, place, SOURCE, "empty", number=number)
        if isinstance(sample, str) and find_variables(sample):
            return warned(NAME, place, SOURCE, "variable", number=number)
    return None
