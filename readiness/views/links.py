"""Pages that need no sign-in: what the links of a mail open, and the calendar. Whoever has the address has the right."""

from __future__ import annotations

import hashlib
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from django_scopes import scope, scopes_disabled

from readiness.actions import inbox as actions
from readiness.actions.calendars import member_of
from readiness.actions.mail_choices import choose_mail, unsubscribe
from readiness.calendar_feed import feed
from readiness.clock import database_now
from readiness.forms.reminders import SnoozeForm
from readiness.models import MailChoice, Reminder, User
from readiness.reminder_words import words_of
from readiness.signed_links import reminder_key, unsubscriber

CALENDAR_SECONDS = 15 * 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminder_link(request: HttpRequest, token: str) -> HttpResponse:
    """Opening changes nothing, for mail programs look at links too; the buttons do."""
    key = reminder_key(token)
    with scopes_disabled():  # the signed key names the one reminder
        found = Reminder.objects.select_related("workspace", "company").filter(key=key).first() if key else None
    if found is None:
        return render(request, "readiness/link_gone.html", status=404)
    with scope(workspace=found.workspace_id), timezone.override(ZoneInfo(found.workspace.time_zone)):
        context = {"reminder": found, "words": words_of(found), "form": SnoozeForm(), "what": request.GET.get("what", "")}
        if request.method != "POST":
            return render(request, "readiness/link_reminder.html", context)
        return _act(request, found, context)


def _act(request: HttpRequest, found: Reminder, context: dict[str, object]) -> HttpResponse:
    if request.POST.get("what") == "done":
        actions.mark_done(reminder=found)
        return render(request, "readiness/link_reminder.html", context | {"is_done": True})
    form = SnoozeForm(request.POST)
    if not form.is_valid():
        return render(request, "readiness/link_reminder.html", context | {"form": form}, status=422)
    due = actions.snooze(reminder=found, days=form.cleaned_data["days"])
    return render(request, "readiness/link_reminder.html", context | {"due": due})


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signed address says who
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_link(request: HttpRequest, token: str) -> HttpResponse:
    user_id = unsubscriber(token)
    person = User.objects.filter(pk=user_id).first() if user_id else None
    if person is None:
        return render(request, "readiness/link_gone.html", status=404)
    is_done = request.method == "POST"
    if is_done and request.POST.get("what") == "again":
        choice = MailChoice.objects.filter(user=person).first()
        choose_mail(person=person, language=choice.language if choice else translation.get_language() or "en", by_mail=True)
        return render(request, "readiness/link_unsubscribe.html", {"person": person, "is_again": True})
    if is_done:
        unsubscribe(person=person)
    return render(request, "readiness/link_unsubscribe.html", {"person": person, "is_done": is_done})


@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    membership = member_of(secret)
    if membership is None:
        raise Http404
    with scope(workspace=membership.workspace_id):
        content = feed(membership, MailChoice.objects.filter(user=membership.user).first(), database_now())
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    headers = {"ETag": tag, "Cache-Control": f"private, max-age={CALENDAR_SECONDS}", "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
