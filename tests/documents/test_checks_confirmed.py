"""What a person confirms, or the text of the paper tells: account, stamp, signature, shop, regulator, numbers."""

from __future__ import annotations

from typing import Any

import pytest

from documents.checks.registration_numbers import FORMATS, Fit, fit_of
from documents.checks.regulator import regulators
from readiness.rulebook import Document, Facts
from scoring.engine import STATUS_NAMES, engine_of
from tests.documents.paper_subjects import BOOK, TODAY, judged, page, reading, subject, told

LEGAL = "Rossi S.r.l."
YES, NO = True, False


def shown(name: bool | None, account: bool | None) -> dict[str, Any]:
    return {"shows_name": name, "shows_account_number": account}


@pytest.mark.parametrize(
    ("confirmed", "answer"),
    [
        (shown(YES, YES), ("passed", "both")),
        (shown(NO, YES), ("to_fix", "shows_name")),
        (shown(YES, NO), ("to_fix", "shows_account_number")),
        (shown(NO, NO), ("to_fix", "both")),
        (shown(NO, None), ("to_fix", "shows_name")),
        (shown(YES, None), ("look", "shows_account_number")),
        (shown(None, None), ("look", "both")),
    ],
)
@pytest.mark.parametrize("kind", ["bank_statements", "bank_proof"])
def test_account_shown(kind: str, confirmed: dict[str, Any], answer: tuple[str, str]) -> None:
    assert told("account-shown", subject(kind, confirmed=confirmed)) == answer


@pytest.mark.parametrize(
    ("texts", "answer"),
    [
        ([("company", LEGAL), ("account", "IT60X0542811101000000123456")], ("passed", "both")),
        ([("company", "ROSSI SRL"), ("account", "123")], ("look", "shows_name")),
        ([("company", LEGAL)], ("look", "shows_account_number")),
    ],
)
def test_account_that_was_read(texts: list[tuple[str, str]], answer: tuple[str, str]) -> None:
    assert told("account-shown", subject("bank_proof", reading(texts=texts), facts={"legal_name": LEGAL})) == answer
    denied = subject("bank_proof", reading(texts=texts), facts={"legal_name": LEGAL}, confirmed=shown(NO, NO))
    assert told("account-shown", denied) == ("to_fix", "both")


def test_telephone_bill_shows_the_name() -> None:
    found = reading(texts=[("company", LEGAL)])
    assert told("account-shown", subject("phone_bill", found, facts={"legal_name": LEGAL})) == ("passed", "shows_name")
    assert told("account-shown", subject("phone_bill", found)) == ("look", "shows_name")


@pytest.mark.parametrize("flags", [shown(name, account) for name in (YES, NO, None) for account in (YES, NO, None)])
def test_account_is_shown_exactly_when_the_criterion_is_met(flags: dict[str, Any]) -> None:
    figures = {name: flag for name, flag in flags.items() if flag is not None}
    facts = Facts(country="HK", documents=(Document("bank_statements", status="uploaded", figures=figures),))
    mark = engine_of(BOOK).judge(facts, TODAY).verdicts[BOOK.criterion("hk-bank-statement-content").position]
    status = {"passed": "met", "to_fix": "unmet", "look": "unknown"}[told("account-shown", subject("bank_statements", confirmed=flags))[0]]
    assert STATUS_NAMES[mark] == status


@pytest.mark.parametrize(("flag", "status"), [(YES, "passed"), (NO, "to_fix"), (None, "look")])
def test_stamp(flag: bool | None, status: str) -> None:
    assert told("stamp", subject("business_licence", confirmed={"has_stamp": flag}))[0] == status


@pytest.mark.parametrize(
    ("sign", "address", "answer"),
    [
        (YES, YES, ("passed", "both")),
        (NO, YES, ("to_fix", "shows_sign")),
        (YES, None, ("look", "shows_address")),
        (None, None, ("look", "both")),
    ],
)
def test_shop_photo(sign: bool | None, address: bool | None, answer: tuple[str, str]) -> None:
    finding = judged("shop-photo", subject("shop_photo", confirmed={"shows_sign": sign, "shows_address": address}))
    assert finding is not None
    assert ((finding.status, finding.variant), finding.source) == (answer, ("G-DO-13", "G-DO-16"))


LETTERS = ("authorisation_letter", "number_explanation", "international_authorisation_letter")


@pytest.mark.parametrize("kind", LETTERS)
@pytest.mark.parametrize(
    ("found", "confirmed", "answer"),
    [
        (reading(), {"signed_by": "Anna Bianchi"}, ("passed", "")),
        (reading(signature_fields=1), {}, ("passed", "field")),
        (reading(texts=[("signatory", "Anna Bianchi")]), {}, ("look", "printed")),
        (reading(), {"signed_by": "  "}, ("look", "")),
        (reading(), {}, ("look", "")),
    ],
)
def test_signature(kind: str, found: Any, confirmed: dict[str, str], answer: tuple[str, str]) -> None:
    assert told("signature", subject(kind, found, confirmed=confirmed)) == answer


