"""Addresses that need no sign-in: signed, in the mail of a reminder, to mark it as done, put it off, or end the mails."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core import signing
from django.urls import reverse

DAY_SECONDS = 24 * 60 * 60
REMINDER, UNSUBSCRIBE = "readiness.reminder", "readiness.unsubscribe"
REMINDER_DAYS = 90


def absolute(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path


def reminder_path(key: uuid.UUID) -> str:
    return reverse("reminder-link", kwargs={"token": signing.dumps(key.hex, salt=REMINDER)})


def reminder_key(token: str) -> uuid.UUID | None:
    """None for a token that is forged, cut off or too old."""
    try:
        return uuid.UUID(signing.loads(token, salt=REMINDER, max_age=REMINDER_DAYS * DAY_SECONDS))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def unsubscribe_path(user_id: int) -> str:
    """Never grows old: whoever wants no more mail may use an old one."""
    return reverse("unsubscribe", kwargs={"token": signing.dumps(user_id, salt=UNSUBSCRIBE)})


def unsubscriber(token: str) -> int | None:
    try:
        return int(signing.loads(token, salt=UNSUBSCRIBE))
    except (signing.BadSignature, ValueError, TypeError):
        return None
