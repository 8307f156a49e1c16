"""The connection with Meta, and what Meta answers, kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from readiness.actions.companies import mark_dirty
from readiness.audit import record
from readiness.enums import EventKind
from readiness.keyring import SealedText, seal, unseal
from readiness.models import Company, User
from templates_mgr.enums import Status
from templates_mgr.life import GONE
from templates_mgr.models import MessageTemplate, MetaConnection

from .intake import Taken, call_of, take_in
from .steps import take_step


def owner_of(company_id: int, waba_id: str) -> str:
    """What a token is sealed for: in another company's row, or beside another account, it opens nothing."""
    return f"meta-token|{company_id}|{waba_id}"


@transaction.atomic
def connect(
    *, by: User, company: Company, waba_id: str, token: str, name: str, expires_at: dt.datetime | None, template_limit: int | None
) -> MetaConnection:
    """Puts the connection in place of any other; the account and the token were asked before."""
    sealed = seal(token, owner_of(company.pk, waba_id))
    values = {
        "waba_id": waba_id,
        "waba_name": name,
        "key_id": sealed.key_id,
        "sealed_token": sealed.ciphertext,
        "expires_at": expires_at,
        "template_limit": template_limit,
        "problem": "",
        "problem_text": "",
        "connected_by": by,
        "connected_at": timezone.now(),
        "synced_at": None,
    }
    connection, _is_new = MetaConnection.objects.update_or_create(company=company, defaults=values)
    record(by=by, kind=EventKind.META_CONNECTED, workspace_id=company.workspace_id, company=company, waba=waba_id)
    return connection


@transaction.atomic
def disconnect(*, by: User, company: Company) -> bool:
    """Forgets the token; what Meta said of the templates stays. Whether there was a connection."""
    count, _rows = MetaConnection.objects.filter(company=company).delete()
    if count:
        record(by=by, kind=EventKind.META_DISCONNECTED, workspace_id=company.workspace_id, company=company)
    return bool(count)


def token_of(connection: MetaConnection) -> str:
    """Unsealable where the key is gone."""
    sealed = SealedText(connection.key_id, bytes(connection.sealed_token))
    return unseal(sealed, owner_of(connection.company_id, connection.waba_id))


def keep_problem(connection: MetaConnection, problem: str, words: str) -> None:
    connection.problem, connection.problem_text = problem, words
    connection.save(update_fields=["problem", "problem_text"])


@transaction.atomic
def keep_page(*, company: Company, rows: list[Mapping[str, Any]]) -> dict[str, int]:
    """One page of Meta's list: how many were added, changed, different, the same; once or twice, with the same end."""
    counts = dict.fromkeys((one.value for one in Taken), 0)
    for row in rows:
        counts[take_in(company=company, said=row, by=None)] += 1
    if counts[Taken.ADDED] or counts[Taken.CHANGED]:
        mark_dirty(company)
    return counts


@transaction.atomic
def finish_sync(*, company: Company, connection: MetaConnection, since: dt.datetime, template_limit: int | None) -> int:
    """What Meta had and no longer lists is gone there. Answers how many."""
    gone = known_to_meta(company).filter(meta_seen_at__lt=since).exclude(status__in=GONE)
    count = 0
    for template in gone.select_for_update(of=("self",)):
        take_step(template, Status.DELETED, by=None)
        template.save()
        count += 1
    if count:
        mark_dirty(company)
    connection.synced_at, connection.template_limit = timezone.now(), template_limit
    connection.problem = connection.problem_text = ""
    connection.save(update_fields=["synced_at", "template_limit", "problem", "problem_text"])
    return count


def known_to_meta(company: Company) -> QuerySet[MessageTemplate]:
    return MessageTemplate.objects.filter(company=company).exclude(meta_id="")


@transaction.atomic
def keep_sent(*, template: MessageTemplate, by: User | None, answer: Mapping[str, Any]) -> None:
    """Meta took the text: from now on it reviews it. `answer`: id, status and category as far as Meta told them."""
    current = MessageTemplate.objects.select_for_update(of=("self",)).select_related("company").get(pk=template.pk)
    status = str(answer.get("status") or Status.PENDING)
    # Straight to approved is a review too: it was sent, and answered at once.
    take_step(current, Status.PENDING, by=by)
    if status != Status.PENDING:
        take_step(current, status, by=None, reason=str(answer.get("rejected_reason") or ""))
    current.meta_id = str(answer.get("id") or current.meta_id)
    current.meta_said = {**call_of(current.create_call), "category": str(answer.get("category") or current.category)}
    current.meta_seen_at = timezone.now()
    current.version += 1
    current.save()
    mark_dirty(current.company)


@transaction.atomic
def keep_deleted(*, company: Company, name: str, template_id: int | None, by: User | None) -> int:
    """Meta deleted the name, or one language of it. Ours stay, as deleted at Meta."""
    rows = known_to_meta(company).filter(name=name).exclude(status__in=GONE)
    rows = rows.filter(pk=template_id) if template_id else rows
    count = 0
    for template in rows.select_for_update(of=("self",)):
        take_step(template, Status.DELETED, by=by)
        template.save()
        count += 1
    mark_dirty(company)
    return count
