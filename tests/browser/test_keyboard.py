"""Without a mouse: skip link, order of tabs, Enter, where the focus goes; and that switches keep the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import APPLICANT, Site

SignIn = Callable[..., Page]
MOST_TABS = 80


@pytest.fixture
def page_of_topic(site: Site, sign_in: SignIn) -> Page:
    page = sign_in(APPLICANT)
    page.goto(site.company(site.own, "profile/revenue/"))
    return page


def tab_to(page: Page, text: str) -> None:
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == text:
            return
    raise AssertionError(f"{MOST_TABS} tabs do not lead to {text}")


def test_first_tab_skips_to_the_content(page_of_topic: Page) -> None:
    page_of_topic.keyboard.press("Tab")
    link = page_of_topic.locator(".skip-link")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page_of_topic.keyboard.press("Enter")
    expect(page_of_topic.locator("main")).to_be_focused()


def test_continue_is_reached_and_pressed(page_of_topic: Page) -> None:
    tab_to(page_of_topic, "Continue")
    with page_of_topic.expect_navigation():
        page_of_topic.keyboard.press("Enter")
    assert page_of_topic.url.endswith("/profile/volume/")


def test_enter_in_a_field_continues(page_of_topic: Page) -> None:
    page_of_topic.locator("[name=annual_revenue_amount]").focus()
    with page_of_topic.expect_navigation():
        page_of_topic.keyboard.press("Enter")
    assert page_of_topic.url.endswith("/profile/volume/")


def test_error_summary_takes_the_focus_and_leads_to_the_field(page_of_topic: Page) -> None:
    field = page_of_topic.locator("[name=annual_revenue_amount]")
    field.fill("much")
    with page_of_topic.expect_navigation():
        field.press("Enter")
    expect(page_of_topic.locator(".error-summary")).to_be_focused()
    assert page_of_topic.title().startswith("Error: ")
    page_of_topic.keyboard.press("Tab")
    page_of_topic.keyboard.press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_value("much")


def test_menu_opens_and_closes_by_key(page_of_topic: Page) -> None:
    summary = page_of_topic.locator("details.menu > summary")
    summary.focus()
    page_of_topic.keyboard.press("Enter")
    expect(page_of_topic.locator(".menu-panel")).to_be_visible()
    page_of_topic.keyboard.press("Escape")
    expect(page_of_topic.locator(".menu-panel")).to_be_hidden()
    expect(summary).to_be_focused()


def test_language_switch_keeps_the_page(page_of_topic: Page) -> None:
    path = page_of_topic.url
    for language, name in (("it", "Italiano"), ("en", "English")):
        page_of_topic.locator("details.menu > summary").click()
        with page_of_topic.expect_navigation():
            page_of_topic.get_by_role("button", name=name).click()
        assert page_of_topic.url == path
        expect(page_of_topic.locator("html")).to_have_attribute("lang", language)


def test_theme_switch_keeps_the_page_and_stays(page_of_topic: Page) -> None:
    path = page_of_topic.url
    page_of_topic.locator("details.menu > summary").click()
    with page_of_topic.expect_navigation():
        page_of_topic.get_by_role("button", name="Dark").click()
    assert page_of_topic.url == path
    page_of_topic.reload()
    expect(page_of_topic.locator("html")).to_have_attribute("data-bs-theme", "dark")


TWICE = """() => {
    const held = [];
    window.addEventListener("submit", (event) => { held.push(event.defaultPrevented); event.preventDefault(); });
    const form = document.querySelector("main form");
    form.requestSubmit();
    form.requestSubmit();
    return held;
}"""


def test_second_click_sends_nothing(page_of_topic: Page) -> None:
    assert page_of_topic.evaluate(TWICE) == [False, True]
