"""`create_workspace` and `add_member`: how a real installation gets its people."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command

from readiness.models import CompanyGrant, Membership, User
from tests.cast import Cast
from tests.visitor import Visitor

NEW = "new@people.example"
LINK = re.compile(r"https?://\S+/accounts/password/reset/key/\S+")


def refused(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    with pytest.raises(SystemExit) as ended:
        call_command(*command)
    assert ended.value.code == 2
    return capsys.readouterr().err


def member(*options: str) -> None:
    call_command("add_member", "--workspace", "north", "--email", NEW, *options)


def test_owner_sets_a_password_and_is_in(db: None, client: Visitor) -> None:
    call_command("create_workspace", "--name", "My practice", "--owner", " New@People.example ")
    client.post("/accounts/password/reset/", {"email": NEW})
    (letter,) = mail.outbox
    assert (letter.subject, "Hello from Readiness!" in letter.body) == ("[Readiness] Password Reset Email", True)
    (link,) = LINK.findall(str(letter.body))
    form = client.get(link, follow=True)
    new = "a long enough passphrase 7"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert client.post("/accounts/login/", {"login": NEW, "password": new}, follow=True).status_code == 200
    assert client.get("/w/my-practice/").status_code == 200


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (("--name", "!!", "--owner", NEW), "--name: expected a name with letters or digits, not '!!'\n"),
        (("--name", "W" * 61, "--owner", NEW), "--name: expected at most 60 letters and digits, not 61\n"),
        (("--name", "North", "--owner", NEW), "--name: there is a workspace 'north' already\n"),
        (("--name", "West", "--owner", "new"), "--owner: expected an e-mail address, not 'new'\n"),
        (("--name", "West", "--owner", NEW, "--time-zone", "Mars"), "--time-zone: expected an IANA name such as Europe/Rome, not 'Mars'\n"),
    ],
)
def test_workspace_is_refused(cast: Cast, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], line: str) -> None:
    assert refused(capsys, "create_workspace", *options) == line
    assert not User.objects.filter(email=NEW).exists()


def test_applicant_sees_the_companies_named_to_them(cast: Cast, client_for: Callable[[User | None], Visitor]) -> None:
    member("--role", "applicant", "--company", cast.north.company.slug)
    member("--role", "applicant", "--company", cast.north.company.slug)  # again: nothing is doubled
    person = User.objects.get(email=NEW)
    visitor = client_for(person)
    pages = [visitor.get(f"/w/north/{company.slug}/").status_code for company in (cast.north.company, cast.north.other_company)]
    with cast.north.scope():
        assert (pages, CompanyGrant.objects.filter(membership__user=person).count()) == ([200, 404], 1)


def test_consultant_sees_all(cast: Cast) -> None:
    member("--role", "consultant")
    assert Membership.objects.get(user__email=NEW).role == "consultant"


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ({"--workspace": "west"}, "--workspace: there is no workspace 'west'\n"),
        ({"--email": "new"}, "--email: expected an e-mail address, not 'new'\n"),
        ({"--role": "applicant"}, "--company: expected at least one: an applicant sees only the companies named to them\n"),
        ({"--company": "north-first"}, "--company: not for a role that sees every company, such as consultant\n"),
        ({"--role": "applicant", "--company": "none"}, "--company: there is no company 'none' in this workspace\n"),
        ({"--email": "mona@people.example"}, "--role: mona@people.example is a member of 'north' already, as manager\n"),
    ],
)
def test_member_is_refused(cast: Cast, capsys: pytest.CaptureFixture[str], options: dict[str, Any], line: str) -> None:
    given = {"--workspace": "north", "--email": NEW, "--role": "consultant"} | options
    assert refused(capsys, "add_member", *(part for pair in given.items() for part in pair)).startswith(line)
    assert not User.objects.filter(email=NEW).exists()


def test_company_of_another_workspace_is_not_there(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    slug = cast.south.company.slug
    line = refused(capsys, "add_member", "--workspace", "north", "--email", NEW, "--role", "applicant", "--company", slug)
    assert line == f"--company: there is no company '{slug}' in this workspace\n"
