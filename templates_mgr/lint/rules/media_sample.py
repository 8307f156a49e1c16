"""A header with a picture, a video or a document carries a sample of it: a handle of the upload API (M-COMPONENTS)."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import of_component, refused
from templates_mgr.lint.shape import Component, Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "media-sample", 355, "template"
SOURCE = ("M-COMPONENTS",)
MEDIA = frozenset({"IMAGE", "VIDEO", "DOCUMENT", "GIF"})
KNOWN = MEDIA | {"TEXT", "LOCATION", "PRODUCT"}
KEYS = ("header_handle", "header_url")


def check(part: Template, subject: Subject) -> Finding | None:
    for component in part.all_components():
        if component.kind != "HEADER" or component.format is None:
            continue
        if component.format not in KNOWN:
            return refused(NAME, of_component(component), ("2388047", *SOURCE), "format", format=component.format)
        if component.format in MEDIA and not _has_sample(component):
            return refused(NAME, of_component(component), SOURCE, format=component.format)
    return None


def _has_sample(component: Component) -> bool:
    given = (component.example.get(key) for key in KEYS)
    return any(isinstance(one, list) and any(isinstance(item, str) and item.strip() for item in one) for one in given)