@pytest.mark.parametrize(
    ("check", "kinds"),
    [
        ("account-shown", {"bank_proof", "bank_statements", "phone_bill"}),
        ("stamp", {"business_licence"}),
        ("shop-photo", {"shop_photo"}),
        ("signature", set(LETTERS)),
        ("regulator", {"financial_licence"}),
    ],
)
def test_kinds_that_are_concerned(check: str, kinds: set[str]) -> None:
    assert {kind for kind in BOOK.vocabulary.document_kinds if judged(check, subject(kind))} == kinds


@pytest.mark.parametrize(
    ("text", "country", "answer"),
    [
        ("Authorised by the FINANCIAL CONDUCT\nAUTHORITY", "GB", ("passed", "")),
        ("Authorised by the Financial Conduct Authority", None, ("passed", "")),
        ("Authorised by the Financial Conduct Authority", "IT", ("look", "other_country")),
        ("Licensed under the MAS Act", "SG", ("passed", "")),
        ("Licensed under the MAS Act", None, ("look", "")),
        ("No mas, Christmas", "SG", ("look", "")),
        ("Iscritta all’albo della Banca d’Italia", "IT", ("passed", "")),
        ("Consobbing", "IT", ("look", "")),
        ("XCONSOB", "IT", ("look", "")),
        ("核准機關：金融監督管理委員會", "TW", ("passed", "")),
        ("A licence of nobody", "GB", ("look", "")),
        ("  ", "GB", ("look", "no_text")),
    ],
)
def test_regulator(text: str, country: str | None, answer: tuple[str, str]) -> None:
    licence = subject("financial_licence", reading(page(1, text=text)), facts={"country": country})
    assert told("regulator", licence) == answer


def test_regulator_of_the_own_country_comes_first() -> None:
    pages = page(1, text="Financial Conduct Authority"), page(2, text="CONSOB")
    finding = judged("regulator", subject("financial_licence", reading(*pages), facts={"country": "IT"}))
    assert finding is not None
    assert finding.seen == {"regulator": "CONSOB", "country": "IT", "page": 2}


@pytest.mark.parametrize(
    ("country", "letters"),
    [
        *[("GB", one) for one in ("FCA", "PRA")],
        *[("SG", "MAS"), ("DE", "BaFin"), ("IT", "CONSOB"), ("IT", "IVASS"), ("FR", "AMF"), ("FR", "ACPR"), ("ES", "CNMV"), ("BR", "BCB")],
        *[("BR", "CVM"), ("IN", "RBI"), ("IN", "SEBI"), ("HK", "HKMA"), ("HK", "SFC"), ("TW", "FSC"), ("JP", "FSA"), ("AU", "ASIC")],
        *[("AU", "APRA"), ("CH", "FINMA"), ("AE", "CBUAE"), ("AE", "DFSA"), ("SA", "SAMA"), ("SA", "CMA"), ("MY", "BNM"), ("ID", "OJK")],
        *[("PH", "BSP"), ("VN", "SBV"), ("TH", "BOT"), ("US", "SEC"), ("US", "OCC"), ("CA", "FINTRAC"), ("MX", "CNBV")],
    ],
)
def test_letters_of_regulators(country: str, letters: str) -> None:
    licence = subject("financial_licence", reading(page(1, text=f"({letters})")), facts={"country": country})
    assert told("regulator", licence) == ("passed", "")


def test_regulators_are_of_countries_and_have_names() -> None:
    assert {len(one.country) for one in regulators()} == {2}
    assert all(one.names for one in regulators())


@pytest.mark.parametrize(
    ("number", "country", "fit"),
    [
        ("01114601006", "IT", Fit.VALID),
        ("01114601007", "IT", Fit.WRONG),
        ("MI-1234567", "IT", Fit.OTHER),
        ("01114601006", "HK", Fit.OTHER),
        ("136695976", "DE", Fit.VALID),
        ("136695978", "DE", Fit.WRONG),
        ("732 829 320", "FR", Fit.VALID),
        ("27AAPFU0939F1ZV", "IN", Fit.VALID),
        ("27AAPFU0939F1ZW", "IN", Fit.WRONG),
        ("197401143C", "SG", Fit.VALID),
        ("91110000600037341L", "CN", Fit.VALID),
        ("04595257", "TW", Fit.VALID),
        ("12345674", "TW", Fit.WRONG),
        ("11.222.333/0001-81", "BR", Fit.VALID),
        ("83 914 571 673", "AU", Fit.VALID),
    ],
)
def test_registration_numbers(number: str, country: str, fit: Fit) -> None:
    assert fit_of(number, country) is fit


def test_registration_numbers_only_warn() -> None:
    numbers = [("registration", "MI-1234567"), ("registration", "01114601006"), ("registration", "01114601007")]
    doubtful = judged("registration-numbers", subject("bank_proof", reading(texts=numbers), facts={"country": "IT"}))
    assert doubtful is not None
    assert (doubtful.status, doubtful.seen["number"]) == ("look", "01114601007")
    assert told("registration-numbers", subject("bank_proof", reading(texts=numbers[:2]), facts={"country": "IT"})) == ("passed", "")
    assert judged("registration-numbers", subject("bank_proof", reading(texts=numbers[:1]), facts={"country": "IT"})) is None
    assert judged("registration-numbers", subject("bank_proof", reading(texts=numbers))) is None


@pytest.mark.parametrize("country", FORMATS)
def test_formats_can_be_asked(country: str) -> None:
    assert fit_of("x", country) is Fit.OTHER
