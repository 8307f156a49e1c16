"""Names and numbers that a paper shows: companies by their legal form, accounts, registrations, regulators, who signs.

A line is a company when a legal form ends or begins its name; an account is an IBAN whose check digits fit, or what a label names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from documents.readings import FoundText

MAX_FOUND: Final = 200
MAX_LINE: Final = 120
MAX_NAME: Final = 100

FORMS_BEHIND: Final = re.compile(
    r"(?:^|[\s,.(（])(?:co(?:mpany)?\.?,?\s?(?:limited|ltd)|limited(?: company)?|ltd|l\.?l\.?c|l\.?l\.?p|plc"
    r"|inc(?:orporated)?|corp(?:oration)?|pte\.?\s?ltd|sdn\.?\s?bhd|bhd"
    r"|pvt\.?\s?ltd|private limited|s\.?r\.?l\.?s?|s\.?p\.?a|s\.?n\.?c|s\.?a\.?s"
    r"|soc(?:iet[àa])? (?:a responsabilit[àa] limitata|per azioni)|gmbh(?: & co\.? kg)?|ag|kg|ohg|ug|e\.k"
    r"|s\.?a\.?r\.?l|s\.?a|s\.?a\.?s\.?u|sociedad limitada|s\.?l\.?u?|s\.?a\.? de c\.?v|ltda|eireli|lda|b\.?v|n\.?v"
    r"|tbk|jsc|fz-?llc|co\., ?ltd)\.?\)?$",
    re.IGNORECASE,
)
FORMS_BEFORE: Final = re.compile(r"^(?:pt\.? |cv\.? |công ty |บริษัท|株式会社|有限会社|合同会社|주식회사|\(주\)|㈜)", re.IGNORECASE)
FORMS_EAST: Final = re.compile(
    r"(?:有限公司|股份有限公司|有限責任公司|有限责任公司|株式会社|有限会社|合同会社|주식회사|จำกัด|จำกัด \(มหาชน\)|企業社|工作室|商行)$"
)
NAME_LABEL: Final = re.compile(
    r"^(?:(?:company|account|business|registered|customer|client|holder)(?: holder)?(?:['’]s)? ?name"
    r"|name of (?:company|account holder)|account holder|beneficiary|denominazione|ragione sociale"
    r"|intestatario|intestato a|firma|kontoinhaber|d[ée]nomination|raison sociale|titulaire|raz[óo]n social|titular"
    r"|raz[ãa]o social|denomina[çc][ãa]o|nama (?:perusahaan|syarikat|pemilik)"
    r"|tên công ty|户名|戶名|公司名称|公司名稱|名称|名稱|企业名称|營業人名稱|商號|商号|会社名|口座名義|상호|예금주|법인명)\s?[:：]?\s?",
    re.IGNORECASE,
)
IBAN: Final = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Z0-9])")
ACCOUNT: Final = re.compile(
    r"(?<![A-Za-z])(?:account (?:no|number|#)|a/c(?: no| number)?|acct\.? ?(?:no|#)|conto(?: corrente)? n[°.o]?"
    r"|numero (?:di )?conto|kontonummer|konto-?nr|n[°º] ?(?:de )?compte|num[ée]ro de compte"
    r"|n[úu]mero de cuenta|n[°º.] ?(?:de )?cuenta|conta n?[°º.]?|n[úu]mero da conta|no(?:mor)?\.? ?rek(?:ening)?"
    r"|nombor akaun|số tài khoản|เลขที่บัญชี|帳號|帐号|账号|帳戶號碼|账户号码|口座番号|계좌번호)"
    r"[\s.:：#]{0,4}(?P<value>[0-9][0-9 *Xx-]{4,32}[0-9])",
    re.IGNORECASE,
)
REGISTRATION: Final = re.compile(
    r"(?<![A-Za-z])(?:(?:company|registration|business registration|br|cr|certificate|licence|license|incorporation) ?(?:no|number"
    r"|#)|partita iva|p\.? ?iva|codice fiscale|\brea\b|hr[ab]|handelsregister(?:nummer)?"
    r"|ust-?id(?:nr)?|vat (?:no|number|reg(?:istration)? no)|siren|siret|rcs|n\.?i\.?f|c\.?i\.?f|cnpj|nipc|npwp|nib"
    r"|uen|ssm|gstin|\bcin\b|abn|acn|ein ?(?:no|[:#])|trn|mã số (?:thuế|doanh nghiệp)"
    r"|เลขทะเบียน(?:นิติบุคคล)?|統一編號|统一编号|統編|统一社会信用代码|注册号|註冊編號|登記編號|法人番号|사업자등록번호|법인등록번호)"
    r"[\s.:：#°]{0,4}(?P<value>[A-Z]{0,4}[0-9][A-Z0-9 ./-]{3,28}[A-Z0-9])",
    re.IGNORECASE,
)
SIGNATORY: Final = re.compile(
    r"^(?:signed by|(?:name of )?(?:authori[sz]ed )?signatory|firmato da|il legale rappresentante|unterzeichnet von"
    r"|sign[ée] par|firmado por|assinado por|ditandatangani oleh|負責人|负责人|法定代表人|代表者|代表取締役|대표자)"
    r"\s?[:：]\s?(?P<value>[^\W\d_][^\d:：]{1,60})$",
    re.IGNORECASE,
)
REGULATORS: Final = re.compile(
    r"financial conduct authority|prudential regulation authority|monetary authority of singapore"
    r"|hong kong monetary authority|securities and futures commission|financial supervisory commission"
    r"|bank negara malaysia"
    r"|otoritas jasa keuangan|reserve bank of india|bafin|bundesanstalt f[üu]r finanzdienstleistungsaufsicht"
    r"|banca d['’]italia|consob|autorit[ée] des march[ée]s financiers|banco de españa|banco central do brasil"
    r"|金融監督管理委員會|国家金融监督管理总局|金融庁|금융위원회|ธนาคารแห่งประเทศไทย",
    re.IGNORECASE,
)


def ends_in_legal_form(name: str) -> bool:
    return bool(FORMS_BEHIND.search(name) or FORMS_BEFORE.search(name) or FORMS_EAST.search(name))


def find_mentions(text: str, *, page: int, is_company: Callable[[str], bool] = ends_in_legal_form) -> list[FoundText]:
    """Each once, in the order of the text, at most MAX_FOUND; spaces and the label are left out."""
    found: dict[tuple[str, str], None] = {}
    for line in text.splitlines():
        for kind, value in _of_line(" ".join(line.split())[:400], is_company):
            found.setdefault((kind, value))
        if len(found) >= MAX_FOUND:
            break
    return [FoundText(kind=kind, text=value, page=page) for kind, value in list(found)[:MAX_FOUND]]


def _of_line(line: str, is_company: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    for match in REGULATORS.finditer(line):
        yield "regulator", match[0]
    if signed := SIGNATORY.search(line):
        yield "signatory", signed["value"].strip(" ._-")
    ibans = [one for one in (_iban(match[0]) for match in IBAN.finditer(line)) if one]
    yield from (("account", one) for one in ibans)
    if not ibans:
        yield from (("account", match["value"].strip()) for match in ACCOUNT.finditer(line))
    yield from (("registration", match["value"].strip(" .-/")) for match in REGISTRATION.finditer(line))
    if len(line) <= MAX_LINE:
        name = NAME_LABEL.sub("", line).strip(" :：,;|")
        if 3 < len(name) <= MAX_NAME and is_company(name):
            yield "company", name


def _iban(written: str) -> str | None:
    """Longest first: the pattern may have taken a word behind the number with it."""
    parts = written.split(" ")
    for count in range(len(parts), 0, -1):
        number = "".join(parts[:count])
        if 15 <= len(number) <= 34 and int("".join(str(int(one, 36)) for one in number[4:] + number[:4])) % 97 == 1:
            return number if _is_iban(number) else None
    return None


def _is_iban(number: str) -> bool:
    from stdnum import iban  # noqa: PLC0415 - slow to import, and only asked when the check digits fit

    return bool(iban.is_valid(number))
