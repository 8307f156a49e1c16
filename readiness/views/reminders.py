"""What has reached the person who is signed in: read, settled, put off; and how they and the workspace want it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from readiness.access import open_reminder, require, role_of
from readiness.actions import inbox as actions
from readiness.actions.calendars import end_address, make_address
from readiness.actions.mail_choices import choose_mail, set_reminders
from readiness.display import day
from readiness.enums import Permission
from readiness.forms.reminders import HouseForm, MailForm, SnoozeForm
from readiness.models import CalendarFeed, MailChoice, ReminderSettings
from readiness.reminder_words import words_of

PAGE_ROWS = 50


@require_safe
def reminder_list(request: HttpRequest, workspace: str) -> HttpResponse:
    """Open ones first; those that were settled are a click away."""
    is_done = request.GET.get("show") == "done"
    found = actions.inbox(request.user).filter(done_at__isnull=not is_done)  # type: ignore[arg-type]
    page = Paginator(found, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [{"reminder": one, "words": words_of(one)} for one in page],
        "is_done": is_done,
        "snooze_form": SnoozeForm(auto_id=False),
    }
    return render(request, "readiness/reminders.html", context)


@require_POST
def reminders_read(request: HttpRequest, workspace: str) -> HttpResponse:
    actions.mark_read(request.user)  # type: ignore[arg-type]
    return redirect("readiness:reminders", workspace=workspace)


@require_POST
def reminder_done(request: HttpRequest, workspace: str, reminder: int) -> HttpResponse:
    actions.mark_done(reminder=open_reminder(request, reminder))
    messages.success(request, _("Done. You hear no more about this date."))
    return redirect("readiness:reminders", workspace=workspace)


@require_POST
def reminder_later(request: HttpRequest, workspace: str, reminder: int) -> HttpResponse:
    found, form = open_reminder(request, reminder), SnoozeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose in how many days you want to be reminded again."))
        return redirect("readiness:reminders", workspace=workspace)
    due = actions.snooze(reminder=found, days=form.cleaned_data["days"])
    messages.success(request, _("You are reminded again on %(day)s.") % {"day": day(timezone.localdate(due))})
    return redirect("readiness:reminders", workspace=workspace)


@require_http_methods(["GET", "HEAD", "POST"])
def reminder_settings(request: HttpRequest, workspace: str) -> HttpResponse:
    """The person's own choices; the form of the workspace posts to its own address."""
    form = MailForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        choose_mail(person=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("Saved."))
        return redirect("readiness:reminder-settings", workspace=workspace)
    return _settings_page(request, mail_form=form)


@require_POST
def house_settings(request: HttpRequest, workspace: str) -> HttpResponse:
    require(request, Permission.ADD_COMPANY)
    form = HouseForm(request.POST)
    if not form.is_valid():
        return _settings_page(request, house_form=form)
    told = {"time_zone": form.cleaned_data["time_zone"], "values": form.values}
    set_reminders(by=request.user, workspace=request.workspace, **told)  # type: ignore[arg-type, attr-defined]
    messages.success(request, _("Saved. What is planned has moved along."))
    return redirect("readiness:reminder-settings", workspace=workspace)


@require_POST
def calendar_address(request: HttpRequest, workspace: str) -> HttpResponse:
    """Makes the address (a new one ends the old one), or ends it. The secret is on this one page only."""
    membership = request.membership  # type: ignore[attr-defined]
    if request.POST.get("what") == "end":
        end_address(membership=membership)
        messages.success(request, _("The calendar’s address no longer opens anything."))
        return redirect("readiness:reminder-settings", workspace=workspace)
    return _settings_page(request, secret=make_address(membership=membership))


def _settings_page(
    request: HttpRequest, *, mail_form: MailForm | None = None, house_form: HouseForm | None = None, secret: str = ""
) -> HttpResponse:
    house: Any = request.workspace  # type: ignore[attr-defined]
    choice = MailChoice.objects.filter(user=request.user).first()  # type: ignore[misc]
    context = {
        "form": mail_form or house_form or MailForm(),  # whose errors the summary and the title tell of
        "mail_form": mail_form or MailForm.of(choice, translation.get_language() or "en"),
        "choice": choice,
        "address": request.user.email,  # type: ignore[union-attr]
        "can_set_house": Permission.ADD_COMPANY in role_of(request).permissions,
        "house_form": house_form or HouseForm.of(house, ReminderSettings.objects.filter(workspace=house).first()),
        "feed": CalendarFeed.objects.filter(membership=request.membership).first(),  # type: ignore[attr-defined]
        "secret": secret,
    }
    return render(request, "readiness/reminder_settings.html", context, status=422 if mail_form or house_form else 200)
