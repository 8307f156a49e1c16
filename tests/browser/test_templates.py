"""Writing a message template: the finding appears as one types, marked in the text; mended and saved."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.site import APPLICANT, Site
from tests.browser.test_pages import shortcomings

SignIn = Callable[..., Page]
PATIENCE = 15_000


def test_finding_appears_while_one_types(site: Site, sign_in: SignIn) -> None:
    page = sign_in(APPLICANT)
    page.goto(site.company(site.own, "templates/add/"))
    verdict, mark = page.locator("#verdict-line"), page.locator("mark.mark-error").first
    expect(verdict).to_be_empty()
    page.locator("#id_name").fill("typed_in_a_browser")
    page.locator("#id_language").select_option("en")
    page.locator("#id_category").select_option("UTILITY")
    page.locator("#id_purpose").select_option("shipping")
    page.locator("#id_body_samples").fill("Ana")
    page.locator("#id_body").press_sequentially("{{1}}, your order 1234 has left us today.")
    expect(verdict).to_contain_text("Refused when created", timeout=PATIENCE)
    expect(mark).to_have_text("{{1}}")
    expect(page.locator(".bubble-body")).to_have_text("Ana, your order 1234 has left us today.")
    expect(page.locator("#count-body")).to_have_text("41 of 1,024 characters")
    assert shortcomings(page) == ""
    page.locator("#id_body").fill("Hello {{1}}, your order 1234 has left us today.")
    expect(verdict).not_to_contain_text("Refused when created", timeout=PATIENCE)
    expect(page.locator("#id_header_text")).to_be_hidden()
    with page.expect_navigation():
        page.locator("button.btn-primary").click()
    expect(page.get_by_role("link", name="typed_in_a_browser").first).to_be_visible()


def test_suggestion_takes_its_place(site: Site, sign_in: SignIn) -> None:
    page = sign_in(APPLICANT)
    page.goto(site.company(site.own, "templates/add/"))
    page.locator("#id_language").select_option("en")
    page.locator("#id_category").select_option("UTILITY")
    page.locator("#id_body").fill("Hello, your order 1234 has left us today. Act now!")
    use = page.get_by_role("button", name="Use this text").first
    use.click(timeout=PATIENCE)
    expect(page.locator("#id_body")).to_have_value("Hello, your order 1234 has left us today.")
    expect(page.locator("#id_body")).to_be_focused()
    expect(page.locator(".bubble-body")).to_have_text("Hello, your order 1234 has left us today.", timeout=PATIENCE)


def test_code_section_shows_with_its_category(site: Site, sign_in: SignIn) -> None:
    page = sign_in(APPLICANT)
    page.goto(site.company(site.own, "templates/add/"))
    page.locator("#id_footer").fill("Typed before")
    page.locator("#id_category").select_option("AUTHENTICATION")
    expect(page.locator("#id_otp_kind")).to_be_visible()
    expect(page.locator("#id_body")).to_be_hidden()
    expect(page.locator("#id_footer")).to_be_visible()  # what somebody typed is never sent unseen
    expect(page.locator(".bubble-body").last).to_contain_text("is your verification code.", timeout=PATIENCE)
