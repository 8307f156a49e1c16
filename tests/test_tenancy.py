"""The wall between workspaces: every model behind it, no query without a scope, no word of others on any page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django_scopes import ScopeError, scope

from documents.actions.reviews import review
from documents.actions.waivers import waive
from documents.enums import Decision
from documents.models import DocumentVersion
from phone_numbers.models import AccountHealth, PhoneNumber, TechnicalSetup
from readiness.actions.calendars import make_address
from readiness.models import Company, CompanyProfile, OutgoingMail, ReminderSettings, User
from scoring.actions import rescore
from templates_mgr.models import MetaConnection
from tests.access_table import workspace_cells
from tests.cast import Cast, House, add_document, add_file, add_reminder, add_report, add_request, add_template, answer, membership_of
from tests.test_access_matrix import ROUTES, make_place
from tests.visitor import Visitor

ClientFor = Callable[[User | None], Visitor]
OURS = ("readiness", "documents", "templates_mgr", "phone_numbers", "scoring")
# Models without a scope, and why.
UNSCOPED = {
    "readiness.Heartbeat": "what runs by itself runs for everybody",
    "readiness.MailChoice": "a person wants mail or not, in whichever workspace",
    "readiness.LawfulMove": "the same transition table for everybody",
    "readiness.User": "a person may belong to several workspaces, or to none",
    "readiness.Workspace": "it is the wall itself; the middleware looks it up before there is a scope",
    "readiness.Membership": "looked up by person before there is a scope; pages read it through the signed-in person only",
}


def scope_error(model: type[models.Model]) -> bool:
    try:
        model._default_manager.all().exists()
    except ScopeError:
        return True
    return False


def unscoped(found: list[type[models.Model]]) -> set[str]:
    return {model._meta.label for model in found if not scope_error(model)}


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def test_every_model_is_behind_the_wall(db: None) -> None:
    assert unscoped(our_models()) == set(UNSCOPED)


def test_model_without_the_manager_is_noticed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Company._meta, "default_manager", Company._base_manager)
    assert unscoped(our_models()) - set(UNSCOPED) == {"readiness.Company"}


def test_tables_of_others_hold_nothing_of_ours(cast: Cast) -> None:
    """Every other table, so that a model of a new package is thought about too."""
    others = {model._meta.app_label for model in apps.get_models()} - set(OURS)
    assert others == {"account", "auth", "contenttypes", "mfa", "sessions", "usersessions"}


SCOPED = [model for model in our_models() if model._meta.label not in UNSCOPED]


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_scope_shows_one_workspace_only(cast: Cast, model: type[models.Model]) -> None:
    for house in (cast.north, cast.south):
        fill(house)
    seen = {house.canary: ids_in(house, model) for house in (cast.north, cast.south)}
    assert all(seen.values())
    assert seen["canaryNorth"] & seen["canarySouth"] == set()


def ids_in(house: House, model: type[models.Model]) -> set[Any]:
    with scope(workspace=house.workspace.pk):
        return set(model._default_manager.values_list("pk", flat=True))


def fill(house: House) -> None:
    """A row in every table, with the canary wherever text can be typed."""
    word = house.canary
    answer(
        house, legal_name=word, crm=word, country="IT", sector="retail", name_on_licence=word, privacy_policy_url=f"https://{word}.example/"
    )
    answer(house, PhoneNumber, number_country="IT", number_is_virtual=False)
    answer(house, TechnicalSetup, tls_version="1.2")
    answer(house, AccountHealth, block_rate=None, unknown=("block_rate",))
    add_document(house, kind="bank_proof", figures={"shows_name": True})
    sent = add_file(house, kind="trademark_certificate")
    with house.scope():
        version = DocumentVersion.objects.get(file=sent)
        review(by=house.consultant, version=version, decision=Decision.CHANGES, comment=word, page=1, base_version=version.document.version)
        waive(by=house.consultant, company=house.company, kind="shop_photo", reason=word)
    add_template(house, name=word.lower(), body=f"{word} {{{{1}}}}")
    add_report(house)
    add_request(house)
    add_reminder(house)
    with house.scope():
        make_address(membership=membership_of(house, house.applicant))
        ReminderSettings.objects.create(workspace=house.workspace)
        told = {"to": house.applicant.email, "subject": word, "text": word, "next_try_at": timezone.now()}
        OutgoingMail.objects.create(workspace=house.workspace, person=house.applicant, **told)
    with house.scope():
        MetaConnection.objects.create(company=house.company, waba_id=word, waba_name=word, key_id="k", sealed_token=b"x")
        rescore(list(Company.objects.values_list("pk", flat=True)))


@pytest.mark.parametrize("who", ["owner", "consultant", "applicant", "manager"])
def test_no_word_of_others_on_any_page(cast: Cast, client_for: ClientFor, who: str) -> None:
    for house in (cast.north, cast.south):
        fill(house)
    place, visitor = make_place(cast.north, cast.north.company), client_for(cast.north.people[who])
    names = [name for name, verb in workspace_cells() if verb == "GET" and ":" in name]
    pages = {name: visitor.get(reverse(name, kwargs=place.kwargs(ROUTES[name]))) for name in names}
    texts = {name: page.content.decode(errors="replace") for name, page in pages.items() if not page.streaming}
    assert [name for name, text in texts.items() if "canarySouth" in text or "canarysouth" in text] == []
    assert "canaryNorth" in texts["scoring:tasks"]  # the canary does sing where it is at home


def test_applicant_sees_nothing_of_the_second_company(cast: Cast, client_for: ClientFor) -> None:
    with cast.north.scope():
        CompanyProfile.objects.filter(company=cast.north.other_company).update(legal_name="canarySecond")
    visitor = client_for(cast.north.applicant)
    place = make_place(cast.north, cast.north.company)
    names = [name for name, verb in workspace_cells() if verb == "GET" and ":" in name]
    pages = [visitor.get(reverse(name, kwargs=place.kwargs(ROUTES[name]))) for name in names]
    texts = [page.content.decode(errors="replace") for page in pages if not page.streaming]
    assert [text for text in texts if "canarySecond" in text or cast.north.other_company.name in text] == []
