"""The relay: one Message-ID a mail for ever, a server that is away costs nothing, an address that refuses is left alone and named."""

from __future__ import annotations

import datetime as dt
import smtplib
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection as database
from django.utils import timezone
from django_scopes import scopes_disabled

from readiness.actions import relaying
from readiness.actions.relaying import message, relay_mails, take
from readiness.models import Heartbeat, MailChoice, OutgoingMail, Reminder
from readiness.signed_links import unsubscribe_path
from tests.cast import Cast
from tests.readiness.reminders.case import mails, rows
from tests.readiness.reminders.test_delivering import deliver_all, due_now

MINUTE = dt.timedelta(minutes=1)


class Server(BaseEmailBackend):
    """A mail server that answers as told: `answers` are raised one after the other, then everything is taken."""

    def __init__(self, *answers: Exception) -> None:
        super().__init__()
        self.answers, self.taken, self.opened = list(answers), [], 0

    def open(self) -> bool:
        self.opened += 1
        return True

    def send_messages(self, messages: Any) -> int:
        for one in messages:
            if self.answers:
                raise self.answers.pop(0)
            one.message()
            self.taken.append(one)
        return len(messages)

    @property
    def ids(self) -> list[str]:
        return [one.extra_headers["Message-ID"] for one in self.taken]


def add_mails(cast: Cast, count: int = 1, **values: Any) -> None:
    person = cast.north.applicant
    told = {"person": person, "to": person.email, "subject": "Hello", "text": "text", "next_try_at": timezone.now()} | values
    with scopes_disabled():
        OutgoingMail.objects.bulk_create(OutgoingMail(workspace=cast.north.workspace, **told) for _ in range(count))


def states() -> list[str]:
    return [one.state for one in mails()]


def no_pause() -> None:
    Heartbeat.objects.all().delete()
    with scopes_disabled():
        OutgoingMail.objects.update(next_try_at=timezone.now(), lease_until=None)


def refused(code: int, words: bytes = b"no") -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({"anna@people.example": (code, words)})


def test_mails_go_out_once_over_one_connection(cast: Cast) -> None:
    add_mails(cast, 45)
    server = Server()
    assert (relay_mails(server), relay_mails(server)) == (45, 0)
    assert len(set(server.ids)) == len(server.ids) == 45
    assert set(states()) == {"sent"}


def test_a_mail_carries_its_key_and_the_way_out(cast: Cast) -> None:
    due_now(cast.north)
    deliver_all()
    assert relay_mails(get_connection()) == 1
    (sent,), (kept,) = outbox.outbox, mails()
    headers = sent.extra_headers
    assert headers["Message-ID"] == f"<{kept.key}@localhost>"
    assert headers["List-Unsubscribe"].endswith(unsubscribe_path(cast.north.applicant.pk) + ">")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent.message()["Message-ID"] == headers["Message-ID"]
    assert [part.get_content_type() for part in sent.message().walk()][1:] == ["text/plain", "text/html"]


def test_a_server_that_is_away_costs_no_mail_an_attempt(cast: Cast) -> None:
    add_mails(cast, 30)
    for _ in range(50):
        assert relay_mails(Server(ConnectionRefusedError("away"))) == 0
        assert Heartbeat.objects.get(name="relay").detail["error"] == "ConnectionRefusedError: away"
        no_pause()
    assert {(one.state, one.attempts) for one in mails()} == {("waiting", 0)}
    server = Server()
    assert relay_mails(server) == 30
    assert len(set(server.ids)) == 30


def test_while_the_server_is_away_tries_come_further_and_further_apart(cast: Cast) -> None:
    add_mails(cast)
    first = Server(smtplib.SMTPServerDisconnected("gone"))
    relay_mails(first)
    assert relay_mails(Server()) == 0
    detail = Heartbeat.objects.get(name="relay").detail
    assert detail["failures"] == 1
    for _ in range(12):
        relaying._pause("away")
    last = Heartbeat.objects.get(name="relay").detail
    assert last["failures"] == 13
    assert dt.datetime.fromisoformat(last["until"]) - timezone.now() <= dt.timedelta(minutes=15)


