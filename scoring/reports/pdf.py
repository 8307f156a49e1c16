"""The readiness report as PDF/UA-1: same dossier, date, language and rulebook version give the same bytes."""

from __future__ import annotations

import datetime as dt

from django.template.loader import render_to_string
from django.utils import translation

from readiness.models import Company
from readiness.pdf import html_to_pdf
from scoring.dossier import Dossier, read_dossier

from .contents import report_context


def report_pdf(company: Company, on: dt.date, language: str) -> bytes:
    """The report of a company whose sheets are loaded beside it."""
    return html_to_pdf(report_html(company, on, language))


def report_html(company: Company, on: dt.date, language: str) -> str:
    return dossier_html(read_dossier(company, on, language))


def dossier_html(dossier: Dossier) -> str:
    with translation.override(dossier.language):
        return render_to_string("scoring/report_pdf.html", report_context(dossier))
