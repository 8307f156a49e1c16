"""Every name in the rulebook is checked when it is loaded: a wrong one is an error with file, line and the nearest right one."""

from __future__ import annotations

import pytest

from tests.rulebook.conftest import RulebookCopy

# file, words around the name, the right name, a wrong one, what is said of it
MISSPELT = [
    ("criteria.yaml", "{fact: monthly_messages, more_than", "monthly_messages", "monthly_mesages", "unknown fact"),
    ("criteria.yaml", "same_as: country}", "country", "contry", "unknown fact"),
    ("criteria.yaml", "show: [recognised_revenue_usd]", "recognised_revenue_usd", "recognised_usd", "unknown fact"),
    ("criteria.yaml", "source: [G-OV-1, G-PR-1]", "G-PR-1", "G-PRR-1", "no source"),
    ("criteria.yaml", "source: [M-POL]", "M-POL", "M-POLL", "no source"),
    ("criteria.yaml", "{guide: G-SI-2.revenue_usd}", "G-SI-2", "G-SII-2", "no guide fact"),
    ("criteria.yaml", "{document: phone_bill}", "phone_bill", "phone_bil", "unknown document kind"),
    ("criteria.yaml", "field: months_covered", "months_covered", "month_covered", "unknown document field"),
    ("criteria.yaml", "figure: has_stamp", "has_stamp", "has_stmp", "unknown document figure"),
    ("criteria.yaml", "every_document: dpi", "dpi", "dpy", "unknown document field"),
    ("documents.yaml", "kind: phone_bill", "phone_bill", "phonebill", "unknown kind"),
    ("documents.yaml", "stage: number-approval", "number-approval", "number-aproval", "unknown stage"),
    ("documents.yaml", "fields: [dpi, expires_on]", "expires_on", "expire_on", "unknown document field"),
    ("documents.yaml", "figures: [signed_by]", "signed_by", "signd_by", "unknown document figure"),
    ("estimate.yaml", "stage: business-verification", "business-verification", "bussiness-verification", "unknown stage"),
    ("meta.yaml", "about: [G-OV-1]", "G-OV-1", "G-OW-1", "unknown id"),
    ("meta.yaml", "source: [M-PLAT, M-PARTNER]", "M-PARTNER", "M-PARTER", "unknown id"),
    ("metrics.yaml", "fact: block_rate", "block_rate", "blok_rate", "unknown fact"),
    ("metrics.yaml", "criterion: night-share", "night-share", "nigth-share", "unknown criterion"),
    ("sectors.yaml", "id: retail", "retail", "retial", "unknown sector"),
    ("topics.yaml", "{fact: employees}", "employees", "employes", "unknown fact"),
    ("cases.yaml", "stage: submitted", "submitted", "submited", "unknown stage"),
    ("cases.yaml", "met: [revenue-threshold, ", "revenue-threshold", "revenue-treshold", "unknown id"),
    ("cases.yaml", "unmet: [complaint-rate]", "complaint-rate", "complain-rate", "unknown id"),
    ("cases.yaml", "factors: [complaints-high]", "complaints-high", "complaint-high", "unknown id"),
]


@pytest.mark.parametrize(("file", "around", "right", "wrong", "said"), MISSPELT)
def test_misspelt_name(copy: RulebookCopy, file: str, around: str, right: str, wrong: str, said: str) -> None:
    misspelt = around.replace(right, wrong)
    copy.edit(file, around, misspelt)
    assert copy.error() == f"{copy.place(file, misspelt)}: {said} '{wrong}'; did you mean '{right}'?"


TYPES = "bool, int, decimal, ratio, text, url, version, currency, country, enum, date, documents"
NO_VALUE = "is no value of business_model; did you mean"

