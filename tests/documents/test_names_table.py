"""The table of legal forms: what a wrong line in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.names.legal_forms import PATH, LegalForm, Table, form_key, read_table
from readiness.rulebook.errors import RulebookError

WANTED = (
    "IT DE FR ES PT BR IN SG HK TW CN JP KR MY ID TH VN PH GB IE US CA AU AE SA MX "
    "AT CH NL BE PL TR RU EG NG ZA KE AR CO CL PE NZ IL PK BD LK"
)
GOOD = "{id: it-srl, countries: [IT], after: [S.r.l.]}"


def read(tmp_path: Path, *forms: str, romanised: str = "[JP]") -> Table:
    path = tmp_path / "legal_forms.yaml"
    path.write_text("\n".join([f"romanised: {romanised}", "forms:", *(f"  - {form}" for form in forms)]), encoding="utf-8")
    return read_table(path)


def test_every_country_has_forms() -> None:
    table = read_table(PATH)
    assert set(WANTED.split()) - set().union(*(form.countries for form in table.forms)) == set()


def test_good_line_is_read(tmp_path: Path) -> None:
    (form,) = read(tmp_path, GOOD).forms
    assert form == LegalForm("it-srl", frozenset({"IT"}), before=(), after=("S.r.l.",), either=())


@pytest.mark.parametrize(
    ("forms", "line"),
    [
        ([GOOD, "{id: it-srl, countries: [IT], after: [SpA]}"], "4: the legal form 'it-srl' is named twice"),
        (
            [GOOD, "{id: it-x, countries: [DE, IT], after: [SRL]}"],
            "4: 'SRL' of 'it-x' reads like 'S.r.l.' of 'it-srl' in IT: each spelling should stand once in a country",
        ),
        (
            ["{id: it-x, countries: [IT], either: [SRL], after: [S.r.l.]}"],
            "3: 'SRL' of 'it-x' reads like 'S.r.l.' of 'it-x' in IT: each spelling should stand once in a country",
        ),
        (["{id: it-x, countries: [UK], after: [SRL]}"], "3: 'UK' is no country of ISO 3166-1 alpha-2"),
        (["{id: it-x, countries: [NO], after: [AS]}"], "3: 'countries' should list words, not False"),
        (["{id: it-x, countries: [], after: [AS]}"], "3: 'countries' should list at least one country of ISO 3166-1 alpha-2"),
        (["{id: it-x, countries: [IT], after: []}"], "3: 'after' of 'it-x' should list spellings with letters in them, not []"),
        (["{id: it-x, countries: [IT], after: ['.']}"], "3: 'after' of 'it-x' should list spellings with letters in them, not ['.']"),
        (["{id: it-x, countries: [IT]}"], "3: 'it-x' needs a spelling under 'before', 'after' or 'either'"),
        (["{id: it-x, countries: [IT], afer: [SRL]}"], "3: unknown key 'afer'; did you mean 'after'?"),
    ],
)
def test_wrong_line_is_refused(tmp_path: Path, forms: list[str], line: str) -> None:
    with pytest.raises(RulebookError) as refused:
        read(tmp_path, *forms)
    assert str(refused.value).startswith(f"legal_forms.yaml:{line}")


def test_unknown_romanised_country_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="legal_forms.yaml:1: 'XX' is no country"):
        read(tmp_path, GOOD, romanised="[XX]")


@pytest.mark.parametrize(
    ("written", "key"),
    [("S. R. L.", "srl"), ("Società", "societa"), ("GmbH & Co. KG", "gmbh&cokg"), ("(株)", "(株)"), ("株", "株")],
)
def test_spelling_is_found_by_its_letters(written: str, key: str) -> None:
    assert form_key(written) == key
