"""What the frame around every page shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .demo import ACCOUNTS


def chrome(request: HttpRequest) -> dict[str, Any]:
    context: dict[str, Any] = {"signup_open": settings.SIGNUP_OPEN}
    # A request can be refused before it is known who asks.
    if settings.DEMO and hasattr(request, "user") and not request.user.is_authenticated:
        context["demo_accounts"] = [{"role": role, "email": email, "password": password} for role, email, password in ACCOUNTS]
    return context
