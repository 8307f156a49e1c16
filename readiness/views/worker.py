"""The worker page, for staff: whether the clock ticks, what waits, what failed for good and can be tried again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from readiness.access import require_staff
from readiness.actions.retrying import retry
from readiness.worker_state import state


@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    titles = {"reminders": _("Reminders"), "mails": _("Mails"), "jobs": _("Reports and exchanges")}
    found = state()
    return render(request, "readiness/worker.html", found | {"work": [one | {"title": titles[one["name"]]} for one in found["work"]]})


@require_POST
def worker_retry(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    try:
        count = retry(request.POST.get("what", ""), request.POST.get("key"))
    except (KeyError, ValidationError, ValueError):
        raise Http404 from None
    said = ngettext("%(count)s is tried again.", "%(count)s are tried again.", count) % {"count": count}
    messages.success(request, said if count else _("Nothing there to try again."))
    return redirect("worker")
