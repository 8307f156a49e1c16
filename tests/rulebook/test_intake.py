"""Facts from plain data: every bad value is refused with its place and what was expected."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.rulebook import Document, FactError, Facts, Rulebook, current_rulebook, facts_from


def refusal(book: Rulebook, data: Any) -> str:
    with pytest.raises(FactError) as caught:
        facts_from(data, book.vocabulary, "in.json")
    return str(caught.value)


@pytest.mark.parametrize(("key", "hint"), [
    ("monthly_mesages", "; did you mean 'monthly_messages'?"),
    ("Country", "; did you mean 'country'?"),
    ("suport_team", "; did you mean 'support_team'?"),
    ("document", "; did you mean 'documents'?"),
    ("qqqq", ""),
    ("", ""),
    ("profile", ""),
])  # fmt: skip
def test_unknown_fact(book: Rulebook, key: str, hint: str) -> None:
    assert refusal(book, {key: 1}) == f"in.json.{key}: unknown fact{hint}"


@pytest.mark.parametrize(("data", "shown"), [([], "a list"), ("x", "'x'"), (5, "5"), ([{}], "a list")])
def test_data_that_is_no_object(book: Rulebook, data: Any, shown: str) -> None:
    assert refusal(book, data) == f"in.json: expected an object of facts, not {shown}"


WHOLE, NUMBER, RATIO = "a whole number", "a number", "a ratio from 0 to 1"


@pytest.mark.parametrize(("name", "expected"), [("employees", WHOLE), ("server_ram_gb", NUMBER), ("block_rate", RATIO)])
@pytest.mark.parametrize(("value", "refused"), [
    (True, "{expected}, not true"),
    ("5", "{expected}, not '5'"),
    ([5], "{expected}, not a list"),
    ({"value": 5}, "{expected}, not an object"),
    (float("nan"), "{expected}, not nan"),
    (Decimal("NaN"), "{expected}, not NaN"),
    (Decimal("sNaN"), "{expected}, not sNaN"),
    (float("inf"), "{expected}, not inf"),
    (Decimal("-Infinity"), "{expected}, not -Infinity"),
    (-1, "{expected} of 0 or more, not -1"),
    (Decimal("-0.001"), "{expected} of 0 or more, not -0.001"),
    (10**15 + 1, "{expected} below 10^15, not a larger one"),
    (10**4000, "{expected} below 10^15, not a larger one"),
    (Decimal("1e999999"), "{expected} below 10^15, not a larger one"),
])  # fmt: skip
def test_number_that_cannot_be(book: Rulebook, name: str, expected: str, value: Any, refused: str) -> None:
    assert refusal(book, {name: value}) == f"in.json.{name}: expected {refused.format(expected=expected)}"


@pytest.mark.parametrize("value", [2.5, Decimal("2.5"), Decimal("1e-30")])
def test_part_of_a_whole_number(book: Rulebook, value: Any) -> None:
    assert refusal(book, {"employees": value}) == f"in.json.employees: expected a whole number, not {value}"


@pytest.mark.parametrize("value", [1.01, 30, Decimal("1.0000001")])
def test_ratio_above_one(book: Rulebook, value: Any) -> None:
    assert refusal(book, {"block_rate": value}) == f"in.json.block_rate: expected a ratio from 0 to 1 (0.3 says 30 percent), not {value}"


LONG = "x" * 501
CHOICES = "b2c, b2b, both"


@pytest.mark.parametrize(("name", "value", "refused"), [
    ("opt_in_collected", 1, "true or false, not 1"),
    ("opt_in_collected", "true", "true or false, not 'true'"),
    ("legal_name", 5, "text, not 5"),
    ("legal_name", ["x"], "text, not a list"),
    ("legal_name", LONG, "at most 500 characters, not 501"),
    ("legal_name", "Rossi \ud800", "text of whole characters, not 'Rossi \\ud800'"),
    ("legal_name", "a\0b", "text of whole characters, not 'a\\x00b'"),
    ("crm", False, "text, not false"),
    ("privacy_policy_url", "www.x.example", "an address that starts with https://, not 'www.x.example'"),
    ("privacy_policy_url", "javascript:alert(1)", "an address that starts with https://, not 'javascript:alert(1)'"),
    ("tls_version", "2.0", "a TLS version such as 1.2 or 1.3, not '2.0'"),
    ("tls_version", "SSL 3", "a TLS version such as 1.2 or 1.3, not 'SSL 3'"),
    ("tls_version", True, "a TLS version such as 1.2 or 1.3, not true"),
    ("country", "Italy", "a country of ISO 3166-1 alpha-2 such as IT or SG, not 'Italy'"),
    ("country", "it", "a country of ISO 3166-1 alpha-2 such as IT or SG, not 'it'; did you mean 'IT'?"),
    ("country", "XX", "a country of ISO 3166-1 alpha-2 such as IT or SG, not 'XX'"),
    ("country", 39, "a country of ISO 3166-1 alpha-2 such as IT or SG, not 39"),
    ("annual_revenue_currency", "EURO", "a currency of ISO 4217 such as USD or EUR, not 'EURO'"),
    ("annual_revenue_currency", "eur", "a currency of ISO 4217 such as USD or EUR, not 'eur'"),
    ("annual_revenue_currency", 1, "a currency of ISO 4217 such as USD or EUR, not 1"),
    ("business_model", "b2x", f"one of {CHOICES}; not 'b2x'; did you mean 'b2c'?"),
    ("business_model", 2, f"one of {CHOICES}; not 2"),
    ("business_model", "", f"one of {CHOICES}; not ''"),
    ("activated_on", "2026-02-30", "a date such as 2026-01-31, not '2026-02-30'"),
    ("activated_on", "31/01/2026", "a date such as 2026-01-31, not '31/01/2026'"),
    ("activated_on", "20260131", "a date such as 2026-01-31, not '20260131'"),
    ("activated_on", 20260131, "a date such as 2026-01-31, not 20260131"),
    ("activated_on", "2026-01-31T10:00", "a date such as 2026-01-31, not '2026-01-31T10:00'"),
])  # fmt: skip
def test_value_that_cannot_be(book: Rulebook, name: str, value: Any, refused: str) -> None:
    assert refusal(book, {name: value}) == f"in.json.{name}: expected {refused}"


def test_unknown_sector_names_the_nearest(book: Rulebook) -> None:
    sectors = ", ".join(book.vocabulary.facts["sector"].values)
    assert (
        refusal(book, {"sector": "e-commerce"}) == f"in.json.sector: expected one of {sectors}; not 'e-commerce'; did you mean 'ecommerce'?"
    )


def test_long_value_is_shown_short(book: Rulebook) -> None:
    assert refusal(book, {"country": "x" * 5000}).endswith(f"not '{'x' * 56}…")


def test_first_bad_value_is_named(book: Rulebook) -> None:
    assert refusal(book, {"employees": 5, "engineers": -1, "qqqq": 1}).startswith("in.json.engineers: ")


ORDER = {"kind": "order_report"}


@pytest.mark.parametrize(("documents", "refused"), [
    ({}, ": expected a list of documents, not an object"),
    ("x", ": expected a list of documents, not 'x'"),
    ([5], "[0]: expected a document object, not 5"),
    ([[]], "[0]: expected a document object, not a list"),
    ([{}], "[0].kind: every document needs its kind"),
    ([{"kind": None}], "[0].kind: every document needs its kind"),
    ([ORDER, {"kind": "order_report", "knd": 1}], "[1].knd: unknown key; did you mean 'kind'?"),
    ([ORDER | {"expires": "2026-01-31"}], "[0].expires: unknown key; did you mean 'expires_on'?"),
    ([ORDER | {"dpi": 300.5}], "[0].dpi: expected a whole number, not 300.5"),
    ([ORDER | {"dpi": True}], "[0].dpi: expected a whole number, not true"),
    ([ORDER | {"months_covered": -3}], "[0].months_covered: expected a whole number of 0 or more, not -3"),
    ([ORDER | {"issued_on": "soon"}], "[0].issued_on: expected a date such as 2026-01-31, not 'soon'"),
    ([ORDER | {"figures": []}], "[0].figures: expected an object of figures, not a list"),
    ([ORDER | {"figures": 0}], "[0].figures: expected an object of figures, not 0"),
    ([ORDER | {"figures": ""}], "[0].figures: expected an object of figures, not ''"),
    ([ORDER | {"figures": False}], "[0].figures: expected an object of figures, not false"),
    ([ORDER | {"figures": {"transaction": 1}}], "[0].figures.transaction: unknown figure; did you mean 'transactions'?"),
    ([ORDER | {"figures": {"transactions": "many"}}], "[0].figures.transactions: expected a whole number, not 'many'"),
    ([ORDER | {"figures": {"transactions": {}}}], "[0].figures.transactions: expected a whole number, not an object"),
    ([ORDER | {"figures": {"area_share": 2}}], "[0].figures.area_share: expected a ratio from 0 to 1 (0.3 says 30 percent), not 2"),
    ([ORDER | {"figures": {"has_stamp": "yes"}}], "[0].figures.has_stamp: expected true or false, not 'yes'"),
    ([ORDER | {"figures": {"signed_by": 1}}], "[0].figures.signed_by: expected text, not 1"),
])  # fmt: skip
def test_documents_that_cannot_be(book: Rulebook, documents: Any, refused: str) -> None:
    assert refusal(book, {"documents": documents}) == f"in.json.documents{refused}"


def test_unknown_kind_and_status_name_the_nearest(book: Rulebook) -> None:
    kinds, statuses = ", ".join(book.vocabulary.document_kinds), ", ".join(book.vocabulary.document_statuses)
    assert refusal(book, {"documents": [{"kind": "phone_bil"}]}) == (
        f"in.json.documents[0].kind: expected one of {kinds}; not 'phone_bil'; did you mean 'phone_bill'?"
    )
    assert refusal(book, {"documents": [ORDER | {"status": "aproved"}]}) == (
        f"in.json.documents[0].status: expected one of {statuses}; not 'aproved'; did you mean 'approved'?"
    )


@pytest.mark.parametrize(("name", "value", "expected"), [
    ("employees", 5.0, 5),
    ("employees", Decimal("5.0"), 5),
    ("employees", Decimal("5e3"), 5000),
    ("employees", 0, 0),
    ("employees", 10**15, 10**15),
    ("server_ram_gb", 0.1, Decimal("0.1")),
    ("server_ram_gb", 4, Decimal(4)),
    ("block_rate", 1, Decimal(1)),
    ("block_rate", 0.003, Decimal("0.003")),
    ("legal_name", "  Rossi S.r.l. ", "Rossi S.r.l."),
    ("legal_name", "  ", None),
    ("legal_name", "x" * 500, "x" * 500),
    ("crm", "none", "none"),
    ("privacy_policy_url", "http://x.example", "http://x.example"),
    ("privacy_policy_url", "", None),
    ("tls_version", 1.3, "1.3"),
    ("tls_version", "TLSv1.2", "1.2"),
    ("tls_version", " tls 1.3 ", "1.3"),
    ("tls_version", 1, "1"),
    ("country", "TW", "TW"),
    ("annual_revenue_currency", "TWD", "TWD"),
    ("activated_on", "2028-02-29", dt.date(2028, 2, 29)),
    ("activated_on", dt.date(2026, 1, 31), dt.date(2026, 1, 31)),
    ("opt_in_collected", False, False),
    ("provider_tier", None, None),
])  # fmt: skip
def test_value_is_taken_in(book: Rulebook, name: str, value: Any, expected: Any) -> None:
    found = getattr(facts_from({name: value}, book.vocabulary), name)
    assert (found, type(found)) == (expected, type(expected))


def test_nothing_said_is_unknown(book: Rulebook) -> None:
    assert facts_from({}, book.vocabulary) == Facts()
    assert facts_from({"country": None, "documents": None}, book.vocabulary) == Facts()


def test_no_documents_is_not_unknown(book: Rulebook) -> None:
    assert facts_from({"documents": []}, book.vocabulary) == Facts(documents=())


def test_document_is_taken_in(book: Rulebook) -> None:
    data = {"kind": "order_report", "status": "approved", "dpi": 300.0, "issued_on": "2026-01-31", "expires_on": None}
    figures = {"transactions": 5001, "area_share": 0.3, "signed_by": None}
    (document,) = facts_from({"documents": [data | {"figures": figures}]}, book.vocabulary).documents or ()
    assert document == Document(
        "order_report", "approved", 300, dt.date(2026, 1, 31), figures={"transactions": 5001, "area_share": Decimal("0.3")}
    )


def test_document_of_its_kind_alone(book: Rulebook) -> None:
    assert facts_from({"documents": [{"kind": "phone_bill", "figures": None}]}, book.vocabulary).documents == (Document("phone_bill"),)


NUMBERS = st.integers() | st.floats() | st.decimals()
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | NUMBERS
    | st.text(max_size=20)
    | st.sampled_from(["2026-01-31", "IT", "EUR", "1.2", "approved", "form_401"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["kind", "status", "figures", "dpi", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(name=st.sampled_from(sorted(current_rulebook().vocabulary.facts)), value=JUNK)
def test_junk_is_a_fact_or_refused_in_one_line(name: str, value: Any) -> None:
    said = f"in.json.{name}: taken"
    try:
        facts_from({name: value}, current_rulebook().vocabulary, "in.json")
    except FactError as error:
        said = str(error)
    assert said.startswith(f"in.json.{name}")
    assert len(said.splitlines()) == 1