# file, what stands there, what is put in its place, what it says
UNKNOWN = [
    ("criteria.yaml", "    basis: guide", "    basis: gide", "basis should be one of guide, meta"),
    ("criteria.yaml", "model, is: b2b}", "model, is: b2x}", f"'b2x' {NO_VALUE} 'b2c'?"),
    ("criteria.yaml", "in: [b2c, both]", "in: [b2c, boath]", f"'boath' {NO_VALUE} 'both'?"),
    ("criteria.yaml", "G-EL-4.daily_interactions", "G-EL-4.daily", "guide fact G-EL-4 has no figure 'daily' (it has: daily_interactions)"),
    ("criteria.yaml", "G-EL-4.daily_interactions}", "G-EL-4}", "guide fact G-EL-4 has no figure '' (it has: daily_interactions)"),
    ("criteria.yaml", "G-ST-24.many.0", "G-ST-24.many.2", "guide fact G-ST-24 has no figure 'many.2' (it has: many, few, days)"),
    ("criteria.yaml", "G-OV-7.response_rate_min", "G-EL-5.rate", "guide fact G-EL-5 has no figure 'rate' (it has: none)"),
    ("estimate.yaml", "{stage: business-verification", "{stage: after-activation", "unknown stage 'after-activation'"),
    ("facts.yaml", "{type: url, ", "{type: uri, ", f"type 'uri' is none of {TYPES}"),
    ("meta.yaml", "confidence: reported", "confidence: rumoured", "confidence should be one of confirmed, single, reported"),
    ("regions.yaml", "countries: [BR]", "countries: [BR, UK]", "'UK' is no country of ISO 3166-1 alpha-2"),
    ("topics.yaml", "room: documents", "room: document\n", "room should be one of documents, templates"),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), UNKNOWN)
def test_unknown_name(copy: RulebookCopy, file: str, old: str, new: str, message: str) -> None:
    copy.edit(file, old, new)
    assert copy.error() == f"{copy.place(file, new.strip())}: {message}"


def test_unknown_source_of_a_fact(copy: RulebookCopy) -> None:
    copy.edit("facts.yaml", "source: [G-EL-5, G-DO-4]", "source: [G-EL-55, G-DO-4]")
    assert copy.error() == "facts.yaml:1: fact 'country' has no known source 'G-EL-55'; did you mean 'G-EL-5'?"


def test_unknown_sheet(copy: RulebookCopy) -> None:
    copy.edit("topics.yaml", "sheet: profile", "sheet: profil")
    assert copy.error() == f"{copy.place('topics.yaml', 'questions:')}: 'legal_name' is kept on the sheet 'profile', not on 'profil'"


STATUSES = "uploaded, in_review, approved, rejected, expired; not 'aproved'; did you mean 'approved'?"


@pytest.mark.parametrize(("old", "new", "message"), [
    ("    employees: 80", "    employes: 80", "employes: unknown fact; did you mean 'employees'?"),
    ("    employees: 80", "    employees: -80", "employees: expected a whole number of 0 or more, not -80"),
    ("approved, issued_on", "aproved, issued_on", f"documents[0].status: expected one of {STATUSES}"),
])  # fmt: skip
def test_fact_of_a_case_that_cannot_be(copy: RulebookCopy, old: str, new: str, message: str) -> None:
    copy.edit("cases.yaml", old, new)
    assert copy.error() == f"{copy.place('cases.yaml', '  facts:')}: facts.{message}"


TWICE = [
    ("criteria.yaml", "- id: formal-registration", "- id: provider-chosen", "weight: 5", -1, "'provider-chosen' is named twice"),
    ("documents.yaml", "kind: phone_bill", "kind: telecom_contract", "G-DO-11", 0, "'telecom_contract' is named twice"),
    ("estimate.yaml", "id: size-large", "id: size-small", "G-EL-2", 0, "'size-small' is named twice"),
    ("guide.yaml", "id: G-OV-2,", "id: G-OV-1,", "kind: gate", 1, "guide fact 'G-OV-1' is named twice"),
    ("topics.yaml", "- id: activity", "- id: company", "minutes: 2", -2, "'company' is named twice"),
    ("topics.yaml", "{fact: employees}", "{fact: country}", "questions:", 0, "'country' is asked twice"),
    ("cases.yaml", "- id: one-support-person", "- id: sms-complaints", "G-SI-6", -1, "'sms-complaints' is named twice"),
    ("facts.yaml", "  number_owned_days: {type: int", "  legal_name: {type: int", "profile:", 0, "fact 'legal_name' is named twice"),
]


@pytest.mark.parametrize(("file", "old", "new", "near", "lines", "message"), TWICE)
def test_name_twice(copy: RulebookCopy, file: str, old: str, new: str, near: str, lines: int, message: str) -> None:
    """`lines` counts from the line that holds `near`."""
    copy.edit(file, old, new)
    name, _, line = copy.place(file, near).partition(":")
    assert copy.error() == f"{name}:{int(line) + lines}: {message}"


