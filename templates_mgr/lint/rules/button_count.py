"""At most 10 buttons; 2 with an address; 1 to call, to copy a code, of a catalogue and so on (M-COMPONENTS)."""

from __future__ import annotations

from collections import Counter

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import of_component, refused
from templates_mgr.lint.shape import Component, Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "button-count", 220, "template"
SOURCE = ("M-COMPONENTS",)
MAX_BUTTONS = 10
MOST = {"URL": 2, **dict.fromkeys(("PHONE_NUMBER", "VOICE_CALL", "COPY_CODE", "CATALOG", "MPM", "SPM", "OTP"), 1)}


def check(part: Template, subject: Subject) -> Finding | None:
    for component in part.all_components():
        if component.kind == "BUTTONS":
            finding = _counted(component)
            if finding is not None:
                return finding
    return None


def _counted(component: Component) -> Finding | None:
    place, counts = of_component(component), Counter(one.kind for one in component.buttons)
    if not component.buttons:
        return refused(NAME, place, SOURCE, "none")
    if len(component.buttons) > MAX_BUTTONS:
        return refused(NAME, place, SOURCE, "many", count=len(component.buttons), most=MAX_BUTTONS)
    over = next((kind for kind, most in MOST.items() if counts[kind] > most), None)
    return refused(NAME, place, SOURCE, "kind", kind=over, count=counts[over], most=MOST[over]) if over else None
