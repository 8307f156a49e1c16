"""Delivery: each once, none early, none that is no longer wanted; what kills its worker ends dead and takes no other along."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import timezone
from django_scopes import scopes_disabled

from readiness.actions import delivering
from readiness.actions.delivering import deliver_due, take
from readiness.actions.planning import replan
from readiness.actions.retrying import retry
from readiness.models import CompanyGrant, Membership, Reminder
from tests.cast import Cast, House
from tests.databases import engine
from tests.readiness.reminders.case import DAYS, LEAD, approved, mails, rows

MINUTE = dt.timedelta(minutes=1)


def due_now(house: House, **values: object) -> list[Reminder]:
    """A template whose reminder falls due a minute ago: planned in time, as the clock has gone on meanwhile."""
    approved(house, timezone.localdate() - dt.timedelta(days=DAYS - LEAD - 10), **values)
    with house.scope():
        # All that are not to come later: planning the new one has put the due times of the others back.
        due = Reminder.objects.filter(kind="template-renewal").exclude(facts__template="ahead")
        due.update(due_at=timezone.now() - MINUTE)
    return rows(house)


def deliver_all() -> int:
    count = 0
    while taken := deliver_due():
        count += taken
    return count


def states(house: House) -> list[str]:
    return sorted(f"{one.channel} {one.state}" for one in rows(house))


@pytest.fixture(autouse=True)
def _no_digests(cast: Cast) -> None:
    with scopes_disabled():
        Reminder.objects.all().delete()


def test_what_is_due_comes_once_on_each_channel(cast: Cast) -> None:
    due_now(cast.north)
    assert deliver_all() == 2
    assert deliver_all() == 0
    assert states(cast.north) == ["app sent", "mail sent"]
    (mail,) = mails()
    assert (mail.to, mail.state, mail.workspace_id) == ("anna@people.example", "waiting", cast.north.workspace.pk)
    assert "order_shipped" in mail.subject
    assert rows(cast.north, channel="mail")[0].mail_id == mail.pk


def test_nothing_comes_early(cast: Cast) -> None:
    approved(cast.north, timezone.localdate())
    assert deliver_all() == 0
    assert states(cast.north) == ["app planned", "mail planned"]


def test_several_of_one_morning_share_a_mail(cast: Cast) -> None:
    for name in ("first", "second", "third"):
        due_now(cast.north, name=name)
    deliver_all()
    (mail,) = mails()
    assert all(name in mail.text for name in ("first", "second", "third"))
    assert mail.subject.endswith("and 2 more")


def test_who_may_no_longer_see_the_company_hears_nothing_of_it(cast: Cast) -> None:
    due_now(cast.north)
    with scopes_disabled():
        CompanyGrant.objects.filter(membership__user=cast.north.applicant).delete()
    deliver_all()
    assert (states(cast.north), mails()) == (["app cancelled", "mail cancelled"], [])


def test_who_left_the_workspace_hears_nothing_of_it(cast: Cast) -> None:
    due_now(cast.north)
    Membership.objects.filter(user=cast.north.applicant).delete()
    deliver_all()
    assert mails() == []
    assert "app sent" not in states(cast.north)


def test_a_date_that_moved_without_a_plan_is_noticed_at_the_delivery(cast: Cast) -> None:
    due_now(cast.north)
    with cast.north.scope():
        cast.north.company.message_templates.update(approved_on=timezone.localdate())
    deliver_all()
    assert states(cast.north) == ["app cancelled", "mail cancelled"]


def test_a_worker_that_was_paused_past_its_lease_hands_over_nothing(cast: Cast) -> None:
    due_now(cast.north)
    with scopes_disabled():
        paused = take()
        assert paused
        Reminder.objects.update(lease_until=timezone.now() - MINUTE)
    deliver_all()
    sent = [(one.pk, one.sent_at) for one in rows(cast.north)]
    with scopes_disabled():
        assert delivering.hand_over(paused) == 0
    assert [(one.pk, one.sent_at) for one in rows(cast.north)] == sent
    assert len(mails()) == 1


def test_a_worker_that_loses_its_lease_between_reading_and_writing_writes_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    due_now(cast.north)
    before = delivering._mails

    def slow(found: list[Reminder]) -> object:
        monkeypatch.setattr(delivering, "_mails", before)
        Reminder.objects.update(lease_until=timezone.now() - MINUTE)
        deliver_all()
        return before(found)

    monkeypatch.setattr(delivering, "_mails", slow)
    deliver_due()
    assert (states(cast.north), len(mails())) == (["app sent", "mail sent"], 1)


def test_rows_whose_worker_died_are_taken_again_one_by_one(cast: Cast) -> None:
    for name in ("first", "second"):
        due_now(cast.north, name=name)
    with scopes_disabled():
        lost = take()
        assert lost
        assert len(lost.ids) == 4
        assert deliver_due() == 0  # the lease still runs
        Reminder.objects.update(lease_until=timezone.now() - MINUTE)
    assert deliver_due() == 1
    assert deliver_all() == 3
    assert states(cast.north) == ["app sent", "app sent", "mail sent", "mail sent"]


def test_one_that_always_fails_ends_dead_and_visible_and_takes_no_other_along(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    due_now(cast.north, name="poison")
    due_now(cast.north, name="innocent")
    letter = delivering.letter

    def poisoned(reminders: list[Reminder], *rest: object) -> object:
        if any(one.facts["template"] == "poison" for one in reminders):
            raise ValueError("poison")
        return letter(reminders, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(delivering, "letter", poisoned)
    for _ in range(20):
        deliver_all()
        with scopes_disabled():
            Reminder.objects.update(lease_until=None)
    assert states(cast.north) == ["app sent", "app sent", "mail dead", "mail sent"]
    dead = rows(cast.north, state="dead")[0]
    assert (dead.attempts, dead.error) == (8, "ValueError: poison")
    monkeypatch.setattr(delivering, "letter", letter)
    assert retry("reminders") == 1
    deliver_all()
    assert len(mails()) == 2


def test_one_that_kills_its_worker_each_time_ends_dead(cast: Cast) -> None:
    due_now(cast.north)
    for _ in range(8):
        with scopes_disabled():
            while delivering.take() or delivering.take_again():
                pass
            Reminder.objects.update(lease_until=timezone.now() - MINUTE)
    assert delivering.bury() == 2
    assert states(cast.north) == ["app dead", "mail dead"]


def test_mail_is_in_the_language_and_on_the_clock_of_its_reader(cast: Cast) -> None:
    from readiness.models import MailChoice

    MailChoice.objects.create(user=cast.north.applicant, language="it")
    due_now(cast.north)
    deliver_all()
    (mail,) = mails()
    assert "reinvia il modello order_shipped" in mail.subject
    assert "Ciao Anna" in mail.text
    assert "<" not in mail.text


def test_what_people_typed_is_no_mark_up_and_no_header(cast: Cast) -> None:
    house = cast.north
    with house.scope():
        type(house.company).objects.filter(pk=house.company.pk).update(name="<b>Evil</b>\nBcc: all@people.example")
    due_now(house)
    deliver_all()
    (mail,) = mails()
    assert "<b>Evil" not in mail.html
    assert "\n" not in mail.subject


def test_planning_leaves_what_is_being_sent_alone(cast: Cast) -> None:
    due_now(cast.north)
    with scopes_disabled():
        take()
        replan([cast.north.company.pk])
    assert states(cast.north) == ["app sending", "mail sending"]


def test_what_was_renamed_since_the_plan_is_called_by_its_new_name(cast: Cast) -> None:
    due_now(cast.north)
    with cast.north.scope():
        cast.north.company.message_templates.update(name="renamed")
    deliver_all()
    assert {one.facts["template"] for one in rows(cast.north)} == {"renamed"}
    assert "renamed" in mails()[0].subject


@pytest.mark.skipif(engine() == "SQLite", reason="the embedded database has no clock but this machine's")
@pytest.mark.parametrize("days", [200, -200])
def test_a_worker_whose_clock_is_wrong_does_no_harm(cast: Cast, days: int) -> None:
    approved(cast.north, timezone.localdate(), name="ahead")
    due_now(cast.north, name="due")
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=days)):
        deliver_all()
    found = {(one.facts["template"], one.state) for one in rows(cast.north)}
    assert found == {("due", "sent"), ("ahead", "planned")}
