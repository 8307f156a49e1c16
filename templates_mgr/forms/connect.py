"""The way to Meta: account and token."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ConnectForm(forms.Form):
    waba_id = forms.RegexField(
        r"^[0-9]{5,25}$",
        label=_("WhatsApp business account ID"),
        help_text=_("Digits only. You find it in Meta Business Suite, under Accounts, WhatsApp accounts."),
        error_messages={
            "required": _("Enter the ID of the account."),
            "invalid": _("The ID has digits only, for example 102290129340398."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    token = forms.CharField(
        label=_("System user token"),
        help_text=_("With the permission whatsapp_business_management. It is encrypted and never shown again."),
        error_messages={"required": _("Enter the token.")},
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def clean_token(self) -> str:
        token: str = self.cleaned_data["token"].strip()
        if not token.isascii() or not token.isprintable() or " " in token:
            raise forms.ValidationError(_("A token has letters, digits and signs without spaces. Copy it again, whole."))
        return token
