"""Small things around the pages: theme, health."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from readiness.worker_state import OLDEST_TICK, broker_answers, tick_age

log = logging.getLogger(__name__)
THEMES = ("auto", "light", "dark")
ONE_YEAR_SECONDS = 365 * 24 * 60 * 60


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keeps the chosen theme in a cookie that a script in the head reads before anything is painted."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = redirect(target)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=ONE_YEAR_SECONDS, samesite="Lax", secure=request.is_secure())
    return response


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: the process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: database and broker answer and the workers' clock ticked in the last five minutes; 503 says what does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.warning("not ready: %s", error)
        return JsonResponse({"status": "database does not answer"}, status=503)
    if not broker_answers():
        return JsonResponse({"status": "broker does not answer"}, status=503)
    age = tick_age()
    if age is None or age > OLDEST_TICK:
        said = "no worker has ticked yet" if age is None else f"last tick {age.total_seconds():.0f} s ago"
        return JsonResponse({"status": said}, status=503)
    return JsonResponse({"status": "ok"})
