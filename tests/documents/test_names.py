"""Two names as written: what differs, piece by piece, in any script and in any order."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from documents.names import Difference, NameComparison, NameDifference, compare, legal_form, message
from documents.names import __file__ as package
from documents.names.folding import SERIOUSNESS
from documents.names.message import FURTHER, REASONS, SECTION, invisible
from readiness.rulebook import current_rulebook
from readiness.rulebook.derived import same_name_form

PAIRS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("name_pairs.yaml").read_text(encoding="utf-8"))
TEXTS = current_rulebook().texts
WORDS = [
    "Acme",
    "ACME",
    "Müller",
    "Mueller",
    "Group",
    "Co., Ltd.",
    "S.r.l.",
    "SRL",
    "株式会社",
    "トヨタ",
    "PT",
    "&",
    "and",
    "-",
    "شركة",
    "\u200b",
    "GmbH",
]
typed = st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join) | st.lists(st.sampled_from(WORDS)).map("".join)
cased = st.text(st.characters(categories=["Lu", "Ll", "Nd"], codec="latin-1", exclude_characters="ß"), min_size=1, max_size=12)
countries = st.sampled_from([None, "IT", "DE", "JP", "CN", "ID", "AE", "US"])


def swapped(found: NameComparison) -> list[Difference]:
    return [Difference(one.b, one.a) for one in found.differences]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['a']}|{pair['b']}")
def test_pair(pair: dict[str, Any]) -> None:
    found = compare(pair["a"], pair["b"], pair.get("country"))
    differences = [[same_name_form(side) for side in one] for one in pair["differences"]]
    assert ([[one.a, one.b] for one in found.differences], found.kind, found.reason) == (
        differences,
        pair["kind"],
        pair.get("reason", pair["kind"]),
    )


def test_pairs_are_enough() -> None:
    assert len(PAIRS) >= 120
    assert {pair["kind"] for pair in PAIRS} == set(NameDifference)


@pytest.mark.parametrize(
    ("a", "b", "exact", "folded"),
    [
        ("Ａcme  Ltd", "Acme Ltd", True, True),
        ("Acme", "ACME", False, True),
        ("Weiß", "WEISS", False, True),
        ("Acme", "Acme.", False, False),
        ("Acme", "Äcme", False, False),
    ],
)
def test_exact_and_folded(a: str, b: str, exact: bool, folded: bool) -> None:
    found = compare(a, b)
    assert (found.exact, found.same_after_folding) == (exact, folded)


@given(typed, countries)
def test_name_is_identical_to_itself(name: str, country: str | None) -> None:
    found = compare(name, name, country)
    assert (found.exact, found.same_after_folding, found.kind, found.differences) == (True, True, NameDifference.IDENTICAL, ())


@given(typed, typed, countries)
def test_order_does_not_matter(a: str, b: str, country: str | None) -> None:
    one, other = compare(a, b, country), compare(b, a, country)
    assert (one.kind, one.reason, list(one.differences)) == (other.kind, other.reason, swapped(other))


@given(typed, typed, countries)
def test_answer_holds_together(a: str, b: str, country: str | None) -> None:
    found = compare(a, b, country)
    assert found.exact == (same_name_form(a) == same_name_form(b)) == (found.kind is NameDifference.IDENTICAL)
    assert found.exact <= found.same_after_folding
    assert bool(found.differences) != found.exact
    assert found.reason in REASONS
    for one in found.differences:
        assert one.a != one.b
        assert one.a in same_name_form(a)
        assert one.b in same_name_form(b)


@given(st.text(max_size=500), st.text(max_size=500))
def test_any_text_is_compared(a: str, b: str) -> None:
    assert compare(a, b).kind in SERIOUSNESS


@given(st.lists(cased, min_size=1, max_size=5).map(" ".join), st.sampled_from([str.upper, str.lower, str.title]))
def test_other_case_is_case(name: str, turned: Any) -> None:
    other = turned(name)
    expected = NameDifference.IDENTICAL if same_name_form(name) == same_name_form(other) else NameDifference.CASE
    assert compare(name, other).kind is expected


@pytest.mark.parametrize(
    "hostile", ["e\u0301" * 250, "a" + "\u0301" * 499, " a" * 250, "\ufdfa" * 500, "א" * 500, "株式会社" * 125, "." * 500, "& " * 250]
)
def test_hostile_name_is_compared(hostile: str) -> None:
    found = compare(hostile, hostile[:-2] + "x")
    assert found.exact is False
    assert found.differences


@pytest.mark.parametrize(
    ("name", "country", "form"),
    [
        ("Rossi S.R.L.", "IT", "it-srl"),
        ("Sol, S.A. de C.V.", "MX", "mx-sacv"),
        ("Harbour Co., Ltd.", "HK", "hk-ltd"),
        ("Sakura Co., Ltd.", "JP", "jp-kk"),
        ("㈱サクラ", "JP", "jp-kk"),
        ("PT Telkom Tbk", "ID", "id-tbk"),
        ("PT Telkom", "ID", "id-pt"),
        ("Schmidt GmbH", "IT", "de-gmbh"),
        ("Silva ME", "BR", "br-me"),
        ("Fix Me", "BR", None),
        ("Silva ME", "IT", None),
        ("Tesco", "GB", None),
        ("Acme", None, None),
    ],
)
def test_legal_form_in_a_name(name: str, country: str | None, form: str | None) -> None:
    found = legal_form(name, country)
    assert (found.id if found else None) == form


def test_romanised_spellings_need_a_country_that_romanises() -> None:
    kinds = [compare("Tchaikovsky", "Chaikovsky", country).kind for country in ("RU", None, "IT")]
    assert kinds == ["transliteration", "transliteration", "different"]


def test_message_names_the_pieces() -> None:
    found = compare("Sunrise Limited Company", "Sunrise Co., Ltd.", "HK")
    assert message(found, TEXTS, "en") == (
        "The legal form is written in two ways: “Limited Company” and “Co., Ltd.”. "
        "Write it the same on every paper; this alone can stop the review (G-ST-6)."
    )


def test_message_counts_what_it_does_not_name() -> None:
    assert message(compare("Acme International Ltd", "ACME Limited"), TEXTS, "it").endswith("Altre differenze: 2.")


def test_message_names_what_cannot_be_seen() -> None:
    assert "U+200B ZERO WIDTH SPACE" in message(compare("Ac\u200bme", "Acme"), TEXTS, "en")
    assert invisible("a\u200b\x07\u200b") == ["U+200B ZERO WIDTH SPACE", "U+0007 CONTROL CHARACTER"]


def test_message_stays_short() -> None:
    assert len(message(compare("a" * 500, "b" * 500), TEXTS, "en")) < 400


@pytest.mark.parametrize("language", ["en", "it"])
def test_every_reason_has_its_text(language: str) -> None:
    paths = {f"{SECTION}.{one}" for one in (*REASONS, FURTHER)}
    assert {path for path in TEXTS.by_language[language] if path.startswith(f"{SECTION}.")} == paths
    values = {"a": "A", "b": "B", "one": "C", "characters": "D", "count": 1}
    assert [path for path in paths if "%(" in TEXTS.get(language, path) % values] == []


def test_package_is_pure() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in Path(package).parent.glob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    modules = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    assert {one for one in modules if one.partition(".")[0] in {"django", "datetime", "time", "os"}} == set()
