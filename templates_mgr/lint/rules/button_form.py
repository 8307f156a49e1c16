"""What each kind of button needs: a label, an address, a number, a code, a flow (M-COMPONENTS, M-SPECIAL)."""

from __future__ import annotations

import re

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import noted, of_button, refused
from templates_mgr.lint.shape import Button
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "button-form", 230, "button"
SOURCE = ("M-COMPONENTS",)
LABELLED = frozenset({"QUICK_REPLY", "URL", "PHONE_NUMBER", "VOICE_CALL", "FLOW"})
KNOWN = LABELLED | {
    "COPY_CODE", "OTP", "CATALOG", "MPM", "SPM", "REQUEST_CONTACT_INFO", "APP", "CALL_PERMISSION_REQUEST",
    "EXTENSION", "POSTBACK", "REMINDER", "SEND_LOCATION", "ORDER_DETAILS",
}  # fmt: skip
ADDRESS = re.compile(r"https?://[^\s/?#{}]+", re.IGNORECASE)
PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{3,}")
CODE = re.compile(r"[A-Za-z0-9]+")
FLOW_KEYS = ("flow_id", "flow_name", "flow_json")


def check(part: Button, subject: Subject) -> Finding | None:
    place = of_button(part)
    if not part.kind:
        return refused(NAME, place, SOURCE, "no_kind")
    if part.kind not in KNOWN:
        return noted(NAME, place, SOURCE, "unknown", kind=part.kind)
    if part.kind in LABELLED and not (part.text or "").strip():
        return refused(NAME, place, SOURCE, "no_label", kind=part.kind)
    problem = PROBLEMS[part.kind](part, subject) if part.kind in PROBLEMS else ""
    return refused(NAME, place, SOURCE, problem, value=part.url or part.phone_number or "".join(part.example)) if problem else None


def _url(part: Button, subject: Subject) -> str:
    if not part.url:
        return "no_url"
    return "" if ADDRESS.match(part.url.strip()) else "url"


def _phone(part: Button, subject: Subject) -> str:
    if not part.phone_number:
        return "no_phone"
    return "" if PHONE.fullmatch(part.phone_number.strip()) else "phone"


def _code(part: Button, subject: Subject) -> str:
    if not part.example:
        return "no_code"
    return "" if CODE.fullmatch(part.example[0]) else "code"


def _flow(part: Button, subject: Subject) -> str:
    return "" if sum(part.raw.get(key) is not None for key in FLOW_KEYS) == 1 else "flow"


def _otp(part: Button, subject: Subject) -> str:
    return "" if subject.template.category == "AUTHENTICATION" else "otp"


PROBLEMS = {"URL": _url, "PHONE_NUMBER": _phone, "COPY_CODE": _code, "FLOW": _flow, "OTP": _otp}
