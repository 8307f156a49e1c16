"""Companies, accounts, registrations, and the language of a text."""

from __future__ import annotations

import pytest

from documents.reader.language import guess_language
from documents.reader.mentions import find_mentions


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in find_mentions(text, page=1)]


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("ACME TRADING (HK) CO., LIMITED", "company", "ACME TRADING (HK) CO., LIMITED"),
        ("Account name: Rossi & Figli S.r.l.", "company", "Rossi & Figli S.r.l."),
        ("Muster GmbH & Co. KG", "company", "Muster GmbH & Co. KG"),
        ("PT Maju Jaya Tbk", "company", "PT Maju Jaya Tbk"),
        ("戶名：好好國際股份有限公司", "company", "好好國際股份有限公司"),
        ("株式会社サンプル", "company", "株式会社サンプル"),
        ("Account No: 012-345678-001", "account", "012-345678-001"),
        ("帳號：004-123-456789", "account", "004-123-456789"),
        ("IBAN GB82 WEST 1234 5698 7654 32", "account", "GB82WEST12345698765432"),
        ("IT60X0542811101000000123456 BIC BLOPIT22", "account", "IT60X0542811101000000123456"),
        ("Partita IVA: 01234567890", "registration", "01234567890"),
        ("公司統一編號：12345675", "registration", "12345675"),
        ("统一社会信用代码 91310000MA1FL0001X", "registration", "91310000MA1FL0001X"),
        ("regulated by the Financial Conduct Authority", "regulator", "Financial Conduct Authority"),
        ("Signed by: Anna Bianchi", "signatory", "Anna Bianchi"),
        ("負責人：王小明", "signatory", "王小明"),
    ],
)
def test_mention(line: str, kind: str, text: str) -> None:
    assert found(line) == [(kind, text)]


@pytest.mark.parametrize(
    "line",
    [
        "We sell a limited range of goods.",
        "GB83 WEST 1234 5698 7654 32",
        "ein 3000 Euro teures Haus",
        "Ltd",
        "",
        "the account was opened in 2025",
    ],
)
def test_no_mention(line: str) -> None:
    assert found(line) == []


def test_each_once() -> None:
    assert found("ACME Ltd\nACME  Ltd\n") == [("company", "ACME Ltd")]


def test_legal_forms_can_be_told() -> None:
    told = find_mentions("Rossi & C.\nACME Ltd", page=3, is_company=lambda name: name.endswith("& C."))
    assert [(one.text, one.page) for one in told] == [("Rossi & C.", 3)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("This is to certify that the company is registered in the city of London", "en"),
        ("Si attesta che la società è iscritta nel registro delle imprese della provincia", "it"),
        ("Hiermit wird bescheinigt, dass die Firma in das Register der Stadt eingetragen ist", "de"),
        ("La société est inscrite au registre du commerce et des sociétés de la ville", "fr"),
        ("Por la presente se certifica que la empresa está inscrita en el registro", "es"),
        ("Certifica-se que a empresa não está inscrita no registo da cidade com uma sede", "pt"),
        ("中華民國經濟部公司登記證書", "zh-TW"),
        ("中华人民共和国营业执照 统一社会信用代码", "zh-CN"),
        ("会社の登記を証明する。これは", "ja"),
        ("사업자등록증 발급", "ko"),
        ("หนังสือรับรองบริษัท", "th"),
        ("Giấy chứng nhận đăng ký doanh nghiệp", "vi"),
        ("A 1 B 2", ""),
        ("", ""),
    ],
)
def test_language(text: str, language: str) -> None:
    assert guess_language(text) == language
