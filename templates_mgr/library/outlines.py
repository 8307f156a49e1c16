"""Reads `structure.yaml`: what a purpose and version consists of, whatever the language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from readiness.rulebook.source import Entry, read_entry

AUTHENTICATION = "AUTHENTICATION"
CATEGORIES = ("UTILITY", "MARKETING", AUTHENTICATION)
VARIANTS = ("standard", "advanced", "emergency")
LABELLED = ("QUICK_REPLY", "URL")


@dataclass(frozen=True, slots=True)
class ButtonOutline:
    """`variable`: the one whose sample ends the address."""

    kind: str
    url: str = ""
    variable: str = ""
    otp_type: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    purpose: str
    variant: str
    category: str
    has_header: bool = False
    has_footer: bool = False
    variables: tuple[str, ...] = ()
    buttons: tuple[ButtonOutline, ...] = ()
    security_recommendation: bool = False
    expires_minutes: int = 0

    @property
    def has_texts(self) -> bool:
        """An authentication has none: Meta writes it."""
        return self.category != AUTHENTICATION


def read_outlines(path: Path) -> tuple[Outline, ...]:
    """RulebookError names file, line and what was expected."""
    return tuple(one for purpose, entry in read_entry(path) for one in _purpose(purpose, entry))


def _purpose(purpose: str, entry: Entry) -> list[Outline]:
    category = entry.text("category")
    if category not in CATEGORIES:
        entry.fail(f"'category' should be one of {', '.join(CATEGORIES)}", "category")
    versions = entry.entry("versions")
    outlines = [_version(purpose, variant, category, versions.entry(variant)) for variant in VARIANTS]
    versions.close()
    entry.close()
    return outlines


def _version(purpose: str, variant: str, category: str, entry: Entry) -> Outline:
    if category == AUTHENTICATION:
        outline = Outline(
            purpose,
            variant,
            category,
            buttons=tuple(_otp(one) for one in entry.rows("buttons").entries()),
            security_recommendation=entry.take("security_recommendation", bool),
            expires_minutes=entry.take("expires_minutes", int),
        )
    else:
        variables = entry.texts("variables")
        outline = Outline(
            purpose,
            variant,
            category,
            has_header=entry.take("header", bool, False),
            has_footer=entry.take("footer", bool, False),
            variables=variables,
            buttons=tuple(_button(one, variables) for one in _rows(entry)),
        )
    entry.close()
    return outline


def _rows(entry: Entry) -> list[Entry]:
    return list(entry.rows("buttons").entries()) if entry.has("buttons") else []


def _otp(entry: Entry) -> ButtonOutline:
    if entry.text("type") != "OTP":
        entry.fail("an authentication has a button of type OTP and no other", "type")
    button = ButtonOutline("OTP", otp_type=entry.text("otp_type"))
    entry.close()
    return button


def _button(entry: Entry, variables: tuple[str, ...]) -> ButtonOutline:
    kind = entry.text("type")
    if kind not in LABELLED:
        entry.fail(f"'type' should be one of {', '.join(LABELLED)}", "type")
    button = ButtonOutline(kind, entry.text("url") if kind == "URL" else "", entry.text("variable", ""))
    if button.variable and button.variable not in variables:
        entry.fail(f"'{button.variable}' is no variable of this body", "variable")
    if bool(button.variable) is not button.url.endswith("{{1}}"):
        entry.fail("'variable' and an address that ends in {{1}} go together", "url")
    entry.close()
    return button
