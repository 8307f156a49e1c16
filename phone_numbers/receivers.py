"""An application that reached its end says since when the number is active."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver

from readiness.actions.answers import save_answers
from readiness.models import Company, User
from readiness.signals import application_activated

from .models import AccountHealth


@receiver(application_activated)
def note_activation(sender: object, *, company: Company, on: dt.date, by: User, **kwargs: Any) -> None:
    """In the transaction of its cause. A day that somebody typed before stays."""
    sheet = AccountHealth.objects.filter(company=company).first()
    if sheet is not None and sheet.activated_on is not None:
        return
    version = sheet.version if sheet else 0
    save_answers(by=by, company=company, sheet_model=AccountHealth, answers={"activated_on": on}, unknown=(), base_version=version)
