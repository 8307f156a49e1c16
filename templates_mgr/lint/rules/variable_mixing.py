"""Variables are all numbers or all names, and `parameter_format` says which (M-TEMPLATES)."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import NOWHERE, refused, whole
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "variable-mixing", 310, "template"
SOURCE = ("M-TEMPLATES",)
FORMATS = ("", "POSITIONAL", "NAMED")


def check(part: Template, subject: Subject) -> Finding | None:
    if part.parameter_format not in FORMATS:
        return refused(NAME, NOWHERE, SOURCE, "format", format=part.parameter_format)
    named = positional = None
    for text in subject.texts:
        for variable in text.variables:
            if variable.is_positional:
                positional = positional or (text, variable)
            elif variable.name:
                named = named or (text, variable)
    if named and positional:
        text, variable = named
        return refused(NAME, whole(text, variable.start, variable.end), SOURCE, "", named=variable.name, positional=positional[1].name)
    if named and part.parameter_format != "NAMED":
        text, variable = named
        return refused(NAME, whole(text, variable.start, variable.end), SOURCE, "not_named", variable=variable.name)
    if positional and part.parameter_format == "NAMED":
        text, variable = positional
        return refused(NAME, whole(text, variable.start, variable.end), SOURCE, "not_positional", variable=variable.name)
    return None