NO_REST = "a region without countries is needed for the rest of the world"
MISSING = [
    ("rulebook.yaml", "version: '2024.1', date", "version: '2023.9', date", "changelog:", "version 2024.1 is missing in the changelog"),
    ("topics.yaml", "      - {fact: employees}\n", "", "eligibility:", "no topic asks for the fact 'employees'"),
    ("regions.yaml", "other, countries: []", "other, countries: [FR]", "# Which", NO_REST),
    ("criteria.yaml", "source: [G-OV-1, G-PR-1]", "source: []", "source: []", "at least one source is needed"),
    ("criteria.yaml", "    basis: guide\n", "", "- id: provider-chosen", "'basis' is missing"),
    ("criteria.yaml", "    met: {fact: is_formally_registered, is: true}\n", "", "- id: formal-registration", "'met' is missing"),
    ("estimate.yaml", "damping: 0.5\n", "", "base: {approval", "'damping' is missing"),
    ("costs.yaml", "- {id: conversations, source: [G-EL-9], ", "- {id: conversations, ", "id: conversations", "'source' is missing"),
    ("guide.yaml", "{id: G-OV-1, kind: gate}", "{id: G-OV-1}", "{id: G-OV-1}", "'kind' is missing"),
    ("renewals.yaml", ", hours: {guide: G-AF-3.cooldown_hours}", "", "id: cooldown", "expected exactly one of days, hours and months_left"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "at", "message"), MISSING)
def test_missing_part(copy: RulebookCopy, file: str, old: str, new: str, at: str, message: str) -> None:
    copy.edit(file, old, new)
    assert copy.error() == f"{copy.place(file, at)}: {message}"


# Where a thing is named, and what it is renamed to: its words in texts/ are then missing.
WORDLESS = [
    ("criteria.yaml", "- id: opt-out", "- id: opt-outs", "- id: opt-outs", "criteria.opt-outs.title"),
    ("topics.yaml", "- id: company", "- id: firm", "- id: firm", "topics.firm.title"),
    ("estimate.yaml", "id: names-differ", "id: names-vary", "names-vary", "factors.names-vary"),
    ("estimate.yaml", "id: gate-unmet", "id: gate-shut", "gate-shut", "factors.gate-shut"),
    ("stages.yaml", "{id: after-activation", "{id: afterwards", "afterwards", "stages.afterwards.title"),
    ("providers.yaml", "{id: elite", "{id: premium", "premium", "providers.premium.title"),
    ("costs.yaml", "{id: suspension", "{id: suspended", "suspended", "costs.suspended.title"),
    ("metrics.yaml", "{id: night-share", "{id: nights", "nights", "metrics.nights.title"),
    ("renewals.yaml", "{id: blacklist", "{id: ban", "id: ban", "renewals.ban.title"),
    ("lint_words.yaml", "- id: urgency", "- id: haste", "haste", "lint_words.haste.title"),
    ("cases.yaml", "- id: sms-complaints", "- id: sms", "- id: sms", "cases.sms.story"),
    ("regions.yaml", "{id: brazil", "{id: brasil", "brasil", "choices.region.brasil"),
    ("regions.yaml", "revenue_rule: india", "revenue_rule: bharat", "bharat", "choices.revenue_rule.bharat"),
    ("rulebook.yaml", "{id: almost", "{id: nearly", "nearly", "verdicts.nearly.title"),
    ("rulebook.yaml", "changes: [first]", "changes: [second]", "second", "rulebook.changes.second"),
    ("meta.yaml", "{id: MN-volume", "{id: MN-volumes", "# What Meta itself", "meta_notes.MN-volumes"),
    ("facts.yaml", "  legal_name: {", "  firm_name: {", "# What is judged", "facts.firm_name.label"),
    ("facts.yaml", "values: [b2c, b2b, both]", "values: [b2c, b2b, b2g]", "# What is judged", "choices.business_model.b2g"),
    ("facts.yaml", "telecom_contract,", "telephone_contract,", "# What is judged", "document_kinds.telephone_contract.title"),
]


@pytest.mark.parametrize(("file", "old", "new", "at", "path"), WORDLESS)
def test_name_without_words(copy: RulebookCopy, file: str, old: str, new: str, at: str, path: str) -> None:
    copy.edit(file, old, new)
    assert copy.error() == f"{copy.place(file, at)}: the text '{path}' is missing in texts/"
