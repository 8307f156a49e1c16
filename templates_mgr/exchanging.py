"""Work with Meta that takes longer than a page: compare all templates, send one, delete one. The job row is the work.

A list is read page by page, each kept with the place where the next begins: a worker that dies costs one page, and a page kept twice ends
the same. A text that may have been taken although no answer came is looked for before it is sent again.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_scopes import scope

from readiness.actions.jobs import claim_job, end_job, fail_job, keep_progress, waiting_jobs
from readiness.enums import JobKind
from readiness.keyring import Unsealable
from readiness.models import Job

from .actions.exchange import finish_sync, keep_deleted, keep_page, keep_problem, keep_sent, token_of
from .graph import CursorInvalid, GraphClient, GraphError, PermissionMissing, RateLimited, TokenInvalid, Unavailable
from .lint import ShapeError, read_template
from .models import MessageTemplate, MetaConnection

KINDS = (JobKind.TEMPLATE_SYNC, JobKind.TEMPLATE_SEND, JobKind.TEMPLATE_DELETE)
PAGE_SIZE = 100
# Waiting mends these; everything else is for a person.
PASSING = (RateLimited, Unavailable)
# What the connection itself lacks: every exchange would end so until a person mends it.
LASTING = (TokenInvalid, PermissionMissing)
log = logging.getLogger(__name__)


class GoneMeanwhile(Exception):
    """The connection or the template was taken away while the work waited."""


def client_for(token: str) -> GraphClient:
    return GraphClient(token, base_url=settings.META_GRAPH_URL, version=settings.META_GRAPH_VERSION, timeout=settings.META_TIMEOUT_SECONDS)


def waiting_exchanges() -> list[str]:
    return waiting_jobs(*KINDS)


def run_exchange(*, job_id: str) -> None:
    job = claim_job(job_id=job_id)
    if job is None:
        return
    with scope(workspace=job.workspace_id):
        connection = MetaConnection.objects.select_related("company").filter(company=job.company_id).first()
        if connection is None:
            end_job(job=job, error="disconnected")
            return
        try:
            with client_for(token_of(connection)) as client:
                WORK[JobKind(job.kind)](job, connection, client)
        except GoneMeanwhile:
            end_job(job=job, error="gone")
        except Unsealable:
            keep_problem(connection, "Unsealable", "")
            end_job(job=job, error="Unsealable")
        except GraphError as error:
            _failed(job, connection, error)
        else:
            end_job(job=job)


def _failed(job: Job, connection: MetaConnection, error: GraphError) -> None:
    """Keeps what Meta said. Errors that pass are tried again; the others end the job, and say what to do."""
    kind, words = type(error).__name__, error.words
    log.warning("exchange %s with Meta: %s (%s)", job.pk, kind, words)
    if isinstance(error, PASSING):
        keep_problem(connection, kind, words)
        fail_job(job=job, error=f"{kind}: {words}", wait_seconds=error.retry_after_seconds or 0)
        return
    if isinstance(error, LASTING):
        keep_problem(connection, kind, words)
    end_job(job=job, error=f"{kind}: {words}")


def sync(job: Job, connection: MetaConnection, client: GraphClient) -> None:
    """Every template of the account, from where the last worker stopped."""
    progress: dict[str, Any] = {"after": None, "pages": 0, "fetched": 0, "refused": 0, "counts": {}, "since": timezone.now().isoformat()}
    progress |= job.progress
    limits = client.limits(connection.waba_id)
    progress["total"] = limits.count
    while True:
        try:
            page = client.list_templates(connection.waba_id, after=progress["after"], limit=PAGE_SIZE)
        except CursorInvalid:
            if progress["after"] is None:
                raise
            progress |= {"after": None}  # Meta forgot the place: from the start again, what is kept is the same
            continue
        rows, refused = _readable(page.templates)
        counts = keep_page(company=connection.company, rows=rows)
        progress["counts"] = {name: progress["counts"].get(name, 0) + count for name, count in counts.items()}
        progress |= {"pages": progress["pages"] + 1, "fetched": progress["fetched"] + len(page.templates), "after": page.after}
        progress["refused"] += refused
        if not keep_progress(job=job, progress=progress):
            raise GoneMeanwhile
        if not page.has_more:
            break
    since = dt.datetime.fromisoformat(progress["since"])
    progress["counts"]["gone"] = finish_sync(company=connection.company, connection=connection, since=since, template_limit=limits.limit)
    keep_progress(job=job, progress=progress)


def _readable(rows: Any) -> tuple[list[Any], int]:
    """What has a template's shape, and how many have not: one odd row does not stop the others."""
    found = []
    for row in rows:
        try:
            read_template(row)
        except ShapeError as error:
            log.warning("Meta lists what is no template: %s", error)
            continue
        found.append(row)
    return found, len(rows) - len(found)


def send(job: Job, connection: MetaConnection, client: GraphClient) -> None:
    """Creates the template at Meta, or edits it where Meta has it."""
    template = _template(job)
    known = template.meta_id or _found(client, connection, template)
    if known:
        client.edit_template(known, components=template.components, category=_category(template), **_lifetime(template))
        answer: dict[str, Any] = {"id": known}
    else:
        created = client.create_template(connection.waba_id, template.create_call)
        answer = {"id": created.id, "status": created.status, "category": created.category}
    keep_sent(template=template, by=job.asked_by, answer=answer)


def _found(client: GraphClient, connection: MetaConnection, template: MessageTemplate) -> str:
    """Its id where an earlier attempt was taken although no answer came."""
    return client.find_template(connection.waba_id, template.name, template.language) or ""


def _category(template: MessageTemplate) -> str | None:
    """Meta does not let the category of an approved template change."""
    return None if template.status == "APPROVED" else template.category


def _lifetime(template: MessageTemplate) -> dict[str, int]:
    seconds = template.extra.get("message_send_ttl_seconds")
    return {"message_send_ttl_seconds": seconds} if isinstance(seconds, int) else {}


def delete(job: Job, connection: MetaConnection, client: GraphClient) -> None:
    template = _template(job)
    if template.meta_id:
        client.delete_template(connection.waba_id, template.name, template_id=template.meta_id)
    keep_deleted(company=connection.company, name=template.name, template_id=template.pk, by=job.asked_by)


def _template(job: Job) -> MessageTemplate:
    template = MessageTemplate.objects.select_related("company").filter(company=job.company_id, pk=job.params["template"]).first()
    if template is None:
        raise GoneMeanwhile
    return template


WORK: dict[JobKind, Callable[[Job, MetaConnection, GraphClient], None]] = {
    JobKind.TEMPLATE_SYNC: sync,
    JobKind.TEMPLATE_SEND: send,
    JobKind.TEMPLATE_DELETE: delete,
}


def check_account(token: str, waba_id: str) -> dict[str, Any]:
    """Asks Meta whether the token opens the account: name, end of the token, limit of templates. GraphError."""
    with client_for(token) as client:
        info = client.check_token()
        if not info.is_valid:
            raise TokenInvalid("the token is not valid any more")
        account, limits = client.account(waba_id), client.limits(waba_id)
    return {"name": account.name, "expires_at": info.expires_at, "template_limit": limits.limit}
