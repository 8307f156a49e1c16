"""A browser that reports everything a person at it would not see: errors, refused parts, requests to elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.browser.site import PASSWORD, Site, running_site

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# The browser calls an answer of 4xx an error; forms that tell what is missing answer 422, edits that met 409.
ANSWERED = ("status of 409", "status of 422", "status of 404")
POLICY_LISTENER = (
    "document.addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"
)
SignIn = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "Chromium is missing. Install it: apt-get install chromium"
    return {**browser_type_launch_args, "executable_path": program, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], site: Site) -> dict[str, Any]:
    window = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}  # no colour is looked at half-way
    return {**browser_context_args, **window, "base_url": site.url, "locale": "en-GB"}


@pytest.fixture
def problems() -> Iterator[list[str]]:
    """What went wrong in any page of the test; the test fails unless it is empty in the end."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def new_page(browser: Browser, browser_context_args: dict[str, Any], site: Site, problems: list[str]) -> Iterator[Callable[..., Page]]:
    """Another person's browser: nothing is shared with the others of the test."""
    contexts: list[BrowserContext] = []

    def made(**options: Any) -> Page:
        context = browser.new_context(**browser_context_args | options)
        context.set_default_timeout(15_000)
        context.add_init_script(POLICY_LISTENER)
        contexts.append(context)
        page = context.new_page()
        watch(page, site, problems)
        return page

    yield made
    for context in contexts:
        context.close()


def watch(page: Page, site: Site, problems: list[str]) -> None:
    own = urlsplit(site.url).netloc

    def look_at_message(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(answer in message.text for answer in ANSWERED):
            problems.append(f"console {message.type}: {message.text}")

    def look_at_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != own:
            problems.append(f"request to {request.url}")

    page.on("console", look_at_message)
    page.on("request", look_at_request)
    page.on("pageerror", lambda error: problems.append(f"script error: {error}"))


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """Cookies by person: signing in by hand once is enough."""
    return {}


@pytest.fixture
def sign_in(new_page: Callable[..., Page], sessions: dict[str, Any]) -> SignIn:
    def signed_in(email: str, **options: Any) -> Page:
        if email in sessions:
            return new_page(**options | {"storage_state": sessions[email]})
        page = new_page(**options)
        by_hand(page, email)
        sessions[email] = page.context.storage_state()
        return page

    return signed_in


def by_hand(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form", has=page.locator("input[name=password]")).locator("button").click()
    page.wait_for_url("**/w/demo/**")
