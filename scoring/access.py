"""The door of the roof: a company with everything that is judged loaded beside it."""

from __future__ import annotations

from django.http import HttpRequest

from readiness.access import open_company
from readiness.enums import Permission
from readiness.models import Company

from .facts import related_names


def open_dossier(request: HttpRequest, slug: str, permission: Permission = Permission.READ) -> Company:
    return open_company(request, slug, permission, *related_names())
