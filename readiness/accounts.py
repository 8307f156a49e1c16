"""How people get an account, and who writes to them: by invitation only unless SIGNUP_OPEN says otherwise."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGNUP_OPEN)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mails speak for the product, and name the address where it is served."""
        site = SimpleNamespace(name="Readiness", domain=get_current_site(self.request).domain)
        super().send_mail(template_prefix, email, context | {"current_site": site})
