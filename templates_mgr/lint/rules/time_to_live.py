"""How long Meta tries to deliver: 30 to 900 s for a code, to 43,200 s for UTILITY, from there to 30 days for MARKETING (M-TTL)."""

from __future__ import annotations

from typing import Any

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import NOWHERE, refused
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "time-to-live", 450, "template"
SOURCE = ("M-TTL",)
THIRTY_DAYS = -1  # Meta's word for its longest
RANGES_S = {"AUTHENTICATION": (30, 900), "UTILITY": (30, 43_200), "MARKETING": (43_200, 2_592_000)}
WITH_LONGEST = frozenset({"AUTHENTICATION", "UTILITY"})


def check(part: Template, subject: Subject) -> Finding | None:
    value = part.raw.get("message_send_ttl_seconds")
    if value is None or part.category not in RANGES_S:
        return None
    least, most = RANGES_S[part.category]
    seen: dict[str, Any] = {"least": least, "most": most}
    if not isinstance(value, int) or isinstance(value, bool):
        return refused(NAME, NOWHERE, SOURCE, "number", **seen)
    if least <= value <= most or (value == THIRTY_DAYS and part.category in WITH_LONGEST):
        return None
    return refused(NAME, NOWHERE, SOURCE, seconds=value, **seen)
