"""What drafts say: known values in words, blanks exactly where nothing is known, no claim that the company did not make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.drafts import KINDS, Draft, DraftSubject, draft_for, languages, subject_from
from documents.drafts.model import BLANK, Bullets, FieldRow, Heading, Notice, Paragraph, Role, Run, SignatureBlock
from documents.drafts.subject import SHARED
from documents.drafts.values import DIRECTION_MARKS, plain, values_of
from documents.drafts.wording import wordings
from readiness.rulebook import Facts, current_rulebook
from tests.documents.draft_subjects import COMPLETE, NOTHING, ON

# The fields that each paper names, in its order.
NAMED = {
    "authorisation_letter": "legal_name registration_number address country signatory_name signatory_role applicant_name applicant_role "
    "number place",
    "number_explanation": "legal_name registration_number country number number_country number_operator number_reason place signatory_name "
    "signatory_role",
    "international_authorisation_letter": "legal_name registration_number country number number_country provider_name signatory_name "
    "signatory_role place",
    "use_case_description": "legal_name country sector number provider_name purposes business_model template_categories languages "
    "monthly_messages daily_interactions templates_prepared opt_in_method opt_out_method support_contact support_team privacy_policy_url "
    "place signatory_name signatory_role",
    "privacy_policy": "legal_name address privacy_contact provider_name retention_period opt_out_method",
    "server_specification": "legal_name number provider_name hosting server_cpu_cores server_ram_gb callback_url tls_version "
    "callback_concurrent_requests callback_peak_ms callback_error_rate template_variable_error_rate api_calls_capacity_month place "
    "technical_contact_name technical_contact_role",
}
each_draft = pytest.mark.parametrize(("kind", "language"), [(kind, language) for kind in KINDS for language in languages()])


def runs_of(draft: Draft) -> Iterator[Run]:
    for block in draft.blocks:
        match block:
            case Paragraph(runs=runs) | Notice(runs=runs):
                yield from runs
            case Bullets(items=items):
                yield from (run for runs in items for run in runs)
            case FieldRow(label=label, value=value):
                yield from (Run(label), Run(value, Role.VALUE) if value else Run(BLANK, Role.BLANK))
            case Heading(text=text):
                yield Run(text)
            case SignatureBlock(rows=rows):
                yield from (Run(row.value, Role.VALUE) if row.value else Run(BLANK, Role.BLANK) for row in rows)


def words_of(draft: Draft) -> str:
    return "".join(run.text for run in runs_of(draft))


def test_each_kind_is_a_paper_of_the_rulebook() -> None:
    assert set(KINDS) == set(NAMED)
    assert set(KINDS) <= set(current_rulebook().vocabulary.document_kinds)
    assert languages() == ("en", "it")


@each_draft
def test_known_company_has_no_blank(kind: str, language: str) -> None:
    draft = draft_for(kind, COMPLETE, language)
    values, shown = values_of(COMPLETE, wordings()[language]), {run.text for run in runs_of(draft)}
    assert (draft.blanks, [run for run in runs_of(draft) if run.role == Role.BLANK]) == ((), [])
    assert {name for name in NAMED[kind].split() if values[name] not in shown} == set()
    assert draft.full_title.endswith(" – Officine Vela S.r.l.")


@each_draft
def test_unknown_company_has_a_blank_for_all(kind: str, language: str) -> None:
    draft = draft_for(kind, NOTHING, language)
    assert [blank.name for blank in draft.blanks] == NAMED[kind].split()
    assert all(blank.label == wordings()[language].get(f"fields.{blank.name}") for blank in draft.blanks)
    assert {run.text for run in runs_of(draft) if run.role == Role.VALUE} == {values_of(NOTHING, wordings()[language])["on"]}
    assert draft.full_title == draft.title


@each_draft
def test_each_value_alone_takes_its_blank_away(kind: str, language: str) -> None:
    everything = NAMED[kind].split()
    for name in everything:
        draft = draft_for(kind, replace(NOTHING, **{name: getattr(COMPLETE, name)}), language)
        assert [blank.name for blank in draft.blanks] == [one for one in everything if one != name]


@each_draft
def test_placeholders_are_all_filled(kind: str, language: str) -> None:
    assert not set("{}") & set(words_of(draft_for(kind, COMPLETE, language)) + words_of(draft_for(kind, NOTHING, language)))


def test_blank_says_what_to_fill_in() -> None:
    english, italian = (words_of(draft_for("authorisation_letter", NOTHING, language)) for language in ("en", "it"))
    assert f"I, the undersigned {BLANK} (name of the person in charge), {BLANK} (position of" in english
    assert f"Il/La sottoscritto/a {BLANK} (nome e cognome del responsabile), in qualità di {BLANK} (carica del" in italian


def test_name_that_ends_with_a_full_stop_ends_the_sentence() -> None:
    assert "on behalf of Officine Vela S.r.l.In particular" in words_of(draft_for("authorisation_letter", COMPLETE, "en"))


@pytest.mark.parametrize(
    ("kind", "fact", "sentence"),
    [
        ("use_case_description", "opt_in_collected", "writes only to people who have given"),
        ("use_case_description", "opt_out_offered", "can stop the messages at any time"),
        ("use_case_description", "human_handover", "a person takes over"),
        ("number_explanation", "number_is_virtual", "It is a virtual number"),
    ],
)
def test_claim_is_made_only_where_the_company_made_it(kind: str, fact: str, sentence: str) -> None:
    claims: list[dict[str, Any]] = [{fact: True}, {fact: False}, {fact: None}]
    said = [sentence in words_of(draft_for(kind, replace(COMPLETE, **claim), "en")) for claim in claims]
    assert said == [True, False, False]


@pytest.mark.parametrize(("operations", "said"), [("SG", True), ("IT", False), (None, False)])
def test_operations_in_the_country_of_the_number_are_a_reason(operations: str | None, said: bool) -> None:
    draft = draft_for("number_explanation", replace(COMPLETE, operations_country=operations), "en")
    assert ("The main operations of the company are in the country of the number: Singapore." in words_of(draft)) is said


@pytest.mark.parametrize(("crm", "said"), [("Prora", True), ("none", False), (None, False), (" \x00", False)])
def test_clause_names_only_systems_that_there_are(crm: str | None, said: bool) -> None:
    draft = draft_for("privacy_policy", replace(COMPLETE, crm=crm), "en")
    assert (("our customer system" in words_of(draft)), draft.blanks) == (said, ())


@pytest.mark.parametrize("language", languages())
def test_clause_says_first_that_a_lawyer_must_check_it(language: str) -> None:
    draft = draft_for("privacy_policy", COMPLETE, language)
    assert isinstance(draft.blocks[0], Notice)
    assert {"en": "not legal advice", "it": "non costituisce consulenza legale"}[language] in words_of(draft)
    assert not any(isinstance(block, SignatureBlock) for block in draft.blocks)


def test_values_are_in_the_words_of_the_language() -> None:
    english, italian = (values_of(COMPLETE, wordings()[language]) for language in ("en", "it"))
    names = ("on", "country", "number", "languages", "purposes", "monthly_messages", "server_ram_gb", "callback_peak_ms")
    shares = ("callback_error_rate", "template_variable_error_rate")
    assert [english[name] for name in (*names, *shares)] == [
        *(
            "23 November 2026",
            "Italy",
            "+65\u00a06123\u00a04567",
            "English, Chinese (China)",
            "shipping notices, one-time codes, birthday wishes",
        ),
        *("1,250,000", "32\u00a0GB", "184.25\u00a0ms", "0.12%", "0%"),
    ]
    assert [italian[name] for name in (*names, *shares)] == [
        *("23 novembre 2026", "Italia", "+65\u00a06123\u00a04567", "inglese, cinese (Cina)"),
        *("avvisi di spedizione, codici monouso, birthday wishes", "1.250.000", "32\u00a0GB", "184,25\u00a0ms", "0,12%", "0%"),
    ]


@pytest.mark.parametrize("number", ["+65 6123 4567 <b>", "+6561234567;ext=1", "call me", "+", "0" * 500])
def test_number_that_is_none_stays_as_typed(number: str) -> None:
    assert values_of(replace(COMPLETE, number=number), wordings()["en"])["number"] == number


def test_sectors_and_models_of_the_rulebook_have_words() -> None:
    facts = current_rulebook().vocabulary.facts
    for name in ("sector", "business_model"):
        missing = [value for value in facts[name].values if wordings()["en"].find(f"choices.{name}.{value}") is None]
        assert missing == []


@given(st.text(max_size=60))
def test_plain_text_is_one_line_without_marks(text: str) -> None:
    found = plain(text)
    assert plain(found) == found
    assert found == " ".join(found.split(" ")).strip()
    assert not DIRECTION_MARKS & set(found)
    assert not any(ord(char) < 32 or "\ud800" <= char <= "\udfff" for char in found)


def test_facts_give_the_subject() -> None:
    facts = Facts(legal_name="Vela", country="IT", server_ram_gb=Decimal(8), opt_in_collected=False, monthly_messages=10)
    assert subject_from(facts, on=ON, number="+39012345678", country="SM") == DraftSubject(
        on=ON, legal_name="Vela", country="SM", server_ram_gb=Decimal(8), opt_in_collected=False, monthly_messages=10, number="+39012345678"
    )
    assert {"sector", "operations_country", "callback_concurrent_requests", "templates_prepared", "human_handover"} <= set(SHARED)


@pytest.mark.parametrize(("kind", "language"), [("shop_photo", "en"), ("privacy_policy", "xx")])
def test_no_draft_of_a_kind_or_language_that_has_none(kind: str, language: str) -> None:
    with pytest.raises(KeyError):
        draft_for(kind, DraftSubject(on=dt.date(2026, 1, 1)), language)
