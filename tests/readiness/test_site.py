"""Small things around the pages: theme, health, language, signing in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from readiness import settings as settings_of_the_product
from readiness.actions.heartbeats import TICK, beat
from readiness.models import User
from tests.cast import PASSWORD, Cast
from tests.visitor import Visitor

ClientFor = Callable[[User | None], Visitor]
ELSEWHERE = [
    *("https://evil.example/", "//evil.example/", "///evil.example/", "/\\evil.example", "http:evil.example"),
    *("javascript:alert(1)", "data:text/html,hi", "\thttps://evil.example/", "https://testserver@evil.example/", ""),
]


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_theme_is_kept_in_a_cookie(client: Visitor, theme: str) -> None:
    response = client.post("/theme/", {"theme": theme, "next": "/sources/"})
    cookie = response.cookies["theme"]
    assert (response["Location"], cookie.value, cookie["samesite"], cookie["max-age"]) == ("/sources/", theme, "Lax", 31_536_000)


def test_theme_that_is_none_is_not_kept(client: Visitor) -> None:
    assert "theme" not in client.post("/theme/", {"theme": "<script>"}).cookies


def test_theme_stands_in_the_page(client: Visitor, db: None) -> None:
    client.post("/theme/", {"theme": "dark"})
    assert 'data-bs-theme="dark"' in client.get("/accounts/login/").content.decode()


def test_forged_theme_cookie_is_ignored(client: Visitor, db: None) -> None:
    client.cookies["theme"] = '"><script>'
    html = client.get("/accounts/login/").content.decode()
    assert "data-bs-theme" not in html


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize("url", ["/theme/", "/i18n/setlang/"])
def test_nobody_is_sent_elsewhere(client: Visitor, url: str, target: str) -> None:
    assert client.post(url, {"next": target, "theme": "dark", "language": "it"})["Location"] == "/"


@pytest.mark.parametrize("target", [one for one in ELSEWHERE if one])
def test_nobody_is_sent_elsewhere_after_signing_in(client: Visitor, cast: Cast, target: str) -> None:
    response = client.post("/accounts/login/", {"login": cast.north.owner.email, "password": PASSWORD, "next": target})
    assert response["Location"] == "/"


@pytest.mark.parametrize("url", ["/healthz", "/readyz"])
def test_health(client: Visitor, db: None, url: str) -> None:
    beat(TICK)
    response = client.get(url)
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


def test_alive_needs_no_database(client: Visitor) -> None:
    """No `db` fixture: a query would be an error."""
    assert client.get("/healthz").status_code == 200


def test_not_ready_while_the_database_does_not_answer(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: Any) -> None:
        raise OperationalError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", refused)
        response = Client().get("/readyz")
    assert (response.status_code, response.json()) == (503, {"status": "database does not answer"})


@pytest.mark.parametrize(("accepted", "language"), [("it-IT,it;q=0.9", "it"), ("de", "en"), ("", "en"), ("en-GB", "en")])
def test_language_of_the_browser(db: None, accepted: str, language: str) -> None:
    response = Visitor(headers={"accept-language": accepted}).get("/accounts/login/")
    assert (response["Content-Language"], f'lang="{language}"' in response.content.decode()) == (language, True)


def test_signing_in_and_out(client: Visitor, cast: Cast) -> None:
    signed_in = client.post("/accounts/login/", {"login": cast.north.owner.email.upper(), "password": PASSWORD})
    assert signed_in["Location"] == "/"
    assert client.get("/w/north/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/w/north/")["Location"] == "/accounts/login/?next=/w/north/"


def test_session_changes_its_key_when_somebody_signs_in(client: Visitor, cast: Cast) -> None:
    client.get("/accounts/login/")
    client.session["planted"] = 1
    before = client.session.session_key
    client.post("/accounts/login/", {"login": cast.north.owner.email, "password": PASSWORD})
    assert client.session.session_key != before


def test_answer_does_not_tell_whether_an_account_exists(client: Visitor, cast: Cast) -> None:
    known, unknown = (
        client.post("/accounts/login/", {"login": login, "password": "wrong"})
        for login in (cast.north.owner.email, "nobody@people.example")
    )
    messages = [list(one.context["form"].non_field_errors()) for one in (known, unknown)]
    assert messages[0] == messages[1] != []


def test_wrong_passwords_are_counted(client: Visitor, cast: Cast) -> None:
    """After so many the right one is refused too."""
    for _ in range(10):
        client.post("/accounts/login/", {"login": cast.north.owner.email, "password": "wrong"})
    response = client.post("/accounts/login/", {"login": cast.north.owner.email, "password": PASSWORD})
    assert response.status_code in (200, 429)
    assert client.get("/w/north/").status_code == 302


def test_accounts_are_made_by_invitation(client: Visitor, db: None) -> None:
    person = {"email": "new@people.example", "password1": "a-long-password-1", "password2": "a-long-password-1"}
    client.post("/accounts/signup/", person)
    assert not User.objects.filter(email="new@people.example").exists()


def test_demo_sign_ins_are_shown_in_the_demo_only(client: Visitor, db: None, settings: Any) -> None:
    assert "applicant@demo.example" not in client.get("/accounts/login/").content.decode()
    settings.DEMO = True
    assert "applicant@demo.example" in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("demo", [False, True])
def test_unknown_host_is_refused(client: Visitor, settings: Any, demo: bool) -> None:
    settings.DEMO = demo
    response = client.get("/accounts/login/", headers={"host": "evil.example"})
    assert (response.status_code, "We could not read that request" in response.content.decode()) == (400, True)


def test_mails_of_the_embedded_default_stand_under_var() -> None:
    assert settings_of_the_product.EMAIL_CONFIG["EMAIL_FILE_PATH"] == str(settings_of_the_product.VAR_DIR / "mail")


@pytest.mark.parametrize(("proxies", "refused"), [(0, True), (1, False)])
def test_wrong_passwords_of_a_stranger_lock_nobody_out_behind_a_proxy(cast: Cast, settings: Any, proxies: int, refused: bool) -> None:
    """The proxy adds the visitor's address at the end; what stands before it is anybody's word."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    stranger, owner = (Visitor(headers={"x-forwarded-for": f"198.51.100.1, {address}"}) for address in ("203.0.113.1", "203.0.113.2"))
    for number in range(12):
        stranger.post("/accounts/login/", {"login": f"nobody{number}@people.example", "password": "wrong"})
    owner.post("/accounts/login/", {"login": cast.north.owner.email, "password": PASSWORD})
    assert (owner.get("/w/north/").status_code != 200) is refused
