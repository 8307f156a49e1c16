"""The secret address of a member's calendar: made, replaced, ended. Only its SHA-256 is kept."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django_scopes import scopes_disabled

from readiness.clock import database_now
from readiness.models import CalendarFeed, Membership

SECRET_BYTES = 32


@transaction.atomic
def make_address(*, membership: Membership) -> str:
    """A new secret; the one before opens nothing any more. It is shown once."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    made = {"secret_sha256": digest(secret), "made_at": database_now()}
    CalendarFeed.objects.update_or_create(membership=membership, defaults=made)
    return secret


def end_address(*, membership: Membership) -> bool:
    return bool(CalendarFeed.objects.filter(membership=membership).delete()[0])


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def member_of(secret: str) -> Membership | None:
    """Whose calendar it is; None for an address that is none, was replaced, or whose owner may no longer sign in."""
    with scopes_disabled():  # the secret names the one feed; the membership then names its workspace
        found = (
            CalendarFeed.objects.select_related("membership__workspace", "membership__user").filter(secret_sha256=digest(secret)).first()
        )
    return found.membership if found and found.membership.user.is_active else None
