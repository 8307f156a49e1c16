"""Tax and registration numbers that a paper labels as such fit their check digits: a warning, for a number may have been misread.

Numbers are held against the formats of the company's country; one that has the shape of none of them says nothing.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from importlib import import_module
from types import ModuleType

from stdnum.exceptions import InvalidChecksum, ValidationError

from documents.findings import Finding, FindingStatus

from .subject import Subject

ID, ORDER = "registration-numbers", 140
# By country the modules of python-stdnum for numbers that companies have.
FORMATS = {
    "AT": ("at.uid",),
    "AU": ("au.abn", "au.acn"),
    "BE": ("be.vat",),
    "BR": ("br.cnpj",),
    "CA": ("ca.bn",),
    "CH": ("ch.uid", "ch.vat"),
    "CN": ("cn.uscc",),
    "DE": ("de.vat",),
    "ES": ("es.nif",),
    "FR": ("fr.tva", "fr.siren", "fr.siret"),
    "GB": ("gb.vat",),
    "ID": ("id.npwp",),
    "IE": ("ie.vat",),
    "IN": ("in_.gstin", "in_.pan"),
    "IT": ("it.iva",),
    "JP": ("jp.cn",),
    "KR": ("kr.brn",),
    "MX": ("mx.rfc",),
    "NL": ("nl.btw",),
    "PL": ("pl.nip",),
    "PT": ("pt.nif",),
    "SG": ("sg.uen",),
    "TW": ("tw.ubn",),
    "VN": ("vn.mst",),
}


class Fit(Enum):
    VALID = "valid"
    WRONG = "wrong"  # the shape of a format, and other check digits
    OTHER = "other"


def check(subject: Subject) -> Finding | None:
    country = subject.facts.country or ""
    numbers = [one for one in subject.reading.texts if one.kind == "registration"]
    fits = [(fit, one) for one in numbers if (fit := fit_of(one.text, country)) is not Fit.OTHER]
    if not fits:
        return None
    fit, number = next((one for one in fits if one[0] is Fit.WRONG), fits[0])
    status = FindingStatus.LOOK if fit is Fit.WRONG else FindingStatus.PASSED
    return subject.finding(ID, status, {"number": number.text, "country": country}, page=number.page)


def fit_of(number: str, country: str) -> Fit:
    fits = {_fit(number, _format(name)) for name in FORMATS.get(country, ())}
    return Fit.VALID if Fit.VALID in fits else Fit.WRONG if Fit.WRONG in fits else Fit.OTHER


def _fit(number: str, form: ModuleType) -> Fit:
    try:
        form.validate(number)
    except InvalidChecksum:
        return Fit.WRONG
    except ValidationError:
        return Fit.OTHER
    return Fit.VALID


@cache
def _format(name: str) -> ModuleType:
    return import_module(f"stdnum.{name}")
