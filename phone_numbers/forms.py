"""The number topic asks for the number itself besides its facts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField
from phonenumbers import region_code_for_number

from readiness.forms.topic import TopicForm

from .models import PhoneNumber


class NumberForm(TopicForm):
    """On the page of the number itself; its country follows from the number where nobody says otherwise."""

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not self.asks_number:
            return
        field = PhoneNumberField(
            label=_("Which phone number will send the messages?"),
            help_text=_("With country code, for example +39 06 1234 5678. Leave it empty while you have none."),
            required=False,
        )
        field.error_messages["invalid"] = _("Enter the number with its country code, such as +39 06 1234 5678.")
        self.fields = {"number": field, **self.fields}
        self.initial["number"] = self.sheet.number if isinstance(self.sheet, PhoneNumber) else None

    @property
    def asks_number(self) -> bool:
        return any(fact.name == "number_country" for fact in self.facts)

    @property
    def answers(self) -> dict[str, Any]:
        answers = super().answers
        if self.asks_number:
            number = self.cleaned_data.get("number") or ""
            answers["number"] = number
            if number and not answers["number_country"] and "number_country" not in self.unknown:
                answers["number_country"] = country_of(number)
        return answers

    @property
    def first_field(self) -> Any:
        return self["number"] if self.asks_number else None


def country_of(number: Any) -> str:
    """ISO 3166-1 alpha-2 of a phone number, empty for numbers of no country."""
    region = region_code_for_number(number) or ""
    return region if len(region) == 2 and region.isalpha() else ""
