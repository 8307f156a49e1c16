"""What people do on a topic's page, in steps that several walks share."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page

# Fact to what is typed or chosen; `?` ticks "I don't know yet" beside a field.
ANSWERS = {
    "legal_name": "Moda Ipê Ltda",
    "country": "BR",
    "operations_country": "BR",
    "is_formally_registered": "true",
    "employees": "120",
    "sector": "ecommerce",
    "business_model": "b2c",
    "restricted_goods": "false",
    "annual_revenue_amount": "2500000",
    "annual_revenue_currency": "USD",
    "end_customer_revenue_share": "80",
    "monthly_messages": "140000",
    "complaint_rate_6m": "0.2",
    "opt_in_collected": "true",
    "opt_out_offered": "true",
    "support_team": "6",
    "support_agents_per_shift": "3",
    "conversations_per_4h": "40",
    "support_response_rate": "95.5",
    "human_handover": "true",
    "support_contact_published": "unknown",
    "crm": "Salesforce",
    "helpdesk": "?",
    "https_server_ready": "true",
    "developer_review_passed": "unknown",
    "sms_fallback": "false",
    "live_monitoring": "true",
    "engineers": "2",
    "technical_team_is_external": "false",
    "api_calls_capacity_month": "2000000",
    "engineer_can_run_https_callback": "true",
    "engineer_knows_template_rules": "true",
    "provider_tier": "elite",
    "provider_tested": "true",
    "provider_costs_checked": "true",
    "provider_covers_local_rules": "true",
    "name_on_licence": "Moda Ipê Ltda",
    "name_on_bank_statement": "Moda Ipê Ltda",
    "name_in_website_footer": "Moda Ipê Ltda",
}


def questions(page: Page) -> dict[str, Locator]:
    """Fact to the part of the page that asks for it."""
    found = page.locator("form.topic-form [id^=question-]")
    ids = [one.get_attribute("id") or "" for one in found.all()]
    return {one.removeprefix("question-"): page.locator(f"#{one}") for one in ids}


def fill(page: Page) -> dict[str, str]:
    """Answers every question of the page; gives back what was answered."""
    given = {fact: ANSWERS[fact] for fact in questions(page)}
    for fact, answer in given.items():
        asked = page.locator(f"#question-{fact}")
        if answer == "?":
            asked.locator(f"[name={fact}__unknown]").check()
        elif asked.locator("select").count():
            asked.locator("select").select_option(answer)
        elif asked.locator("[type=radio]").count():
            asked.locator(f"[type=radio][value='{answer}']").check()
        else:
            asked.locator(f"[name={fact}]").fill(answer)
    return given


def shown(page: Page) -> dict[str, str]:
    """What the page holds now, in the words of `fill`."""
    return {fact: _shown(asked, fact) for fact, asked in questions(page).items()}


def _shown(asked: Locator, fact: str) -> str:
    ticked = asked.locator(f"[name={fact}__unknown]")
    if ticked.count() and ticked.is_checked():
        return "?"
    if asked.locator("[type=radio]").count():
        chosen = asked.locator("[type=radio]:checked")
        return (chosen.get_attribute("value") or "") if chosen.count() else ""
    return asked.locator(f"[name={fact}]").input_value()


def save(page: Page, go: str = "on") -> None:
    """Presses Continue (`on`) or Save and come back later (`list`), and waits for the page after it."""
    with page.expect_navigation():
        page.locator(f"button[name=go][value={go}]").click()


def score_of(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator("#score-card .dial-number strong").inner_text()))
