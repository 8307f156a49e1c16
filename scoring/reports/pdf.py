"""The readiness report as PDF/UA-1: same dossier, application, date, language and rulebook give the same bytes."""

from __future__ import annotations

import datetime as dt

from django.template.loader import render_to_string
from django.utils import translation

from readiness.models import Application, Company
from readiness.pdf import html_to_pdf
from scoring.dossier import Dossier, read_dossier

from .contents import report_context
from .journey import newest_application


def report_pdf(company: Company, on: dt.date, language: str) -> bytes:
    """The report of a company whose sheets are loaded beside it."""
    return html_to_pdf(report_html(company, on, language))


def report_html(company: Company, on: dt.date, language: str) -> str:
    """The page of a company whose sheets are loaded beside it."""
    return dossier_html(read_dossier(company, on, language), newest_application(company))


def dossier_html(dossier: Dossier, application: Application | None = None) -> str:
    """The page of what was read already; asks no database for a company without an application."""
    with translation.override(dossier.language):
        return render_to_string("scoring/report_pdf.html", report_context(dossier, application))
