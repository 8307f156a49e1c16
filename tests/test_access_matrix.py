"""Every URL × every asker × every verb, against the declared table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse
from django_scopes import scopes_disabled

from documents.models import Document, DocumentVersion
from readiness.actions.heartbeats import TICK, beat
from readiness.actions.jobs import claim_job, finish_job
from readiness.models import Company, Job, User
from templates_mgr.models import MessageTemplate
from tests.access_table import account_cells, workspace_cells
from tests.cast import Cast, House, add_file, add_reminder, add_report, add_request, add_template
from tests.visitor import Visitor

TOKEN = re.compile(r"[A-Za-z0-9]{64}")  # of the forms on a page
OWN_DOOR = ("readiness:company-add", "readiness:house-settings")  # views that ask for the right themselves
VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
WORKSPACE, ACCOUNT = workspace_cells(), account_cells()
MEMBERS = ("owner", "consultant", "applicant", "other_applicant", "manager")
ASKERS = ["anonymous", "stranger", *(f"{house} {who}" for house in ("north", "south") for who in MEMBERS)]
WRONG = {"reminder-link": {"token": "wrong"}, "unsubscribe": {"token": "wrong"}, "calendar": {"secret": "wrong"}}
KEYS = WRONG | {"account_confirm_email": {"key": "wrong"}, "account_reset_password_from_key": {"uidb36": "1", "key": "wrong"}}


@dataclass(frozen=True)
class Place:
    """What stands in the path: a house, one of its companies, and what belongs to that company."""

    workspace: str
    company: str
    document: int
    file: Any
    template: int
    job: Any
    asked: int
    reminder: int

    def kwargs(self, route: str) -> dict[str, Any]:
        topic = "server" if "number/" in route else "company"
        kind = "authorisation_letter" if "/draft/" in route else "representative_id"
        everything = vars(self) | {"stage": "eligibility", "kind": kind, "topic": topic, "number": 1, "page": 1}
        return {name: value for name, value in everything.items() if f":{name}>" in route}


def make_place(house: House, company: Company) -> Place:
    job = add_report(house, company=company)
    with house.scope():
        claimed = claim_job(job_id=str(job.pk))
        assert claimed
        finish_job(job=claimed, name=f"{job.pk}.pdf", content=b"%PDF-")
        paper = DocumentVersion.objects.get(file=add_file(house, company=company))
    template = add_template(house, company=company)
    asked = add_request(house, company=company)
    beat(TICK)  # without it no probe says that the site is ready
    reminder = add_reminder(house, company=company)
    return Place(house.workspace.slug, company.slug, paper.document_id, paper.file_id, template.pk, job.pk, asked.pk, reminder.pk)


def patterns(resolver: URLResolver, route: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    """(name, route) of every URL below the resolver."""
    for one in resolver.url_patterns:
        whole = route + str(one.pattern)
        if isinstance(one, URLPattern):
            yield f"{namespace}{one.name}" if one.name else whole, whole
        else:
            yield from patterns(one, whole, f"{namespace}{one.namespace}:" if one.namespace else namespace)


ROUTES = dict(patterns(get_resolver()))


def undeclared(names: Iterable[str]) -> set[str]:
    return set(names) ^ ({name for name, _verb in WORKSPACE} | set(ACCOUNT))


def test_every_url_is_declared() -> None:
    assert undeclared(ROUTES) == set()


def test_undeclared_url_is_named() -> None:
    extra = URLResolver(get_resolver().pattern, [path("secret/", lambda request: None, name="back-door")])
    assert undeclared([*ROUTES, *dict(patterns(extra))]) == {"back-door"}


def visitor_of(cast: Cast, asker: str) -> Visitor:
    visitor, (house, _, who) = Visitor(), asker.partition(" ")
    person: User | None = None if asker == "anonymous" else cast.stranger if asker == "stranger" else getattr(cast, house).people[who]
    if person:
        visitor.force_login(person)
    return visitor


def outcome(visitor: Visitor, verb: str, url: str) -> str:
    """What comes back, as a cell of the table; whatever the request changed is undone."""
    cache.clear()
    kept = visitor.cookies.copy()
    with transaction.atomic():
        # As from a browser: no field is filled in, but the token is there.
        response = visitor.generic(verb, url, "csrfmiddlewaretoken=any", content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    visitor.cookies = kept
    target = response.get("Location", "")
    if response.status_code == 302 and target.startswith(("/accounts/login/", "/accounts/reauthenticate/")):
        return "login" if "login" in target else "confirm"
    return str(response.status_code)


def expected(name: str, verb: str, asker: str) -> str:
    """The cell for one of the people at a URL of north's first company."""
    if name in ACCOUNT:
        return ACCOUNT[name]["anonymous" if asker == "anonymous" else "signed in"][verb]
    column = "neighbour" if asker.startswith("south") else asker.removeprefix("north ").removesuffix("_applicant")
    row = WORKSPACE.get((name, "GET" if verb == "HEAD" else verb))
    if row:
        return row[column]
    outside = {"anonymous": "login", "stranger": "404", "neighbour": "404"} if ":" in name else {}
    return outside.get(column, "405")


def differences(visitor: Visitor, asker: str, place: Place) -> list[str]:
    """Each cell that is not as declared."""
    found = []
    for name, route in ROUTES.items():
        url = reverse(name, kwargs=KEYS.get(name) or place.kwargs(route))
        for verb in VERBS:
            was, should = outcome(visitor, verb, url), expected(name, verb, asker)
            if was != should:
                found.append(f"{name} {verb} for {asker}: {was}, declared {should}")
    return found


