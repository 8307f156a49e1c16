"""Adding a company to the workspace."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .answers import NameField


class CompanyForm(forms.Form):
    name = NameField(
        label=_("Company name"),
        help_text=_("Exactly as it stands on the registration certificate."),
        max_length=160,
        error_messages={"required": _("Enter the name of the company.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
