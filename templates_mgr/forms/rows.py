"""Fields of the editor that come in rows: buttons, and the cards of a carousel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from templates_mgr.compose import HEADER_KINDS, MAX_ROWS, ROW_KINDS

MAX_BUTTONS, MAX_CARDS, CARD_BUTTONS = 10, 10, 2  # Meta: templates/components; specialty pages
MAX_TYPED_CHARS = 5_000  # more than Meta takes anywhere, so that the check can say what is too long
KIND_NAMES = {
    "QUICK_REPLY": _("Quick reply"),
    "URL": _("Open a website"),
    "PHONE_NUMBER": _("Call a phone number"),
    "VOICE_CALL": _("Call on WhatsApp"),
    "COPY_CODE": _("Copy an offer code"),
    "FLOW": _("Open a Flow"),
    "CATALOG": _("Open the catalogue"),
    "MPM": _("Show several products"),
    "SPM": _("Show one product"),
    "REQUEST_CONTACT_INFO": _("Ask for the phone number"),
    "OTP": _("One-time code"),
}
HEADER_NAMES = {
    "TEXT": _("Text"),
    "IMAGE": _("Picture"),
    "VIDEO": _("Video"),
    "GIF": _("GIF"),
    "DOCUMENT": _("Document"),
    "LOCATION": _("Location"),
    "PRODUCT": _("Product"),
}
# Which kinds a field concerns; the others hide it where there is JavaScript.
LABELLED = "QUICK_REPLY URL PHONE_NUMBER VOICE_CALL FLOW CATALOG MPM SPM"
WITH_VALUE, WITH_SAMPLE, WITH_MEDIA = "URL PHONE_NUMBER FLOW", "URL COPY_CODE FLOW", "IMAGE VIDEO GIF DOCUMENT"


def words_field(label: Any, help_text: Any = "", *, rows: int = 0, **attrs: Any) -> forms.CharField:
    """A text as it is typed, of one line or of several; empty is allowed, because the check says what is missing."""
    widget = forms.Textarea(attrs={"rows": rows, **attrs}) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, help_text=help_text, required=False, strip=False, max_length=MAX_TYPED_CHARS, widget=widget)


def kind_field(label: Any, none: Any, names: Mapping[str, Any], kinds: Iterable[str]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", none), *((one, names[one]) for one in kinds)])


def origin_field() -> forms.CharField:
    return forms.CharField(required=False, max_length=6, widget=forms.HiddenInput)


def button_fields() -> dict[str, forms.Field]:
    return {
        "kind": kind_field(_("What it does"), _("No button"), KIND_NAMES, ROW_KINDS),
        "text": words_field(_("Label"), dir="auto"),
        "value": words_field(_("Link, phone number or Flow")),
        "sample": words_field(_("Sample")),
        "origin": origin_field(),
    }


def card_fields() -> dict[str, forms.Field]:
    return {
        "header_kind": kind_field(_("Picture or video"), _("None"), HEADER_NAMES, HEADER_KINDS),
        "header_sample": words_field(_("Media handle")),
        "body": words_field(_("Text of the card"), rows=2, dir="auto"),
        "body_samples": words_field(_("Samples, one a line"), rows=2, dir="auto"),
        "origin": origin_field(),
    }


def row_fields(flat: Mapping[str, Any], buttons: int, cards: int) -> dict[str, forms.Field]:
    """Fields for the rows that are there, and so many more."""
    found: dict[str, forms.Field] = {}
    for row in numbered("button", flat, "kind", buttons, MAX_BUTTONS):
        found |= {f"{row}-{name}": field for name, field in button_fields().items()}
    for card in numbered("card", flat, "header_kind", cards, MAX_CARDS):
        found |= {f"{card}-{name}": field for name, field in card_fields().items()}
        there = len(numbered(f"{card}-button", flat, "kind", 0, 0))
        for row in numbered(f"{card}-button", flat, "kind", CARD_BUTTONS - there, CARD_BUTTONS):
            found |= {f"{row}-{name}": field for name, field in button_fields().items()}
    return found


def numbered(prefix: str, flat: Mapping[str, Any], mark: str, more: int, most: int) -> list[str]:
    """`button-0`, `button-1` and so on: as far as they came, then `more` of them while they are not too many."""
    there = [number for number in range(MAX_ROWS) if f"{prefix}-{number}-{mark}" in flat]
    first = there[-1] + 1 if there else 0
    return [f"{prefix}-{number}" for number in (*there, *range(first, min(first + more, most)))]
