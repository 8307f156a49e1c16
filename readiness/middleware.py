"""Opens the workspace of `/w/<slug>/…`: members only, everybody else gets 404; the scope holds for this request alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django_scopes import scope

from .enums import Channel, ReminderState
from .models import Membership, Reminder

# Counted with the membership, so that the badge of every page costs no query of its own.
_sent = Reminder._base_manager.filter(
    person=OuterRef("user"), workspace=OuterRef("workspace"), channel=Channel.APP, state=ReminderState.SENT
)
_unread = _sent.filter(read_at__isnull=True).order_by().values("person").annotate(count=Count("pk")).values("count")
UNREAD = Coalesce(Subquery(_unread), 0)
GetResponse = Callable[[HttpRequest], HttpResponse]


class WorkspaceMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        parts = request.path_info.split("/", 3)
        if len(parts) < 3 or parts[1] != "w":
            return self.get_response(request)
        membership = self.membership(request, parts[2])
        if membership is None:
            with scope(workspace=None):
                return self.get_response(request)
        # Dates are those of the workspace: a deadline is a day where the company is.
        with scope(workspace=membership.workspace_id), timezone.override(membership.workspace.time_zone):
            response = self.get_response(request)
        # A dossier stays in no cache: not in a proxy's, and not in that of a shared computer.
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def membership(self, request: HttpRequest, slug: str) -> Membership | None:
        """The asker's membership; None for a stranger, whom `process_view` turns away."""
        if not request.user.is_authenticated:
            return None
        members = Membership.objects.select_related("workspace").annotate(unread_reminders=UNREAD)
        found = members.filter(workspace__slug=slug, user=request.user).first()
        if found:
            request.membership = found  # type: ignore[attr-defined]
            request.workspace = found.workspace  # type: ignore[attr-defined]
        return found

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        if "workspace" not in kwargs or hasattr(request, "membership"):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404
