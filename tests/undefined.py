"""What stands in for a template variable that nobody set: an error, not a hole in the page."""

from __future__ import annotations

import inspect
from typing import Any

from django.template.base import Node


class UndefinedVariable(str):
    """Django prints `string_if_invalid % variable`; this one refuses instead, except in templates of other packages."""

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __bool__(self) -> bool:
        return True

    def __mod__(self, variable: Any) -> str:
        template = _template_being_rendered()
        if "site-packages" in template:
            return ""
        raise AssertionError(f"the template variable {variable} is not defined in {template}")


def _template_being_rendered() -> str:
    frame = inspect.currentframe()
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return str(node.origin.name)
        frame = frame.f_back
    return "an unknown template"
