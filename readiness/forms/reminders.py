"""How a person and a workspace want to be reminded; putting a reminder off."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from babel.dates import get_timezone_location
from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from readiness.actions.inbox import SNOOZE_DAYS
from readiness.display import language, text
from readiness.models import MailChoice, ReminderSettings, Workspace
from readiness.rulebook import current_rulebook

LEADS = ("template-renewal", "document-renewal", "licence-validity", "audit")
LONGEST_LEAD_DAYS, MOST_LEADS = 180, 5
renewal_title: Any = lazy(lambda renewal: text(f"renewals.{renewal}.title"), str)


def zone_names() -> list[tuple[str, str]]:
    """Zones of the world by the name of their city in the reader's language; abbreviations and offsets are left out."""
    return list(_zone_names(language()))


@cache
def _zone_names(locale: str) -> tuple[tuple[str, str], ...]:
    zones = [name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/", "US/"))]
    named = [(name, f"{get_timezone_location(name, locale=locale, return_city=True)} ({name})") for name in zones]
    return (("UTC", "UTC"), *sorted(named, key=lambda one: one[1]))


class MailForm(forms.Form):
    """Of the person who is signed in."""

    by_mail = forms.BooleanField(label=_("Send me reminders by e-mail"), required=False)
    language = forms.ChoiceField(label=_("Language of the e-mails"), choices=settings.LANGUAGES)

    @classmethod
    def of(cls, choice: MailChoice | None, language: str) -> MailForm:
        return cls(initial={"by_mail": choice.by_mail if choice else True, "language": choice.language if choice else language})


class LeadDaysField(forms.CharField):
    """Days before a deadline, separated by commas; cleans to a list, the longest first."""

    def clean(self, value: Any) -> list[int]:
        words = [word.strip() for word in super().clean(value).replace(";", ",").split(",") if word.strip()]
        if not words or not all(
            word.isascii() and word.isdecimal() and len(word) <= 3 and int(word) <= LONGEST_LEAD_DAYS for word in words
        ):
            message = _("Enter whole numbers of days from 0 to %(most)s, separated by commas, for example 30, 14, 3.")
            raise forms.ValidationError(message, params={"most": LONGEST_LEAD_DAYS})
        if len(set(words)) > MOST_LEADS:
            raise forms.ValidationError(_("Enter at most %(most)s different numbers."), params={"most": MOST_LEADS})
        return sorted({int(word) for word in words}, reverse=True)


class HouseForm(forms.Form):
    """Of the workspace; the lead days are fields of their own, named as the rulebook's renewals."""

    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("Reminders come at 09:00 on this clock."), choices=zone_names)
    house_by_mail = forms.BooleanField(label=_("Send reminders by e-mail to those who want them"), required=False)
    quiet_from = forms.TimeField(
        label=_("Quiet hours from"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("The same time twice: no quiet hours."),
    )
    quiet_until = forms.TimeField(label=_("Quiet hours until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for renewal in LEADS:
            self.fields[renewal] = LeadDaysField(
                label=renewal_title(renewal), help_text=_("Days before, separated by commas"), max_length=40
            )

    @classmethod
    def of(cls, workspace: Workspace, kept: ReminderSettings | None) -> HouseForm:
        own = kept.lead_days if kept else {}
        leads = {name: ", ".join(map(str, own.get(name, current_rulebook().renewals[name].remind_days_before))) for name in LEADS}
        shown = kept or ReminderSettings()
        told = {
            "time_zone": workspace.time_zone,
            "house_by_mail": shown.by_mail,
            "quiet_from": shown.quiet_from,
            "quiet_until": shown.quiet_until,
        }
        return cls(initial=told | leads)

    @property
    def values(self) -> dict[str, Any]:
        """Columns of ReminderSettings; leads that are the guide's own are not kept, so that they follow the guide."""
        said, rules = self.cleaned_data, current_rulebook().renewals
        leads = {name: said[name] for name in LEADS if said[name] != sorted(rules[name].remind_days_before, reverse=True)}
        return {"by_mail": said["house_by_mail"], "quiet_from": said["quiet_from"], "quiet_until": said["quiet_until"], "lead_days": leads}


def _in_days() -> list[tuple[int, str]]:
    return [(days, ngettext("in %(count)s day", "in %(count)s days", days) % {"count": days}) for days in SNOOZE_DAYS]


class SnoozeForm(forms.Form):
    days = forms.TypedChoiceField(label=_("Remind me again"), coerce=int, choices=_in_days)