@pytest.mark.parametrize("asker", ASKERS)
def test_each_cell(cast: Cast, asker: str) -> None:
    place = make_place(cast.north, cast.north.company)
    assert differences(visitor_of(cast, asker), asker, place) == []


def leaks(visitor: Visitor, who: str, cast: Cast, verbs: Iterable[str] = ("GET", "POST")) -> list[str]:
    """Each way by which a member of north reaches something that is not in their path's own company: all must be 404."""
    home, theirs = make_place(cast.north, cast.north.company), make_place(cast.south, cast.south.company)
    second = make_place(cast.north, cast.north.other_company)
    found = []
    for (name, verb), row in WORKSPACE.items():
        if ":" not in name or verb not in verbs:
            continue
        for what, kwargs in elsewhere(home.kwargs(ROUTES[name]), theirs.kwargs(ROUTES[name]), second.kwargs(ROUTES[name])):
            # Whoever has no right to the page at all is told so before the object is looked for.
            should = "403" if row[who] == "403" and what.startswith("object") else "404"
            was = outcome(visitor, verb, reverse(name, kwargs=kwargs))
            if was != should:
                found.append(f"{name} {verb} with {what}: {was}")
    return found


def elsewhere(home: dict[str, Any], theirs: dict[str, Any], second: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "workspace of others", theirs
    if "company" in home:
        yield "company of others", home | {"company": theirs["company"]}
    for name in {"document", "file", "template", "job", "reminder"} & set(home):
        yield f"object of others ({name})", home | {name: theirs[name]}
        yield f"object of the second company ({name})", home | {name: second[name]}


@pytest.mark.parametrize("who", ["owner", "consultant", "applicant", "manager"])
def test_ids_of_others_lead_nowhere(cast: Cast, who: str) -> None:
    assert leaks(visitor_of(cast, f"north {who}"), who, cast) == []


@pytest.mark.parametrize("asker", ["north manager", "north applicant"])
def test_control_without_the_door_of_rights(cast: Cast, monkeypatch: pytest.MonkeyPatch, asker: str) -> None:
    place = make_place(cast.north, cast.north.company)
    monkeypatch.setattr("readiness.access.require", lambda request, permission: None)
    seen = differences(visitor_of(cast, asker), asker, place)
    refused = [(name, verb) for (name, verb), row in WORKSPACE.items() if row[asker.removeprefix("north ")] == "403"]
    assert {line.split(" for ")[0] for line in seen} >= {f"{name} {verb}" for name, verb in refused if name not in OWN_DOOR}
    assert refused


@pytest.mark.parametrize(
    ("door", "model", "url"),
    [
        ("documents.views.papers.open_document", Document, "documents:edit"),
        ("templates_mgr.views.editor.open_template", MessageTemplate, "templates_mgr:edit"),
        ("scoring.views.reports.open_job", Job, "scoring:report"),
    ],
)
def test_control_without_the_door_of_a_room(cast: Cast, monkeypatch: pytest.MonkeyPatch, door: str, model: Any, url: str) -> None:
    def open_anything(*place: Any) -> Any:
        with scopes_disabled():
            return model.objects.select_related("company").get(pk=place[-1])

    monkeypatch.setattr(door, open_anything)
    seen = leaks(visitor_of(cast, "north owner"), "owner", cast, verbs=["GET"])
    assert {line.partition(" (")[0] for line in seen if line.startswith(f"{url} GET")} == {
        f"{url} GET with object of others",
        f"{url} GET with object of the second company",
    }


def test_nobody_learns_what_exists(cast: Cast) -> None:
    """The answer for a thing of others is, byte for byte, the answer for a thing that was never there."""
    visitor, theirs = visitor_of(cast, "north owner"), make_place(cast.south, cast.south.company)
    home, nothing = make_place(cast.north, cast.north.company), {"workspace": "nowhere", "company": "nothing", "document": 10**9}
    for name, part in (("scoring:companies", "workspace"), ("scoring:tasks", "company"), ("documents:edit", "document")):
        kwargs = home.kwargs(ROUTES[name])
        urls = [reverse(name, kwargs=kwargs | {part: value}) for value in (getattr(theirs, part), nothing[part])]
        pages = [visitor.get(url) for url in urls]
        bodies = [TOKEN.sub("", page.content.decode().replace(url, "")) for page, url in zip(pages, urls, strict=True)]
        assert [page.status_code for page in pages] == [404, 404]
        assert bodies[0] == bodies[1]


def test_no_post_without_a_token(cast: Cast) -> None:
    visitor, place = Visitor(enforce_csrf_checks=True), make_place(cast.north, cast.north.company)
    visitor.force_login(cast.north.owner)
    # Mail programs post to the address that ends the mails by themselves; it is signed.
    posts = [name for name, verb in WORKSPACE if verb == "POST" and name != "unsubscribe"]
    posts += [name for name, who in ACCOUNT.items() if who["signed in"]["POST"] == "200"]
    urls = [reverse(name, kwargs=KEYS.get(name) or place.kwargs(ROUTES[name])) for name in posts]
    assert {url: visitor.post(url).status_code for url in urls} == dict.fromkeys(urls, 403)
