"""What a person records of an application."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from readiness.display import text
from readiness.enums import ApplicationStatus, StageStatus
from readiness.rulebook import current_rulebook

# What a stage turned into, as something that happened.
STAGE_STEPS = {
    StageStatus.WAITING: _("It was sent again"),
    StageStatus.IN_REVIEW: _("The review began"),
    StageStatus.PASSED: _("It passed"),
    StageStatus.REFUSED: _("It was refused"),
}
APPLICATION_STEPS = {
    ApplicationStatus.ACTIVE: _("It is active again"),
    ApplicationStatus.SUSPENDED: _("Meta suspended the number"),
    ApplicationStatus.COOLING_DOWN: _("A first violation: 72 hours to cool down"),
    ApplicationStatus.BLACKLISTED: _("A serious violation: blacklisted for 180 days"),
    ApplicationStatus.WITHDRAWN: _("We withdrew it"),
}
# Known reasons of a refusal: the guide's (stages 1 to 4) and Meta's own.
REFUSALS = {
    "names-differ": _("Names differ on bank statement, licence and website (guide)"),
    "papers-missing": _("Papers missing or not readable (guide)"),
    "no-answer-in-time": _("No answer within 72 hours (guide)"),
    "real-use-unproven": _("Real use not proven (guide)"),
    "telephone": _("The registered number was not answered (guide)"),
    "technical-tests": _("The technical tests failed (guide)"),
    "number": _("The number is too new or of another country (guide)"),
    "templates": _("Templates refused (guide and Meta)"),
    "legal-name": _("Legal name does not match or is not found in the papers (Meta)"),
    "address": _("Address does not match (Meta)"),
    "website": _("Website does not match (Meta)"),
    "not-eligible": _("Business not eligible under the policy (Meta)"),
    "malformed": _("Documents malformed (Meta)"),
    "other": _("Another reason"),
}
FIXES = {
    "names-differ": _("Write the name the same way everywhere; the documents page shows where it differs."),
    "papers-missing": _("Open the documents: each paper says what is wrong and how to mend it."),
    "no-answer-in-time": _("Answer requests on this page within 72 hours; the task list shows them first."),
    "real-use-unproven": _("Add at least two of the three proofs of real use."),
    "telephone": _("Have the number answered in working hours, with at most two transfers."),
    "technical-tests": _("Check the callback server under load before you apply again."),
    "number": _("Use a number of your own country, owned for over 30 days, or add the explanation."),
    "templates": _("Open the message templates: the check names what to mend."),
    "legal-name": _("Use the registered name, exactly as on the papers."),
    "address": _("Use one address in Meta’s business settings, on the papers and on the website."),
    "website": _("Show the legal name on the website, reachable over HTTPS."),
    "not-eligible": _("Compare the offer with WhatsApp’s business policy before you apply again."),
    "malformed": _("Send PDF, JPEG or PNG files that open without a password."),
    "other": _("Read the reason below, mend it, then apply again."),
}


class DayForm(forms.Form):
    hide_optional = True

    on = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Enter the day."), "invalid": _("Enter a day such as 2026-01-31.")},
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, version: int, **more: Any) -> None:
        super().__init__(data, initial={"on": timezone.localdate().isoformat(), "seen_version": version}, **more)


class OpenForm(forms.Form):
    hide_optional = True

    provider_tier = forms.ChoiceField(label=_("Provider"), required=False)
    provider_name = forms.CharField(label=_("Name of the provider"), max_length=120, required=False)
    phone_number = forms.CharField(
        label=_("Phone number"), help_text=_("The number that applies, with country code."), max_length=40, required=False
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        tiers = current_rulebook().vocabulary.facts["provider_tier"].values
        field = self.fields["provider_tier"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Not chosen yet")), *((one, text(f"choices.provider_tier.{one}")) for one in tiers)]


class SubmitForm(DayForm):
    gate_reason = forms.CharField(
        label=_("Why now, although something is still open?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class StageForm(DayForm):
    stage = forms.ChoiceField(label=_("Stage"), widget=forms.HiddenInput)
    to = forms.ChoiceField(label=_("What happened?"), widget=forms.RadioSelect, error_messages={"required": _("Choose what happened.")})
    refusal = forms.ChoiceField(label=_("Reason of the refusal"), required=False, choices=[("", _("Choose…")), *REFUSALS.items()])
    note = forms.CharField(label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    field_order = ("to", "on", "refusal", "note", "stage", "seen_version")

    def __init__(self, data: Any = None, *, version: int, stage: str, moves: Iterable[str], **more: Any) -> None:
        super().__init__(data, version=version, **more)
        self.fields["stage"].initial = stage
        to, kept = self.fields["to"], self.fields["stage"]
        assert isinstance(to, forms.ChoiceField)
        assert isinstance(kept, forms.ChoiceField)
        kept.choices = [(stage, stage)]
        to.choices = [(one, STAGE_STEPS[StageStatus(one)]) for one in moves if one in STAGE_STEPS]
        if StageStatus.REFUSED not in moves:
            del self.fields["refusal"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("to") == StageStatus.REFUSED and not cleaned.get("refusal"):
            self.add_error("refusal", _("Choose the reason, so that the page can say what to mend."))
        return cleaned

    @property
    def reason(self) -> str:
        """The reason in words, as it is kept: the known one, then the note."""
        known = self.cleaned_data.get("refusal") if self.cleaned_data["to"] == StageStatus.REFUSED else ""
        return ": ".join(part for part in (known, self.cleaned_data["note"].strip()) if part)


class MoveForm(DayForm):
    to = forms.ChoiceField(label=_("What happened?"), widget=forms.RadioSelect, error_messages={"required": _("Choose what happened.")})
    reason = forms.CharField(label=_("Reason"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    field_order = ("to", "on", "reason", "seen_version")

    def __init__(self, data: Any = None, *, version: int, moves: Iterable[str], **more: Any) -> None:
        super().__init__(data, version=version, **more)
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = [(one, APPLICATION_STEPS[ApplicationStatus(one)]) for one in moves if one in APPLICATION_STEPS]


class AskForm(forms.Form):
    hide_optional = True

    text = forms.CharField(
        label=_("What does the reviewer ask for?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what is asked for.")},
    )
    paper = forms.ChoiceField(label=_("A document?"), required=False)
    asked_at = forms.DateTimeField(
        label=_("Asked on"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("The 72 hours run from here."),
        error_messages={"required": _("Enter when it was asked."), "invalid": _("Enter a day and time such as 2026-01-31 09:00.")},
    )
    stage = forms.CharField(widget=forms.HiddenInput, max_length=40)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, version: int, stage: str, **more: Any) -> None:
        now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
        super().__init__(data, initial={"asked_at": now, "stage": stage, "seen_version": version}, **more)
        field = self.fields["paper"]
        assert isinstance(field, forms.ChoiceField)
        kinds = [(one, text(f"document_kinds.{one}.title")) for one in current_rulebook().vocabulary.document_kinds]
        field.choices = [("", _("No document")), *sorted(kinds, key=lambda one: one[1].casefold())]


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write your answer, or where you uploaded it.")},
    )
