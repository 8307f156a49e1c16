"""Plans: in the transaction of their cause, for the right people, moved with their date, taken back with their reason."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from documents.actions.papers import change_document, remove_document
from readiness.actions.companies import grant_company
from readiness.actions.delivering import deliver_due
from readiness.actions.mail_choices import choose_mail, set_reminders, unsubscribe
from readiness.actions.nightly import plan_next
from readiness.actions.planning import replan
from readiness.models import Heartbeat, OutgoingMail, Reminder, Workspace
from readiness.reminder_words import words_of
from templates_mgr.actions.steps import record_step
from templates_mgr.actions.texts import remove_template
from templates_mgr.enums import Status
from tests.cast import Cast, add_document, add_reminder, add_request, add_template, membership_of
from tests.readiness.reminders.case import DAYS, LEAD, approved, mails, rows


def planned(cast: Cast, **which: object) -> set[tuple[str, str, str]]:
    return {(one.cycle, one.channel, one.person.name) for one in rows(cast.north, state="planned", **which)}


def test_an_approval_plans_its_reminder_in_the_same_transaction(cast: Cast) -> None:
    house = cast.north
    template = add_template(house, status=Status.PENDING)
    with house.scope(), transaction.atomic():
        record_step(by=house.consultant, template=template, to=Status.APPROVED, base_version=template.version)
        assert Reminder.objects.filter(kind="template-renewal", subject_id=template.pk).count() == 2
        transaction.set_rollback(True)
    assert rows(house) == []


def test_a_template_is_remembered_fifteen_days_before_its_ninety_at_nine(cast: Cast) -> None:
    today = timezone.localdate()
    template = approved(cast.north, today)
    ends = today + dt.timedelta(days=DAYS)
    assert planned(cast) == {(f"{ends}/{LEAD}", "app", "Anna"), (f"{ends}/{LEAD}", "mail", "Anna")}
    one = rows(cast.north)[0]
    assert (one.subject_type, one.subject_id, one.kind) == ("template", template.pk, "template-renewal")
    local = one.due_at.astimezone(ZoneInfo("Europe/Rome"))
    assert (local.date(), local.time()) == (ends - dt.timedelta(days=LEAD), dt.time(9))


def test_planning_twice_changes_nothing(cast: Cast) -> None:
    approved(cast.north, timezone.localdate())
    before = [(one.pk, one.key, one.due_at) for one in rows(cast.north)]
    with cast.north.scope():
        counts = replan([cast.north.company.pk])
    assert counts == {"added": 0, "moved": 0, "revived": 0, "cancelled": 0}
    assert [(one.pk, one.key, one.due_at) for one in rows(cast.north)] == before


def test_a_template_that_is_no_longer_approved_takes_its_reminder_back_and_brings_it_again(cast: Cast) -> None:
    house = cast.north
    template = approved(house, timezone.localdate())
    with house.scope():
        template = record_step(by=house.consultant, template=template, to=Status.PAUSED, base_version=template.version)
        assert {one.state for one in rows(house)} == {"cancelled"}
        record_step(by=house.consultant, template=template, to=Status.APPROVED, base_version=template.version)
    assert {one.state for one in rows(house)} == {"planned"}
    assert len(rows(house)) == 2


def test_a_removed_template_takes_its_reminder_along(cast: Cast) -> None:
    template = approved(cast.north, timezone.localdate())
    with cast.north.scope():
        remove_template(by=cast.north.consultant, template=template)
    assert {one.state for one in rows(cast.north)} == {"cancelled"}


def test_a_moved_expiry_moves_the_reminders(cast: Cast) -> None:
    house, expires = cast.north, timezone.localdate() + dt.timedelta(days=100)
    paper = add_document(house, expires_on=expires)
    assert {cycle for cycle, _, _ in planned(cast)} == {f"{expires}/{days}" for days in (30, 14, 3)}
    later = expires + dt.timedelta(days=7)
    with house.scope():
        change_document(by=house.consultant, document=paper, values={"expires_on": later}, base_version=paper.version)
    assert {cycle for cycle, _, _ in planned(cast)} == {f"{later}/{days}" for days in (30, 14, 3)}
    with house.scope():
        remove_document(by=house.consultant, document=paper)
    assert planned(cast) == set()


def test_of_reminders_whose_time_has_passed_only_the_last_is_planned(cast: Cast) -> None:
    expires = timezone.localdate() + dt.timedelta(days=10)
    add_document(cast.north, expires_on=expires)
    assert {cycle for cycle, _, _ in planned(cast)} == {f"{expires}/14", f"{expires}/3"}
    late = next(one for one in rows(cast.north) if one.cycle == f"{expires}/14")
    assert dt.timedelta(0) < late.due_at - timezone.now() <= dt.timedelta(hours=25)


def test_without_an_applicant_those_who_look_after_the_company_are_told(cast: Cast) -> None:
    house = cast.north
    with house.scope():
        house.company.grants.all().delete()
    approved(house, timezone.localdate())
    assert {person for _, _, person in planned(cast)} == {"Olga", "Carl"}
    with house.scope():
        grant_company(by=house.owner, membership=membership_of(house, house.other_applicant), company=house.company)
    assert {person for _, _, person in planned(cast)} == {"Abel"}


def test_a_question_of_the_reviewer_is_told_at_once_a_day_before_and_at_the_end(cast: Cast) -> None:
    asked = add_request(cast.north)
    found = rows(cast.north, kind="information-request", channel="app")
    assert [one.cycle.partition("/")[2] for one in found] == ["72", "24", "0"]
    assert found[0].due_at <= timezone.now() + dt.timedelta(hours=13)
    assert found[-1].due_at >= asked.due_at


def test_who_wants_no_mail_gets_none_planned(cast: Cast) -> None:
    house = cast.north
    approved(house, timezone.localdate())
    assert unsubscribe(person=house.applicant)
    assert not unsubscribe(person=house.applicant)
    assert {channel for _, channel, _ in planned(cast)} == {"app"}
    choose_mail(person=house.applicant, language="it", by_mail=True)
    assert {channel for _, channel, _ in planned(cast)} == {"app", "mail"}


def test_settings_of_the_workspace_move_its_plans(cast: Cast) -> None:
    house = cast.north
    approved(house, timezone.localdate())
    ends = timezone.localdate() + dt.timedelta(days=DAYS)
    values = {"by_mail": False, "quiet_from": dt.time(21), "quiet_until": dt.time(10), "lead_days": {"template-renewal": [20, 5]}}
    with house.scope():
        set_reminders(by=house.owner, workspace=house.workspace, time_zone="Asia/Tokyo", values=values)
    assert planned(cast) == {(f"{ends}/20", "app", "Anna"), (f"{ends}/5", "app", "Anna")}
    assert {one.due_at.astimezone(dt.UTC).hour for one in rows(cast.north, state="planned")} == {1}  # 10:00 in Tokyo
    assert Workspace.objects.get(pk=house.workspace.pk).time_zone == "Asia/Tokyo"


def test_the_night_brings_back_what_was_lost(cast: Cast) -> None:
    for house in (cast.north, cast.south):
        approved(house, timezone.localdate())
        with house.scope():
            Reminder.objects.all().delete()
    assert plan_next()
    assert [len(rows(house)) for house in (cast.north, cast.south)] == [2, 2]
    with cast.north.scope():
        digests = Reminder.objects.filter(kind="weekly-digest").values_list("person__name", "channel").distinct()
        assert set(digests) == {(name, channel) for name in ("Olga", "Carl") for channel in ("app", "mail")}
    assert Heartbeat.objects.get(name="nightly-plan").detail["done"]


def test_the_night_goes_on_where_it_stopped(cast: Cast) -> None:
    plan_next(budget_seconds=-1, chunk=1)
    first = Heartbeat.objects.get(name="nightly-plan").detail
    assert (first["planned"], first["done"]) == (1, False)
    while not plan_next(budget_seconds=-1, chunk=1):
        pass
    assert Heartbeat.objects.get(name="nightly-plan").detail["planned"] == 4


def test_one_company_that_cannot_be_planned_keeps_no_other_from_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from readiness.actions import nightly

    def poisoned(ids: list[int]) -> object:
        if cast.north.company.pk in ids:
            raise ValueError("poison")
        return replan(ids)

    approved(cast.south, timezone.localdate())
    with cast.south.scope():
        Reminder.objects.all().delete()
    monkeypatch.setattr(nightly, "replan", poisoned)
    assert plan_next()
    assert Heartbeat.objects.get(name="nightly-plan").detail["failed"] == [cast.north.company.pk]
    assert len(rows(cast.south)) == 2


def test_papers_that_end_together_share_a_reminder(cast: Cast) -> None:
    house, expires = cast.north, timezone.localdate() + dt.timedelta(days=100)
    for kind in ("representative_id", "trademark_certificate", "phone_bill", "bank_proof"):
        add_document(house, kind=kind, expires_on=expires)
    add_document(house, kind="shop_photo", expires_on=expires + dt.timedelta(days=1))
    assert [(one.subject_type, one.cycle) for one in rows(house, channel="app", cycle=f"{expires}/30")] == [
        ("document-renewal", f"{expires}/30")
    ]
    assert len(rows(house, channel="app")) == 6
    with house.scope():
        Reminder.objects.filter(cycle=f"{expires}/30").update(due_at=timezone.now())
    deliver_due()
    (told,) = rows(house, channel="app", state="sent")
    assert len(told.facts["papers"]) == 4  # as they are at the delivery, not as they were when the first of them was planned
    assert "”, “" in words_of(told).title
    assert words_of(told).title.partition(" by ")[0].endswith("” and 1 more")


def test_the_night_forgets_what_is_long_over_and_keeps_what_people_settled(cast: Cast) -> None:
    house, long_ago = cast.north, timezone.now() - dt.timedelta(days=200)
    told = {"to": "a@people.example", "subject": "s", "text": "t", "next_try_at": long_ago}
    with house.scope():
        for state in ("sent", "waiting", "dead"):
            OutgoingMail.objects.create(workspace=house.workspace, state=state, sent_at=long_ago if state == "sent" else None, **told)
        OutgoingMail.objects.update(created_at=long_ago)
    settled = add_reminder(house, state="cancelled", due_at=long_ago, done_at=long_ago, sent_at=None)
    add_reminder(house, state="cancelled", due_at=long_ago, sent_at=None)
    add_reminder(house, state="sent", due_at=long_ago)
    assert plan_next()
    assert sorted(one.state for one in mails()) == ["dead", "waiting"]
    left = rows(house, kind="changes-asked")
    assert (settled in left, sorted(one.state for one in left)) == (True, ["cancelled", "sent"])
