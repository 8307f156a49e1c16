"""The next step of a template, as a person records it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from templates_mgr.enums import Status
from templates_mgr.life import lawful_steps
from templates_mgr.models import MessageTemplate
from templates_mgr.words import REASON_TITLES, STEPS

REFUSALS = (Status.REJECTED, Status.DISABLED)


class StepForm(forms.Form):
    hide_optional = True

    to = forms.ChoiceField(label=_("What happened?"), widget=forms.RadioSelect, error_messages={"required": _("Choose what happened.")})
    on = forms.DateField(
        label=_("Day of the approval"),
        help_text=_("Today, where you leave it empty. The 90 days are counted from it."),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )
    reason = forms.ChoiceField(label=_("Reason that Meta gave"), required=False)
    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, template: MessageTemplate) -> None:
        super().__init__(data, initial={"seen_version": template.version})
        self.steps = lawful_steps(template.status)
        to, reason = self.fields["to"], self.fields["reason"]
        assert isinstance(to, forms.ChoiceField)
        assert isinstance(reason, forms.ChoiceField)
        to.choices = [(one, STEPS[one]) for one in self.steps]
        reason.choices = [("", _("Choose…")), *REASON_TITLES.items()]
        if Status.APPROVED not in self.steps:
            del self.fields["on"]
        if not set(self.steps) & set(REFUSALS):
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        to, on = cleaned.get("to"), cleaned.get("on")
        if on and on > timezone.localdate():
            self.add_error("on", _("The day of the approval cannot be in the future."))
        if to == Status.REJECTED and not cleaned.get("reason"):
            self.add_error("reason", _("Choose the reason, so that the page can say what to mend."))
        return cleaned | {"on": on if to == Status.APPROVED else None, "reason": cleaned.get("reason", "") if to in REFUSALS else ""}
