"""The list of reminders, the settings, the links of a mail, the calendar, the worker page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from readiness.actions.calendars import make_address
from readiness.actions.delivering import deliver_due
from readiness.actions.heartbeats import TICK, beat
from readiness.models import CalendarFeed, Heartbeat, MailChoice, Reminder, ReminderSettings, User, Workspace
from readiness.signed_links import REMINDER, reminder_path, unsubscribe_path
from tests.cast import Cast, House, add_document, add_reminder, add_request, membership_of
from tests.readiness.reminders.case import DAYS, approved, mails, rows
from tests.readiness.reminders.test_delivering import due_now
from tests.visitor import Visitor

ClientFor = Callable[[User | None], Visitor]
HOUSE = {
    "time_zone": "Asia/Tokyo",
    "house_by_mail": "on",
    "quiet_from": "21:00",
    "quiet_until": "07:30",
    "template-renewal": "20, 5",
    "document-renewal": "30, 14, 3",
    "licence-validity": "30, 14, 3",
    "audit": "30",
}


def url(name: str, **more: object) -> str:
    return reverse(f"readiness:{name}", kwargs={"workspace": "north", **more})


def first(house: House) -> Reminder:
    with house.scope():
        return Reminder.objects.get(kind="changes-asked")


def test_what_reached_me_is_listed_and_counted(cast: Cast, client_for: ClientFor) -> None:
    add_reminder(cast.north)
    visitor = client_for(cast.north.applicant)
    page = visitor.get(url("reminders")).content.decode()
    assert "please change “Proof of the bank account" in page
    assert '<span class="badge-count" aria-hidden="true">1</span>' in page
    visitor.post(url("reminders-read"))
    assert "badge-count" not in visitor.get(url("reminders")).content.decode()
    assert "badge-count" not in client_for(cast.north.consultant).get(url("reminders")).content.decode()


def test_what_is_not_due_yet_is_not_listed(cast: Cast, client_for: ClientFor) -> None:
    approved(cast.north, timezone.localdate())
    assert "order_shipped" not in client_for(cast.north.applicant).get(url("reminders")).content.decode()


def test_done_settles_the_whole_deadline(cast: Cast, client_for: ClientFor) -> None:
    expires = timezone.localdate() + dt.timedelta(days=100)
    add_document(cast.north, expires_on=expires)
    with cast.north.scope():
        Reminder.objects.filter(cycle=f"{expires}/30").update(due_at=timezone.now())
    deliver_due()
    visitor = client_for(cast.north.applicant)
    (told,) = rows(cast.north, state="sent", channel="app")
    visitor.post(url("reminder-done", reminder=told.pk))
    assert {(one.cycle.partition("/")[2], one.channel, one.state) for one in rows(cast.north, kind="document-renewal")} == {
        *((lead, channel, "cancelled") for lead in ("14", "3") for channel in ("app", "mail")),
        *(("30", channel, "sent") for channel in ("app", "mail")),
    }
    with cast.north.scope():
        from readiness.actions.planning import replan

        assert replan([cast.north.company.pk])["revived"] == 0
    assert "Nothing to do" in visitor.get(url("reminders")).content.decode()
    assert "settled" in visitor.get(url("reminders") + "?show=done").content.decode()


def test_later_comes_again_on_that_morning_once(cast: Cast, client_for: ClientFor) -> None:
    due_now(cast.north)
    deliver_due()
    (told,) = rows(cast.north, state="sent", channel="app")
    visitor = client_for(cast.north.applicant)
    for _ in range(2):
        visitor.post(url("reminder-later", reminder=told.pk), {"days": 3})
    again = rows(cast.north, state="planned")
    assert {one.channel for one in again} == {"app", "mail"}
    local = again[0].due_at.astimezone(ZoneInfo("Europe/Rome"))
    assert (local.date(), local.time()) == (timezone.localdate(timezone=ZoneInfo("Europe/Rome")) + dt.timedelta(days=3), dt.time(9))
    with cast.north.scope():
        Reminder.objects.filter(state="planned").update(due_at=timezone.now())
    deliver_due()
    assert len(rows(cast.north, state="sent")) == 4
    assert visitor.post(url("reminder-later", reminder=told.pk), {"days": "soon"}).status_code == 302


def test_choices_of_a_person(cast: Cast, client_for: ClientFor) -> None:
    visitor = client_for(cast.north.applicant)
    visitor.post(url("reminder-settings"), {"language": "it"})
    choice = MailChoice.objects.get(user=cast.north.applicant)
    assert (choice.language, choice.by_mail) == ("it", False)
    assert visitor.post(url("reminder-settings"), {"language": "xx"}).status_code == 422
    assert "For everybody in" not in visitor.get(url("reminder-settings")).content.decode()


def test_choices_of_a_workspace(cast: Cast, client_for: ClientFor) -> None:
    visitor = client_for(cast.north.consultant)
    assert visitor.post(url("house-settings"), HOUSE).status_code == 302
    with cast.north.scope():
        kept = ReminderSettings.objects.get()
    assert (kept.by_mail, kept.quiet_from, kept.quiet_until, kept.lead_days) == (
        True,
        dt.time(21),
        dt.time(7, 30),
        {"template-renewal": [20, 5]},
    )
    assert Workspace.objects.get(slug="north").time_zone == "Asia/Tokyo"
    page = visitor.get(url("reminder-settings")).content.decode()
    assert 'value="20, 5"' in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("time_zone", zone) for zone in ("", "Mars/Olympus", "../../etc/passwd", "Europe/Rome\0")),
        *(("quiet_from", time) for time in ("", "25:00", "noon")),
        *(("audit", days) for days in ("", "soon", "-1", "181", "1.5", "1,2,3,4,5,6", "٣", "9" * 30)),
    ],
)
def test_settings_that_cannot_be_are_named(cast: Cast, client_for: ClientFor, field: str, value: str) -> None:
    answer = client_for(cast.north.owner).post(url("house-settings"), HOUSE | {field: value})
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    with cast.north.scope():
        assert not ReminderSettings.objects.exists()


def test_a_link_of_a_mail_changes_nothing_until_its_button_is_pressed(cast: Cast) -> None:
    due_now(cast.north)
    deliver_due()
    told = rows(cast.north, channel="mail")[0]
    (mail,) = mails()
    path = reminder_path(told.key)
    assert path in mail.text
    visitor = Visitor()
    assert "order_shipped" in visitor.get(path).content.decode()
    assert rows(cast.north, channel="mail")[0].done_at is None
    assert "You hear no more" in visitor.post(path, {"what": "done"}).content.decode()
    assert {one.done_at is None for one in rows(cast.north)} == {False}


def test_a_link_of_a_mail_puts_off(cast: Cast) -> None:
    due_now(cast.north)
    deliver_due()
    path = reminder_path(rows(cast.north, channel="mail")[0].key)
    assert Visitor().post(path, {"what": "later", "days": 5}).status_code == 422
    assert "Put off" in Visitor().post(path, {"what": "later", "days": 7}).content.decode()
    assert len(rows(cast.north, state="planned")) == 2


def test_links_that_are_forged_cut_off_or_old_say_so(cast: Cast) -> None:
    told = add_reminder(cast.north)
    path = reminder_path(told.key)
    old = signing.TimestampSigner(salt=REMINDER)
    old.timestamp = lambda: signing.b62_encode(1_600_000_000)  # type: ignore[method-assign]
    aged = reverse("reminder-link", kwargs={"token": old.sign_object(told.key.hex)})
    other = unsubscribe_path(cast.north.applicant.pk).replace("unsubscribe", "reminder")
    for wrong in (path[:-2] + "/", path.replace(":", ";"), aged, other):
        answer = Visitor().post(wrong, {"what": "done"})
        assert (answer.status_code, "This link does not work" in answer.content.decode()) == (404, True)
    assert first(cast.north).done_at is None


def test_one_click_unsubscribe_needs_no_page_and_no_sign_in(cast: Cast) -> None:
    path = unsubscribe_path(cast.north.applicant.pk)
    assert "No more mails?" in Visitor().get(path).content.decode()
    assert not MailChoice.objects.filter(user=cast.north.applicant, by_mail=False).exists()
    program = Client(enforce_csrf_checks=True)
    answer = program.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert MailChoice.objects.get(user=cast.north.applicant).by_mail is False
    assert "You get mails again" in Visitor().post(path, {"what": "again"}).content.decode()
    assert MailChoice.objects.get(user=cast.north.applicant).by_mail is True


def events(content: bytes) -> list[tuple[str, object]]:
    return [(str(one["summary"]), one["dtstart"].dt) for one in Calendar.from_ical(content).walk("VEVENT")]


def test_the_calendar_holds_every_due_date_that_its_owner_may_see(cast: Cast) -> None:
    house, today = cast.north, timezone.localdate()
    approved(house, today)
    approved(house, today, company=house.other_company, name="not_mine")
    asked = add_request(house)
    with house.scope():
        secret = make_address(membership=membership_of(house, house.applicant))
        everything = make_address(membership=membership_of(house, house.consultant))
    answer = Visitor().get(reverse("calendar", kwargs={"secret": secret}))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(answer.content)
    assert ("North canaryNorth First: Approval of the template order_shipped (en) ends", today + dt.timedelta(days=DAYS)) in found
    assert ("North canaryNorth First: Answer to the reviewer due", asked.due_at.replace(microsecond=0)) in found
    assert "not_mine" not in answer.content.decode()
    assert "not_mine" in Visitor().get(reverse("calendar", kwargs={"secret": everything})).content.decode()
    again = Visitor().get(reverse("calendar", kwargs={"secret": secret}), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_calendar_address_is_shown_once_replaced_and_ended(cast: Cast, client_for: ClientFor) -> None:
    visitor = client_for(cast.north.applicant)
    page = visitor.post(url("calendar-address"), {"what": "make"}).content.decode()
    first_address = page.partition('id="calendar-address" readonly value="http://testserver')[2].partition('"')[0]
    assert Visitor().get(first_address).status_code == 200
    assert first_address not in visitor.get(url("reminder-settings")).content.decode()
    visitor.post(url("calendar-address"), {"what": "make"})
    assert Visitor().get(first_address).status_code == 404
    visitor.post(url("calendar-address"), {"what": "end"})
    with cast.north.scope():
        assert not CalendarFeed.objects.exists()


def test_a_calendar_ends_with_its_owner(cast: Cast) -> None:
    with cast.north.scope():
        secret = make_address(membership=membership_of(cast.north, cast.north.applicant))
    User.objects.filter(pk=cast.north.applicant.pk).update(is_active=False)
    assert Visitor().get(reverse("calendar", kwargs={"secret": secret})).status_code == 404


def test_the_worker_page_shows_what_failed_and_tries_it_again(cast: Cast, client_for: ClientFor) -> None:
    staff = User.objects.create_user("staff@people.example", "x", is_staff=True)
    visitor = client_for(staff)
    assert "No worker has ticked yet" in visitor.get(reverse("worker")).content.decode()
    beat(TICK)
    dead = add_reminder(cast.north, state="dead", error="ValueError: poison", attempts=8, sent_at=None)
    page = visitor.get(reverse("worker")).content.decode()
    assert "The clock ticks." in page
    assert "ValueError: poison" in page
    assert cast.north.canary + '"' not in page.replace(cast.north.workspace.name, "")
    visitor.post(reverse("worker-retry"), {"what": "reminders", "key": str(dead.key)})
    assert first(cast.north).state == "planned"
    for wrong in ({"what": "everything"}, {"what": "mails", "key": "no-uuid"}):
        assert visitor.post(reverse("worker-retry"), wrong).status_code == 404


def test_a_clock_that_stopped_is_not_ready(client: Client, db: None) -> None:
    assert Client().get("/readyz").json() == {"status": "no worker has ticked yet"}
    beat(TICK)
    assert Client().get("/readyz").status_code == 200
    Heartbeat.objects.update(at=timezone.now() - dt.timedelta(minutes=6))
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["status"].startswith("last tick 36")) == (503, True)


def test_reminders_ask_as_often_for_many_as_for_one(cast: Cast, client_for: ClientFor) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for count in (1, 30):
        for number in range(count):
            add_reminder(cast.north, subject_id=1000 * count + number)
        visitor = client_for(cast.north.applicant)
        with CaptureQueriesContext(connection) as captured:
            visitor.get(url("reminders"))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 6
