"""A paper's way: chosen, sent, checked, corrected, decided on; for everybody, in both languages, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import APPLICANT, CONSULTANT, Site
from tests.browser.test_pages import shortcomings

SignIn = Callable[..., Page]
KIND = "representative_id"
WORDS = {"en": ("To fix", "212", "300"), "it": ("Da correggere", "212", "300")}


@pytest.fixture(scope="session")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """A page of A4 at some dots per inch, each time another file."""
    folder, made = tmp_path_factory.mktemp("scans"), iter(range(10_000))

    def drawn(dpi: int) -> Path:
        number = next(made)
        page = Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 200)
        page.putpixel((number % 100, number // 100), 0)
        page.save(folder / f"scan {number}.pdf", resolution=dpi)
        return folder / f"scan {number}.pdf"

    return drawn


@pytest.mark.parametrize("language", ["en", "it"])
def test_file_is_sent_and_its_checks_appear(site: Site, sign_in: SignIn, scan: Callable[[int], Path], language: str) -> None:
    page, file = sign_in(APPLICANT, locale=language), scan(212)
    page.goto(site.company(site.own, "documents/"))
    with page.expect_navigation():
        page.set_input_files(f"#file-{KIND}", file)
    record = page.locator(f"#paper-{KIND} .paper-record", has_text=file.name)
    to_fix, seen, wanted = WORDS[language]
    link = record.get_by_role("link", name=file.name)
    expect(link).to_be_visible(timeout=20_000)
    link.click()
    expect(page.locator(".finding", has_text=to_fix).first).to_contain_text(seen)
    expect(page.locator(".finding", has_text=to_fix).first).to_contain_text(wanted)
    assert shortcomings(page) == ""


def test_file_that_cannot_be_used_says_why(site: Site, sign_in: SignIn, tmp_path: Path) -> None:
    page, file = sign_in(APPLICANT), tmp_path / "photo.pdf"
    file.write_bytes(b"GIF89a" + bytes(200))
    page.goto(site.company(site.own, "documents/"))
    with page.expect_navigation():
        page.set_input_files(f"#file-{KIND}", file)
    record = page.locator(f"#paper-{KIND} .paper-record", has_text="photo.pdf")
    expect(record).to_contain_text("Cannot be used", timeout=20_000)
    assert shortcomings(page) == ""
    record.get_by_role("button").click()
    expect(record).to_have_count(0)


def test_file_is_sent_without_scripts(site: Site, sign_in: SignIn, browser: Browser, scan: Callable[[int], Path]) -> None:
    page, file = sign_in(APPLICANT, java_script_enabled=False), scan(100)
    page.goto(site.company(site.own, "documents/"))
    page.set_input_files(f"#file-{KIND}", file)
    page.locator(f"#paper-{KIND} form.upload button").click()
    expect(page.get_by_text("1 file uploaded")).to_be_visible()


def test_consultant_sends_it_back_and_the_applicant_reads_why(site: Site, sign_in: SignIn, scan: Callable[[int], Path]) -> None:
    applicant, file = sign_in(APPLICANT), scan(300)
    applicant.goto(site.company(site.own, "documents/"))
    with applicant.expect_navigation():
        applicant.set_input_files(f"#file-{KIND}", file)
    expect(applicant.get_by_role("link", name=file.name)).to_be_visible(timeout=20_000)
    consultant = sign_in(CONSULTANT)
    consultant.goto(f"{site.url}/w/demo/reviews/")
    assert shortcomings(consultant) == ""
    consultant.locator("li", has_text=file.name).get_by_role("link").click()
    expect(consultant.locator(".pages img").first).to_have_js_property("complete", True)
    assert shortcomings(consultant) == ""
    address = consultant.url
    with consultant.expect_navigation():
        consultant.keyboard.press("n")
    consultant.goto(address)
    consultant.locator("input[name=decision][value=changes]").check()
    consultant.locator("textarea[name=comment]").fill("The lower edge is cut off")
    consultant.get_by_role("button", name="Save and go to the next").click()
    applicant.reload()
    expect(applicant.locator(".paper-record", has_text=file.name)).to_contain_text("The lower edge is cut off")


def test_draft_is_for_everybody(site: Site, sign_in: SignIn) -> None:
    page = sign_in(APPLICANT)
    page.goto(site.company(site.own, "documents/draft/privacy_policy/"))
    assert shortcomings(page) == ""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as PDF").click()
    assert download.value.suggested_filename.endswith(".pdf")
