"""The whole walk of the three people: sign in, answer, watch the score, download the report; with and without JavaScript."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import by_hand
from tests.browser.site import APPLICANT, CONSULTANT, MANAGER, Site
from tests.browser.steps import fill, save, score_of, shown

pytestmark = pytest.mark.services

SCORED_WITHIN_SECONDS, REPORT_WITHIN_MS = 2.0, 60_000
NewPage = Callable[..., Page]
TASKS = ("company", "activity", "revenue", "volume", "consent", "support", "systems", "engineering", "provider", "names")


def test_the_whole_walk(site: Site, new_page: NewPage, tmp_path: Path) -> None:
    page = new_page()
    by_hand(page, APPLICANT)
    assert page.url == site.company(site.own)
    before = score_of(page)
    answer_ten_tasks(page, site)
    watch_the_score_move(page, site, before)
    try_what_if(page, site)
    download_the_report(page, site, tmp_path)


def answer_ten_tasks(page: Page, site: Site) -> None:
    """From Continue to Continue; every page holds its answers when one comes back to it."""
    given = {}
    page.goto(site.company(site.own, f"profile/{TASKS[0]}/"))
    for task in TASKS:
        if "/answers/" in page.url:
            page.locator("main .actions a.btn-primary").click()  # the stage is checked; on to the next one
        page.wait_for_url(f"**/profile/{task}/")
        given[task] = fill(page)
        save(page)
    for task in TASKS:
        page.goto(site.company(site.own, f"profile/{task}/"))
        assert shown(page) == given[task]


def watch_the_score_move(page: Page, site: Site, before: int) -> None:
    """The worker's score reaches the page that is open, without loading it again."""
    page.goto(site.company(site.own, "profile/trading/"))
    page.locator("[name=online_transaction_share]").fill("75")
    started = time.monotonic()
    save(page, "list")
    page.evaluate("window.wasNotLoadedAgain = true")
    expect(page.locator("#score-card:not([hx-get])")).to_be_visible(timeout=SCORED_WITHIN_SECONDS * 1000)
    assert time.monotonic() - started < SCORED_WITHIN_SECONDS
    assert page.evaluate("window.wasNotLoadedAgain")
    assert score_of(page) > before
    page.get_by_role("link", name="Score", exact=True).click()
    assert score_of(page) > before
    expect(page.locator("#history tbody tr").first).to_be_visible()


def try_what_if(page: Page, site: Site) -> None:
    page.goto(site.company(site.own, "what-if/"))
    page.locator("#id_add").select_option("support_team")
    page.locator("[name=support_team]").fill("0")
    page.locator("[name=support_team]").press("Tab")
    row = page.locator("#result tr", has_text="Score").first.locator("td")
    expect(row.nth(1)).not_to_have_text(row.nth(0).inner_text())
    now = int(row.nth(0).inner_text())
    assert int(row.nth(1).inner_text()) < now
    page.goto(site.company(site.own))
    assert score_of(page) == now


def download_the_report(page: Page, site: Site, folder: Path) -> None:
    page.goto(site.company(site.own, "score/"))
    page.get_by_role("button", name="Make the PDF report").first.click()
    link = page.get_by_role("link", name="Download the PDF")
    link.wait_for(timeout=REPORT_WITHIN_MS)
    with page.expect_download() as download:
        link.click()
    download.value.save_as(folder / "report.pdf")
    assert download.value.suggested_filename.startswith(f"readiness-{site.own}-")
    assert site.own_name in text_of(folder / "report.pdf")


def text_of(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def test_the_walk_without_scripts(site: Site, new_page: NewPage, tmp_path: Path) -> None:
    page = new_page(java_script_enabled=False)
    by_hand(page, CONSULTANT)
    page.get_by_role("link", name="Add a company").click()
    page.locator("[name=name]").fill("No Scripts Ltd")
    page.get_by_role("button", name="Add company").click()
    before, tasks = score_of(page), page.url
    for task in TASKS[:3]:
        page.goto(f"{tasks}profile/{task}/")
        given = fill(page)
        save(page, "list")
        assert page.url == tasks
        page.goto(f"{tasks}profile/{task}/")
        assert shown(page) == given
    page.goto(f"{tasks}score/")
    assert score_of(page) > before
    page.get_by_role("button", name="Make the PDF report").first.click()
    link = page.get_by_role("link", name="Download the PDF")
    link.wait_for(timeout=REPORT_WITHIN_MS)  # the page loads itself again until the report is there
    with page.expect_download() as download:
        link.click()
    download.value.save_as(tmp_path / "report.pdf")
    assert "No Scripts Ltd" in text_of(tmp_path / "report.pdf")


def test_two_people_on_one_topic(site: Site, sign_in: Callable[..., Page]) -> None:
    """The later one is shown what changed, keeps what they typed, and may then save it with open eyes."""
    path = site.company(site.own, "profile/privacy/")
    first, second = sign_in(APPLICANT), sign_in(CONSULTANT)
    for page in (first, second):
        page.goto(path)
    first.locator("[name=privacy_policy_url]").fill("https://www.example.com/first")
    save(first, "list")
    second.locator("[name=privacy_policy_url]").fill("https://www.example.com/second")
    save(second)
    notice = second.locator(".alert-warning")
    expect(notice).to_be_focused()
    expect(notice).to_contain_text("saved “https://www.example.com/first”")
    assert second.locator("[name=privacy_policy_url]").input_value() == "https://www.example.com/second"
    save(second, "list")
    first.goto(path)
    assert first.locator("[name=privacy_policy_url]").input_value() == "https://www.example.com/second"


def test_manager_downloads_without_asking_anybody(site: Site, sign_in: Callable[..., Page]) -> None:
    page = sign_in(MANAGER)
    page.goto(site.company(site.rich, "profile/company/"))
    assert page.get_by_role("button", name="Continue").count() == 0
    page.goto(site.company(site.rich))
    page.get_by_role("button", name="Make the PDF report").first.click()
    expect(page.get_by_role("link", name="Download the PDF")).to_be_visible(timeout=REPORT_WITHIN_MS)