def test_mails_come_back_a_little_apart(cast: Cast) -> None:
    add_mails(cast, 20)
    relay_mails(Server(OSError("away")))
    assert len({one.next_try_at for one in mails()}) == 20


@pytest.mark.parametrize("code", [550, 553])
def test_an_address_that_is_refused_gets_nothing_more_and_those_who_look_after_it_are_told(cast: Cast, code: int) -> None:
    add_mails(cast, 3)
    server = Server(refused(code, b"no such user"))
    relay_mails(server)
    assert (states(), server.taken) == (["stopped"] * 3, [])
    choice = MailChoice.objects.get(user=cast.north.applicant)
    assert (choice.stopped_address, choice.stopped_reason) == ("anna@people.example", f"{code} no such user")
    told = rows(cast.north, kind="address-stopped")
    assert {(one.person.name, one.channel) for one in told} == {("Olga", "app"), ("Carl", "app")}
    assert rows(cast.south, kind="address-stopped") == []


def test_a_new_address_is_tried_again(cast: Cast) -> None:
    add_mails(cast)
    relay_mails(Server(refused(550)))
    cast.north.applicant.email = "new@people.example"
    cast.north.applicant.save()
    add_mails(cast, to="new@people.example")
    assert relay_mails(Server()) == 1


def test_a_full_letter_box_is_tried_again_later_and_at_last_given_up(cast: Cast) -> None:
    add_mails(cast)
    for attempt in range(1, 9):
        relay_mails(Server(refused(452, b"mailbox full")))
        (one,) = mails()
        assert one.attempts == attempt
        no_pause()
    assert (one.state, one.error) == ("dead", "452 mailbox full")


def test_a_server_that_says_421_is_away(cast: Cast) -> None:
    add_mails(cast)
    relay_mails(Server(refused(421, b"try later")))
    assert [(one.state, one.attempts) for one in mails()] == [("waiting", 0)]


def test_a_content_that_is_refused_is_dead_and_its_address_lives(cast: Cast) -> None:
    add_mails(cast)
    relay_mails(Server(smtplib.SMTPDataError(554, b"spam")))
    assert states() == ["dead"]
    assert not MailChoice.objects.filter(stopped_address="anna@people.example").exists()


def test_a_mail_that_cannot_be_made_takes_no_other_along(cast: Cast) -> None:
    add_mails(cast, 1, subject="two\nlines")
    add_mails(cast, 2)
    server = Server()
    assert relay_mails(server) == 2
    assert sorted(states()) == ["sent", "sent", "waiting"]


def test_a_mail_whose_worker_died_goes_out_under_the_same_message_id(cast: Cast) -> None:
    add_mails(cast)
    with scopes_disabled():
        taken = take()
        assert taken
        before = message(taken.mails[0]).extra_headers["Message-ID"]  # sent, and killed before the commit
        OutgoingMail.objects.update(lease_until=timezone.now() - MINUTE)
    server = Server()
    assert relay_mails(server) == 1
    assert server.ids == [before]


def test_a_relay_that_was_paused_sends_nothing_more_of_its_batch(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    add_mails(cast, 5)
    monkeypatch.setattr(relaying, "LEASE", dt.timedelta(seconds=0))
    server = Server()
    with scopes_disabled():
        taken = take()
        assert taken
        assert relaying._send_all(taken, server) == 0
    assert server.taken == []
    assert {one.attempts for one in mails()} == {0}


def test_refusals_of_a_person_who_is_gone_stop_the_mail_alone(cast: Cast) -> None:
    add_mails(cast, person=None)
    relay_mails(Server(refused(550)))
    assert states() == ["stopped"]
    with scopes_disabled():
        assert not Reminder.objects.filter(kind="address-stopped").exists()


def test_relaying_asks_little_of_the_database(cast: Cast) -> None:
    from django.test.utils import CaptureQueriesContext

    counts = []
    for count in (1, 20):
        add_mails(cast, count)
        relay_mails(Server())  # notes its first heartbeat
        add_mails(cast, count)
        with CaptureQueriesContext(database) as captured:
            relay_mails(Server())
        counts.append(len(captured) - count)
    assert counts[0] == counts[1]
