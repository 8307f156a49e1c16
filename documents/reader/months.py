"""Words of dates: month names, eras, and the labels that say what a date is for.

Month names: CLDR, wide and short, of en it de fr es pt nl id ms th (the test compares them). Chinese, Japanese, Korean and
Vietnamese write months as numbers.
"""

from __future__ import annotations

import re
from typing import Final

_BY_MONTH: Final = (
    "jan january gen gennaio januar januari jänner janv janvier ene enero janeiro ม.ค มกราคม",
    "feb february febbraio februar februari févr février febrero fev fevereiro ก.พ กุมภาพันธ์",
    "mar march marzo mär märz mars março maart mrt maret mac มี.ค มีนาคม",
    "apr april aprile avr avril abr abril เม.ย เมษายน",
    "may mag maggio mai mayo maio mei พ.ค พฤษภาคม",
    "jun june giu giugno juni juin junio junho มิ.ย มิถุนายน",
    "jul july lug luglio juli juil juillet julio julho julai ก.ค กรกฎาคม",
    "aug august ago agosto août augustus agu agustus ogo ogos ส.ค สิงหาคม",
    "sep sept september set settembre septembre septiembre setembro ก.ย กันยายน",
    "oct october ott ottobre okt oktober octobre octubre out outubro ต.ค ตุลาคม",
    "nov november novembre noviembre novembro พ.ย พฤศจิกายน",
    "dec december dic dicembre dez dezember déc décembre diciembre dezembro des desember dis disember ธ.ค ธันวาคม",
)
MONTHS: Final = {name: number for number, names in enumerate(_BY_MONTH, 1) for name in names.split()}

# Year 1 of each era as a year of ours; Taiwan counts from 1912, Thailand is 543 years ahead.
ERAS: Final = {"令和": 2019, "平成": 1989, "昭和": 1926, "大正": 1912, "民國": 1912, "民国": 1912, "西元": 1, "公元": 1, "西暦": 1}
ROC_YEAR_ONE: Final = 1912
BUDDHIST_AHEAD: Final = 543
NUMERALS: Final = {"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

EXPIRES: Final = (
    (
        r"valid (?:until|till|through|thru|to)|expir(?:y|es|ed|ation|ing)(?: date| on)?|date of expiry|good through"
        r"|not (?:valid )?after|due for renewal"
    ),
    r"scaden?za|scade(?: il)?|valid[oa] fino al?|valevole fino|data di scadenza",
    r"g[üu]ltig bis|ablaufdatum|l[äa]uft ab|ablauf|geldig tot|verloopt",
    r"expire le|date d['’]expiration|valable jusqu['’]?(?: ?au)?|valide jusqu['’]?(?: ?au)?|fin de validit[ée]",
    r"v[áa]lid[oa] (?:hasta|at[ée])|caduc(?:a|idad)|vencimient?o|vence(?: el)?|vencimento|validade|expira(?: el| em)?|fecha de caducidad",
    r"berlaku (?:sampai|hingga|s/d)|masa berlaku|tarikh (?:luput|tamat)|tamat tempoh|sah sehingga",
    r"có giá trị đến|hết hạn|ngày hết hạn|วันหมดอายุ|หมดอายุ|ใช้ได้จนถึง|บัตรหมดอายุ",
    (
        r"营业期限自?|營業期限自?|经营期限自?|有效期(?:限)?(?:截)?至|有效期限|有效日期|有效期|到期日期?|届满日|屆滿日"
        r"|失效日期|截止日期|效期至|有効期限|有効期間|満了日|까지 ?유효|유효 ?기간|만료일|만기일"
    ),
)
ISSUED: Final = (
    (
        r"date of issue|issue date|issued(?: on)?|dated|date of incorporation|incorporated on|valid from|registered on"
        r"|as of|statement date|invoice date"
    ),
    r"rilasciat[oa](?: il)?|data (?:di )?(?:rilascio|emissione)|emess[oa](?: il)?|in data|costituita il|valid[oa] dal",
    (
        r"ausgestellt am|ausstellungsdatum|datum der ausstellung|erstellt am|g[üu]ltig (?:ab|von)|eingetragen am"
        r"|rechnungsdatum|datum van afgifte|afgegeven"
    ),
    r"d[ée]livr[ée]e? le|date (?:de d[ée]livrance|d['’][ée]mission)|[ée]tablie? le|fait (?:à \w+,? )?le|immatricul[ée]e? le",
    (
        r"fecha de (?:expedici[óo]n|emisi[óo]n)|expedid[oa](?: el)?|emitid[oa](?: el| em)?|data de emiss[ãa]o"
        r"|data de expedi[çc][ãa]o|v[áa]lid[oa] desde"
    ),
    r"tanggal (?:terbit|dikeluarkan|penerbitan)|diterbitkan|dikeluarkan(?: pada)?|tarikh (?:dikeluarkan|keluaran|pendaftaran)|bertarikh",
    r"ngày cấp|cấp ngày|ngày phát hành|ออกให้ ?ณ? ?(?:เมื่อ)?(?:วันที่)?|วันที่ออก|วันออกบัตร|วันที่จดทะเบียน",
    (
        r"发证日期|發證日期|签发日期|簽發日期|核发日期|核發日期|發行日期|发行日期|開立日期|开立日期|成立日期"
        r"|核准(?:設立)?日期|設立日期|開戶日期|发照日期|登记日期|登記日期|出具日期|製表日期"
    ),
    r"発行日|発行年月日|交付日|交付年月日|作成日|設立(?:年月)?日|登記日|발급일자?|발행일자?|교부일|작성일|설립일|개업연월일",
)
BIRTH: Final = (
    r"date of birth|birth ?date|born(?: on)?|d\.?o\.?b\.?|data di nascita|nat[oa](?: a [\w’' ]{2,30})? il|nat[oa] il",
    (
        r"geburtsdatum|geboren(?: am)?|geburtstag|geboortedatum|n[ée]e? le|date de naissance|fecha de nacimiento"
        r"|nacid[oa] el|data de nascimento|nascid[oa] em"
    ),
    r"tanggal lahir|tarikh lahir|ngày sinh|sinh ngày|วันเกิด|เกิดวันที่|出生(?:年月)?日期?|出生|生年月日|生日|생년월일",
)
# Words that follow the date.
AFTER: Final = {
    "expires": re.compile(r"\s?(?:まで有効|まで|到期|止|屆滿|届满|까지|前有效)"),
    "issued": re.compile(r"\s?(?:発行|交付|作成|設立|簽發|签发|核發|核发|發證|成立|발급|발행|교부)"),
    "birth": re.compile(r"\s?(?:生(?![効産成])|出生|생)"),
}
# Between the two days of a span; the first is where it begins.
SPAN: Final = re.compile(
    r"\s?(?:to|until|till|through|-|–|—|~|～|〜|bis(?: zum)?|al|fino al|au|jusqu'au|hasta(?: el)?|al?|a|até|s/d|sampai"
    r"|hingga|đến|ถึง|至|から|부터)\s?"
)


def _labels(role: str, words: tuple[str, ...]) -> str:
    return f"(?P<{role}>{'|'.join(words)})"


LABEL: Final = re.compile(
    # A label begins where a word begins; scripts without spaces have no such place.
    "(?:(?<![^\\W\\d_])|(?<=[\u0e00-\u9fff\uac00-\ud7a3]))(?:"
    + "|".join((_labels("expires", EXPIRES), _labels("birth", BIRTH), _labels("issued", ISSUED)))
    + ")",
    re.IGNORECASE,
)
