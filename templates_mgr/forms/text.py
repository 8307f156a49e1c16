"""A message template typed by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from readiness.display import language
from readiness.models import Company
from templates_mgr.enums import Category, Purpose, Variant
from templates_mgr.languages import choices
from templates_mgr.models import MessageTemplate

MAX_BODY_CHARS = 1024

FIELDS = ("name", "language", "category", "purpose", "variant", "body")


class MessageTemplateForm(forms.ModelForm):  # type: ignore[type-arg]
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    class Meta:
        model = MessageTemplate
        fields = FIELDS
        labels = {
            "name": _("Name"),
            "language": _("Language"),
            "category": _("Category"),
            "purpose": _("Purpose"),
            "variant": _("Version"),
            "body": _("Text"),
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
            "body": _("At most 1,024 characters; variables as {{1}}, {{2}}."),
        }

    def __init__(self, data: Any, *, company: Company, instance: MessageTemplate) -> None:
        instance.company = company
        super().__init__(data, instance=instance, initial={"seen_version": instance.version if instance.pk else 0})
        for name, options in (("category", Category), ("purpose", Purpose)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("Choose…")), *options.choices]
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label,
            choices=[("", _("Choose…")), *choices(language())],
            error_messages={"required": _("Choose a language.")},
        )
        self.fields["body"].widget.attrs |= {"rows": 6, "maxlength": MAX_BODY_CHARS}
        self.fields["variant"].initial = Variant.STANDARD

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        others = MessageTemplate.objects.filter(company=self.instance.company, name=cleaned.get("name"), language=cleaned.get("language"))
        if others.exclude(pk=self.instance.pk).exists():
            self.refuse_name()
        return cleaned

    def refuse_name(self) -> None:
        self.add_error("name", _("There is a template with this name in this language already."))

    @property
    def values(self) -> dict[str, Any]:
        kept = {name: self.cleaned_data[name] for name in FIELDS if name != "body"}
        return kept | {"components": [{"type": "BODY", "text": self.cleaned_data["body"]}]}
