"""A one-time code has Meta's own text: no header, no text of ours, one OTP button, 1 to 90 minutes in the footer (M-AUTH)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from templates_mgr.lint.finding import Finding, Place
from templates_mgr.lint.grading import of_button, of_component, refused
from templates_mgr.lint.shape import Button, Component, Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "authentication-form", 420, "template"
SOURCE = ("M-AUTH",)
MINUTES = range(1, 91)
TYPES = frozenset({"COPY_CODE", "ONE_TAP", "ZERO_TAP", "NO_BUTTONS"})
WITH_APP = frozenset({"ONE_TAP", "ZERO_TAP"})
MAX_APPS, MAX_PACKAGE_CHARS = 5, 224
PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)+")
SIGNATURE = re.compile(r"[A-Za-z0-9+/=]{11}")


def check(part: Template, subject: Subject) -> Finding | None:
    if part.category != "AUTHENTICATION" or "library_template_name" in part.raw:
        return None
    for component in part.components:
        finding = PARTS[component.kind](component) if component.kind in PARTS else None
        if finding is not None:
            return finding
    if part.first("BUTTONS") is None:
        return refused(NAME, Place("BUTTONS"), SOURCE, "no_button")
    return None


def _header(component: Component) -> Finding | None:
    return refused(NAME, of_component(component), SOURCE, "header")


def _body(component: Component) -> Finding | None:
    if component.text is not None:
        return refused(NAME, of_component(component), SOURCE, "text")
    flag = component.raw.get("add_security_recommendation")
    return None if flag is None or isinstance(flag, bool) else refused(NAME, of_component(component), SOURCE, "flag")


def _footer(component: Component) -> Finding | None:
    if component.text is not None:
        return refused(NAME, of_component(component), SOURCE, "footer_text")
    minutes = component.raw.get("code_expiration_minutes")
    is_whole = isinstance(minutes, int) and not isinstance(minutes, bool)
    if is_whole and minutes in MINUTES:
        return None
    seen: dict[str, Any] = {"least": MINUTES.start, "most": MINUTES.stop - 1}
    return refused(NAME, of_component(component), SOURCE, "minutes", **seen)


def _buttons(component: Component) -> Finding | None:
    if len(component.buttons) != 1 or component.buttons[0].kind != "OTP":
        return refused(NAME, of_component(component), SOURCE, "no_button")
    button = component.buttons[0]
    kind = str(button.raw.get("otp_type") or "").upper()
    if kind not in TYPES:
        return refused(NAME, of_button(button), SOURCE, "otp_type", kind=kind)
    if kind in WITH_APP:
        return _apps(button)
    return None


def _apps(button: Button) -> Finding | None:
    raw = button.raw
    apps = raw.get("supported_apps") or [raw]
    if not isinstance(apps, list) or not apps or len(apps) > MAX_APPS:
        return refused(NAME, of_button(button), SOURCE, "apps", most=MAX_APPS)
    if not all(_is_app(one) for one in apps):
        return refused(NAME, of_button(button), SOURCE, "app")
    is_zero = str(raw.get("otp_type")).upper() == "ZERO_TAP"
    if is_zero and raw.get("zero_tap_terms_accepted") is not True:
        return refused(NAME, of_button(button), SOURCE, "terms")
    return None


def _is_app(app: Any) -> bool:
    if not isinstance(app, Mapping):
        return False
    package, signature = app.get("package_name"), app.get("signature_hash")
    if not isinstance(package, str) or not isinstance(signature, str):
        return False
    return len(package) <= MAX_PACKAGE_CHARS and bool(PACKAGE.fullmatch(package) and SIGNATURE.fullmatch(signature))


PARTS = {"HEADER": _header, "BODY": _body, "FOOTER": _footer, "BUTTONS": _buttons}
