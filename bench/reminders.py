"""Planning of 100,000 dossiers, from nothing and with nothing to do; reminders through delivery and relay to a mail server on loopback."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.core.management import call_command
from django.db import connection
from django_scopes import scopes_disabled

from readiness.actions.delivering import deliver_due
from readiness.actions.nightly import plan_next
from readiness.actions.relaying import relay_mails
from readiness.enums import RoleName
from readiness.models import CompanyGrant, Heartbeat, Membership, OutgoingMail, Reminder, User, Workspace
from tests.services import free_port

from .population import multiply, populate, settle
from .results import Result, within

DIFFERENT, MANY, QUICK = 1_000, 100_000, 2_000
APPLICANTS = 2_000
DUE = 3_000
PASS_LIMIT_SECONDS, RELAY_LIMIT_SECONDS, MEMORY_LIMIT_MB = 180.0, DUE / 300, 200.0
# A third of the templates is approved, over the last hundred days; a quarter of the papers expires; half of the companies is active.
APPROVE = """
UPDATE templates_mgr_messagetemplate SET status = 'APPROVED', approved_on = current_date - (id % 100)::int WHERE id % 3 = 0;
UPDATE documents_document SET expires_on = NULL WHERE id % 4 <> 0;
UPDATE phone_numbers_accounthealth SET activated_on = current_date - (company_id % 400)::int WHERE company_id % 2 = 0;
"""


def measure(*, quick: bool) -> list[Result]:
    count = QUICK if quick else MANY
    prepare(count)
    first, second = nightly(), nightly()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with scopes_disabled():
        planned = Reminder.objects.count()
    share = count / MANY
    note = f"{count} dossiers, {planned} reminders planned"
    return [
        within("plan-100k-first", first, PASS_LIMIT_SECONDS * share, "s", f"{note} from nothing"),
        within("plan-100k-again", second, PASS_LIMIT_SECONDS * share, "s", f"{note} before, nothing to do"),
        within("plan-100k-memory", peak, MEMORY_LIMIT_MB, "MB", "the whole process"),
        relay(),
    ]


def prepare(count: int) -> None:
    call_command("migrate", verbosity=0)
    populate(DIFFERENT)
    multiply(count // DIFFERENT)
    with connection.cursor() as cursor:
        cursor.execute(APPROVE)
    with scopes_disabled():
        house = Workspace.objects.get()
        people = User.objects.bulk_create(User(email=f"p{one}@people.example", name=f"P{one}") for one in range(APPLICANTS))
        members = Membership.objects.bulk_create(Membership(workspace=house, user=one, role=RoleName.APPLICANT) for one in people)
        grants = (CompanyGrant(membership=members[pk % APPLICANTS], company_id=pk) for pk in range(1, count + 1))
        CompanyGrant.objects.bulk_create(grants, batch_size=5_000)
    settle()


def nightly() -> float:
    Heartbeat.objects.all().delete()
    start = time.perf_counter()
    assert plan_next(budget_seconds=3_600)
    return time.perf_counter() - start


def relay() -> Result:
    """Half of them mails; what counts is from due to accepted by the mail server, in one process."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE readiness_reminder SET due_at = now() WHERE id IN"
            " (SELECT id FROM readiness_reminder WHERE kind = 'template-renewal' ORDER BY cycle, id LIMIT %s)",
            [DUE],
        )
    with mail_server() as sent, scopes_disabled():
        server = get_connection("django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=sent, username="", password="")
        start = time.perf_counter()
        delivered = 0
        while taken := deliver_due():
            delivered += taken
        mails = relay_mails(server, seconds=600)
        took = time.perf_counter() - start
        assert delivered == DUE, delivered
        assert mails == OutgoingMail.objects.filter(state="sent").count()
    return within(
        "reminders-relayed", took, RELAY_LIMIT_SECONDS, "s", f"{DUE} reminders, {mails} mails: {DUE / took:.0f} reminders a second"
    )


@contextmanager
def mail_server() -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "tests.nemesis.smtp_sink", str(port), os.devnull]
    server = subprocess.Popen(command, cwd=Path(settings.BASE_DIR))
    try:
        time.sleep(1)
        yield port
    finally:
        server.kill()
        server.wait()
