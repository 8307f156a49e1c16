"""Writes and verifies the audit chain of a workspace."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from .enums import EventKind
from .models import AuditEvent, Company, User, Workspace

START = "0" * 64


def record(*, by: User | None, kind: EventKind, workspace_id: int, company: Company | None = None, **data: Any) -> AuditEvent:
    """Appends one event; call it inside the transaction of the change. Values must be plain JSON."""
    # The workspace row is the lock of its chain: writers queue here, so no two events share a predecessor.
    # Its key stays free: rows may point to it meanwhile.
    Workspace.objects.select_for_update(of=("self",), no_key=True).get(pk=workspace_id)
    last = AuditEvent.objects.filter(workspace_id=workspace_id).order_by("-id").values_list("hash", flat=True).first()
    event = AuditEvent(
        workspace_id=workspace_id,
        company_id=company.pk if company else None,
        actor_id=by.pk if by else None,
        actor_name=str(by) if by else "",
        kind=kind,
        at=timezone.now(),
        data=data,
        previous_hash=last or START,
    )
    event.hash = digest(event)
    event.save(force_insert=True)
    return event


def digest(event: AuditEvent) -> str:
    """SHA-256 over the predecessor's hash and every column, in a fixed order."""
    body = {
        "workspace": event.workspace_id,
        "company": event.company_id,
        "actor": event.actor_id,
        "actor_name": event.actor_name,
        "kind": str(event.kind),
        "at": event.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "data": event.data,
    }
    canonical = json.dumps(body, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256((event.previous_hash + canonical).encode("ascii")).hexdigest()


def broken_links(workspace_id: int) -> Iterator[tuple[int, str]]:
    """Events whose hash or predecessor is not what it must be: (id, what is wrong)."""
    previous = START
    for event in AuditEvent.objects.filter(workspace_id=workspace_id).order_by("id").iterator(500):
        if event.previous_hash != previous:
            yield event.pk, "does not follow the event before it"
        if digest(event) != event.hash:
            yield event.pk, "was changed after it was written"
        previous = event.hash
