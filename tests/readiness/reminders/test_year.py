"""400 days in 12 time zones, with every change of the clock and a leap day in between: each reminder once, at nine."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from zoneinfo import ZoneInfo

from django_scopes import scopes_disabled

from readiness.actions.companies import add_company, create_workspace
from readiness.actions.delivering import deliver_due
from readiness.actions.nightly import plan_next
from readiness.actions.planning import replan
from readiness.models import Company, Reminder
from templates_mgr.models import MessageTemplate
from tests.cast import make_person
from tests.readiness.reminders.year import turned_clock

ZONES = (
    *("Europe/Rome", "America/New_York", "America/Sao_Paulo", "Africa/Cairo", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo"),
    *("Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/St_Johns"),
)
START, DAYS, SEED = dt.datetime(2027, 12, 1, 0, 0, tzinfo=dt.UTC), 400, 20271201
PERIOD, LEAD = 90, 15


def open_shop(zone: str, number: int) -> Company:
    """A company in that zone with an approved template, alone with its owner."""
    owner = make_person(f"Owner{number}")
    workspace = create_workspace(by=owner, name=zone, slug=f"zone-{number}", time_zone=zone)
    with scopes_disabled():
        company = add_company(by=owner, workspace=workspace, name=zone)
        since = START.date() - dt.timedelta(days=number * 7)
        MessageTemplate.objects.create(
            company=company, name="order", language="en", category="UTILITY", purpose="shipping", status="APPROVED", approved_on=since
        )
        Reminder.objects.all().delete()
    return company


def renew(sent: list[Reminder]) -> None:
    """What the applicant does on the day of the reminder: the template is approved anew."""
    for one in sent:
        if one.kind == "template-renewal" and one.channel == "app":
            today = one.sent_at.astimezone(ZoneInfo(one.workspace.time_zone)).date()  # type: ignore[union-attr]
            MessageTemplate.objects.filter(pk=one.subject_id).update(approved_on=today)
            replan([one.company_id or 0])


def test_each_reminder_of_400_days_comes_once_at_nine(db: None) -> None:
    dice = random.Random(SEED)
    companies = [open_shop(zone, number) for number, zone in enumerate(ZONES)]
    seen: Counter[int] = Counter()
    with turned_clock(START) as clock, scopes_disabled():
        replan([one.pk for one in companies])
        night = START + dt.timedelta(hours=2)
        while clock.now < START + dt.timedelta(days=DAYS):
            due = Reminder.objects.filter(state="planned").order_by("due_at").values_list("due_at", flat=True).first()
            clock.now = min(night, due + dt.timedelta(seconds=dice.uniform(0, 30)) if due else night)
            if clock.now == night:
                plan_next()
                night += dt.timedelta(days=5)
            while deliver_due():
                pass
            sent = list(Reminder.objects.filter(sent_at=clock.now).select_related("workspace"))
            seen.update(one.pk for one in sent)
            renew(sent)
        rows = list(Reminder.objects.filter(state="sent").select_related("workspace"))
    assert set(seen.values()) == {1}
    assert len(seen) == len(rows)
    check(rows, len(companies))


def check(rows: list[Reminder], companies: int) -> None:
    for one in rows:
        local = one.sent_at.astimezone(ZoneInfo(one.workspace.time_zone))  # type: ignore[union-attr]
        assert dt.time(9) <= local.time() <= dt.time(9, 10), (one, local)
        assert one.sent_at >= one.due_at, one  # type: ignore[operator]
        assert "~" not in one.cycle
    renewals = [one for one in rows if one.kind == "template-renewal"]
    for one in renewals:
        ends, _, lead = one.cycle.partition("/")
        local_day = one.sent_at.astimezone(ZoneInfo(one.workspace.time_zone)).date()  # type: ignore[union-attr]
        late = (local_day - (dt.date.fromisoformat(ends) - dt.timedelta(days=int(lead)))).days
        # One that was late when it was first planned is said the next morning.
        assert late == 0 or one.sent_at <= START + dt.timedelta(days=2), one  # type: ignore[operator]
    # Approved anew on the day of each reminder: one every 75 days, on two channels.
    per_company = Counter((one.company_id, one.channel) for one in renewals)
    assert len(per_company) == 2 * companies
    assert set(per_company.values()) <= {DAYS // (PERIOD - LEAD), DAYS // (PERIOD - LEAD) + 1}
    digests = Counter((one.workspace_id, one.channel) for one in rows if one.kind == "weekly-digest")
    assert set(digests.values()) <= {DAYS // 7, DAYS // 7 + 1}
