"""An address has at most 2,000 characters, a phone number 20, a code to copy 20, in a limited-time offer 15 (M-COMPONENTS, M-SPECIAL)."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import of_button, refused
from templates_mgr.lint.shape import Button
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "button-length", 210, "button"
SOURCE = ("2388040", "M-COMPONENTS")
MAX_URL, MAX_PHONE, MAX_CODE, MAX_OFFER_CODE = 2_000, 20, 20, 15


def check(part: Button, subject: Subject) -> Finding | None:
    if part.url is not None and len(part.url) > MAX_URL:
        return refused(NAME, of_button(part), SOURCE, "url", chars=len(part.url), most=MAX_URL)
    if part.phone_number is not None and len(part.phone_number) > MAX_PHONE:
        return refused(NAME, of_button(part), SOURCE, "phone", chars=len(part.phone_number), most=MAX_PHONE)
    if part.kind == "COPY_CODE":
        most = MAX_OFFER_CODE if subject.template.first("LIMITED_TIME_OFFER") else MAX_CODE
        longest = max(map(len, part.example), default=0)
        if longest > most:
            return refused(NAME, of_button(part), SOURCE, "code", chars=longest, most=most)
    return None
