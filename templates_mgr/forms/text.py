"""A message template typed by hand, with every component that Meta has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from readiness.display import language
from readiness.models import Company
from templates_mgr.compose import HEADER_KINDS, Composed, Fields, compose, decompose, from_flat, to_flat
from templates_mgr.enums import Category, Purpose, Status, Variant
from templates_mgr.languages import choices
from templates_mgr.lint import ShapeError, read_template
from templates_mgr.models import MessageTemplate

from .rows import HEADER_NAMES, kind_field, numbered, row_fields, words_field

ABOUT = ("name", "language", "category", "purpose", "variant")
TTL = "message_send_ttl_seconds"
TTL_RANGE = (-1, 2_592_000)  # Meta, templates/time-to-live: the widest of its three ranges
OTP_KINDS = {"COPY_CODE": _("Copy the code"), "ONE_TAP": _("Fill it in with one tap"), "ZERO_TAP": _("Fill it in without a tap")}
CODE_FIELDS = ("security", "minutes", "otp_kind", "otp_text", "otp_autofill", "otp_apps", "otp_terms")
COUNTED = ("header_text", "body", "footer")


class MessageTemplateForm(forms.ModelForm):  # type: ignore[type-arg]
    """`flat`: what is typed, or what the template says. A draft may be saved however much there is to mend."""

    hide_optional = True

    header_kind = kind_field(_("Header"), _("None"), HEADER_NAMES, HEADER_KINDS)
    header_text = words_field(_("Text of the header"), _("One variable at most."), dir="auto")
    header_sample = words_field(
        _("Sample, or media handle"), _("For a text: what stands in for its variable. For media: the handle that Meta’s upload gives.")
    )
    body = words_field(
        _("Text"), _("Variables as {{1}}, {{2}} or {{first_name}}. *Bold*, _italic_, ~struck~ and ```code``` work."), rows=7, dir="auto"
    )
    body_samples = words_field(
        _("Samples"), _("What stands in for the variables, one a line in their order. With names: first_name: Ana."), rows=3, dir="auto"
    )
    footer = words_field(_("Footer"), dir="auto")
    security = forms.BooleanField(label=_("Add the sentence that the code is not to be shared"), required=False)
    minutes = forms.IntegerField(
        label=_("Minutes until the code expires"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    otp_kind = kind_field(_("How the code gets into the app"), _("None"), OTP_KINDS, OTP_KINDS)
    otp_text = words_field(_("Label of the copy button"), _("Empty: Meta’s own, in the language of the template."), dir="auto")
    otp_autofill = words_field(_("Label of the one-tap button"), dir="auto")
    otp_apps = words_field(_("Apps"), _("Package name and signature hash, one app a line: com.example.app K8a/AINcGX7"), rows=2)
    otp_terms = forms.BooleanField(label=_("We accept Meta’s terms for zero-tap"), required=False)
    offer_text = words_field(_("Name of the offer"), dir="auto")
    offer_expires = forms.BooleanField(label=_("Show when it ends"), required=False)
    ttl = forms.IntegerField(
        label=_("Seconds to deliver"),
        help_text=_("How long Meta tries to deliver it; empty: Meta’s default. -1: thirty days."),
        required=False,
        min_value=TTL_RANGE[0],
        max_value=TTL_RANGE[1],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    base = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    class Meta:
        model = MessageTemplate
        fields = ABOUT
        labels = {
            "name": _("Name"),
            "language": _("Language"),
            "category": _("Category"),
            "purpose": _("Purpose"),
            "variant": _("Version"),
        }
        error_messages = {
            "name": {"required": _("Enter a name for the template.")},
            "category": {"required": _("Choose a category.")},
            "purpose": {"required": _("Choose a purpose.")},
            "variant": {"required": _("Choose a version.")},
        }
        help_texts = {
            "name": _("Lowercase letters, digits and underscores, for example order_shipped."),
            "category": _("Utility is for messages about something the customer did; anything that promotes is marketing."),
            "variant": _("Three versions of one purpose can take turns: standard, advanced and emergency."),
        }

    def __init__(
        self,
        data: Any,
        *,
        company: Company,
        instance: MessageTemplate,
        typed: Mapping[str, Any] | None = None,
        more: tuple[int, int] = (0, 0),
    ) -> None:
        """`typed`: to be shown and checked, not saved. `more`: rows to add, of buttons and of cards."""
        instance.company = company
        self.locked = locked_fields(instance)
        fixed = {name: getattr(instance, name) for name in self.locked}
        start = dict(opened(instance) if typed is None else typed) | fixed
        super().__init__(data, instance=instance, initial=start)
        self.flat: dict[str, Any] = {**(start if data is None else data.dict() if hasattr(data, "dict") else data), **fixed}
        self.fields |= row_fields(self.flat, *(more if data is not None or typed is not None else (1, 0)))
        self._name_choices()
        for name in self.locked:
            self.fields[name].disabled = True
        for name in COUNTED:
            field = self.fields[name]
            field.widget.attrs["aria-describedby"] = f"id_{name}_helptext count-{name}" if field.help_text else f"count-{name}"

    def _name_choices(self) -> None:
        """What Meta added since, a language or a category, stays what it is."""
        for name, known in (("category", Category.choices), ("purpose", Purpose.choices), ("language", choices(language()))):
            model_field, here = self.fields[name], getattr(self.instance, name)
            self.fields[name] = forms.ChoiceField(
                label=model_field.label,
                help_text=model_field.help_text,
                choices=[("", _("Choose…")), *known, *([(here, here)] if here and here not in dict(known) else [])],
                error_messages=model_field.error_messages if name != "language" else {"required": _("Choose a language.")},
            )
        self.fields["variant"].initial = Variant.STANDARD

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        others = MessageTemplate.objects.filter(company=self.instance.company, name=cleaned.get("name"), language=cleaned.get("language"))
        if others.exclude(pk=self.instance.pk).exists():
            self.refuse_name()
        return cleaned

    def refuse_name(self) -> None:
        self.add_error("name", _("There is a template with this name in this language already."))

    @cached_property
    def typed_fields(self) -> Fields:
        return from_flat(self.flat)

    @cached_property
    def composed(self) -> Composed:
        """ShapeError where the components that came along have no template's shape."""
        base = read_base(str(self.flat.get("base") or "[]"))
        words = {"category": str(self.flat.get("category") or ""), "parameter_format": self.instance.parameter_format}
        return compose(self.typed_fields, base, **words)

    @property
    def extra(self) -> dict[str, Any]:
        """The template's other keys; the time to deliver as it was typed, where that is a number."""
        typed = str(self.flat.get("ttl") or "").strip()
        kept = {name: value for name, value in self.instance.extra.items() if name != TTL}
        number = typed.removeprefix("-")
        return kept | ({TTL: int(typed)} if number.isascii() and number.isdigit() and len(number) < 12 else {})

    @property
    def call(self) -> dict[str, Any]:
        """As Meta's create call would take it, whether or not it can be saved. ShapeError."""
        about = {name: str(self.flat.get(name) or "").strip() for name in ("name", "language", "category")}
        made = {**self.extra, **about, "components": self.composed.components}
        return made | ({"parameter_format": self.composed.parameter_format} if self.composed.parameter_format else {})

    @property
    def values(self) -> dict[str, Any]:
        """ShapeError."""
        text = {"components": self.composed.components, "parameter_format": self.composed.parameter_format, "extra": self.extra}
        return {name: self.cleaned_data[name] for name in ABOUT} | text

    @property
    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in ABOUT]

    @property
    def code_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in CODE_FIELDS]

    @property
    def has_code(self) -> bool:
        return any(self.flat.get(name) for name in CODE_FIELDS)

    @property
    def has_offer(self) -> bool:
        return bool(self.flat.get("offer_text") or self.flat.get("offer_expires"))

    @property
    def button_rows(self) -> list[dict[str, Any]]:
        return self._rows("button")

    @property
    def card_rows(self) -> list[dict[str, Any]]:
        names = ("header_kind", "header_sample", "body", "body_samples", "origin")
        cards = numbered("card", self.fields, "header_kind", 0, 0)
        return [{name: self[f"{card}-{name}"] for name in names} | {"id": card, "buttons": self._rows(f"{card}-button")} for card in cards]

    def _rows(self, prefix: str) -> list[dict[str, Any]]:
        names = ("kind", "text", "value", "sample", "origin")
        return [{name: self[f"{row}-{name}"] for name in names} | {"id": row} for row in numbered(prefix, self.fields, "kind", 0, 0)]


def opened(template: MessageTemplate) -> dict[str, Any]:
    """What the editor starts with."""
    ttl = template.extra.get(TTL)
    flat = to_flat(decompose(template.components)) | {"base": json.dumps(template.components), "ttl": "" if ttl is None else str(ttl)}
    return flat | {"seen_version": template.version if template.pk else 0}


def locked_fields(template: MessageTemplate) -> tuple[str, ...]:
    """Meta lets no one change the name and the language of what it has seen, nor the category of what it approved."""
    if not template.pk or template.status == Status.DRAFT:
        return ()
    return ("name", "language", "category") if template.status == Status.APPROVED else ("name", "language")


def read_base(text: str) -> list[Any]:
    """The components that the editor opened, as they come back with the form. ShapeError."""
    try:
        found = json.loads(text)
        json.dumps(found, allow_nan=False)
    except (ValueError, RecursionError) as error:
        raise ShapeError("components", "JSON", "something else") from error
    read_template({"components": found})
    return found if isinstance(found, list) else []
