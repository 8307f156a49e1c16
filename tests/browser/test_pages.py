"""Every main page as people with other eyes, hands, screens and languages meet it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.site import APPLICANT, CONSULTANT, MANAGER, Site

SignIn = Callable[..., Page]
NARROW = {"width": 320, "height": 800}
WIDE = {"width": 1280, "height": 900}
# A theme changes colours and nothing else, so the second look is for them.
COLOUR_RULES: dict[str, object] = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# Name to who looks at it and where it is; {own} and {rich} are companies of the demo.
PAGES = {
    "sign in": ("", "/accounts/login/"),
    "forgotten password": ("", "/accounts/password/reset/"),
    "sources": ("", "/sources/"),
    "companies": (CONSULTANT, "/w/demo/"),
    "add a company": (CONSULTANT, "/w/demo/add/"),
    "tasks": (APPLICANT, "/w/demo/{own}/"),
    "tasks of a rich dossier": (CONSULTANT, "/w/demo/{rich}/"),
    "topic": (APPLICANT, "/w/demo/{own}/profile/revenue/"),
    "topic with choices": (APPLICANT, "/w/demo/{own}/profile/consent/"),
    "topic to read": (MANAGER, "/w/demo/{own}/profile/company/"),
    "number": (APPLICANT, "/w/demo/{own}/number/number/"),
    "answers": (APPLICANT, "/w/demo/{own}/answers/eligibility/"),
    "score": (APPLICANT, "/w/demo/{own}/score/"),
    "score of a rich dossier": (CONSULTANT, "/w/demo/{rich}/score/"),
    "what if": (APPLICANT, "/w/demo/{own}/what-if/"),
    "what if with changes": (APPLICANT, "/w/demo/{own}/what-if/?change=support_team&support_team=5&change=country&country=SG"),
    "documents": (CONSULTANT, "/w/demo/{rich}/documents/"),
    "record a document": (APPLICANT, "/w/demo/{own}/documents/add/representative_id/"),
    "change a document": (CONSULTANT, "/w/demo/{rich}/documents/{document}/"),
    "templates": (CONSULTANT, "/w/demo/{rich}/templates/"),
    "add a template": (APPLICANT, "/w/demo/{own}/templates/add/"),
    "change a template": (CONSULTANT, "/w/demo/{rich}/templates/{template}/"),
    "e-mail addresses": (APPLICANT, "/accounts/email/"),
    "change the password": (APPLICANT, "/accounts/password/change/"),
    "second factor": (APPLICANT, "/accounts/2fa/"),
    "sessions": (APPLICANT, "/accounts/sessions/"),
    "not found": (APPLICANT, "/w/demo/nothing-here/"),
}


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_for_everybody(site: Site, new_page: Callable[..., Page], sign_in: SignIn, name: str, language: str) -> None:
    who, path = PAGES[name]
    page = sign_in(who, locale=language) if who else new_page(locale=language)
    page.goto(path.format(**vars(site)))
    assert page.locator("html").get_attribute("lang") == language
    assert shortcomings(page) == ""


def shortcomings(page: Page) -> str:
    """What axe finds in light and in dark, and whether a narrow screen has to be pushed sideways: a line each."""
    found = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
        found += [f"{theme}: {one}" for one in violations(page, COLOUR_RULES if theme == "dark" else None)]
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    found += [f"{width} px wide on a screen of 320"] if width > NARROW["width"] else []
    return "\n".join(found)


def violations(page: Page, options: dict[str, object] | None = None) -> list[str]:
    # What passed is not told: that halves the time.
    results = Axe().run(page, options={"resultTypes": ["violations"], **(options or {})}).response
    found = [(one["id"], one["impact"], node) for one in results["violations"] for node in one["nodes"]]
    return [
        f"{rule} ({impact}): {' '.join(map(str, node['target']))} {' '.join(node['failureSummary'].split())}"
        for rule, impact, node in found
    ]


@pytest.mark.parametrize("language", ["en", "it"])
def test_page_with_errors_is_for_everybody(site: Site, sign_in: SignIn, language: str) -> None:
    page = sign_in(APPLICANT, locale=language)
    page.goto(site.company(site.own, "profile/revenue/"))
    page.locator("input[name=annual_revenue_amount]").fill("much")
    page.locator("button[value=on]").click()
    page.wait_for_selector(".error-summary")
    assert shortcomings(page) == ""


def test_axe_notices(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/accounts/login/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/static/img/logo.svg\"><input>')")
    assert {one.split(" ")[0] for one in violations(page)} == {"image-alt", "label"}
