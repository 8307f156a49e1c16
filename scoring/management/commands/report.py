"""Writes the PDF readiness report of one company."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django_scopes import scopes_disabled

from readiness.management.refusal import RefusingCommand
from readiness.models import Company
from readiness.rulebook.texts import LANGUAGES
from scoring.facts import with_sheets
from scoring.reports.pdf import report_pdf


class Command(RefusingCommand):
    help = "Write the readiness report of a company as PDF/UA-1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--company", required=True, metavar="SLUG")
        parser.add_argument("--output", required=True, metavar="FILE.pdf")
        parser.add_argument("--lang", choices=LANGUAGES, default="en")
        parser.add_argument("--on", metavar="YYYY-MM-DD", help="the day of the report; default: today")

    def handle(self, *args: Any, **options: Any) -> None:
        on = self.day("--on", options["on"]) or timezone.localdate()
        with scopes_disabled():  # the command line is nobody's workspace; the slug names one company
            company = with_sheets(Company.objects.select_related("workspace")).filter(slug=options["company"]).first()
            if company is None:
                self.unusable(f"--company: no company '{options['company']}'")
            content = report_pdf(company, on, options["lang"])
        try:
            Path(options["output"]).write_bytes(content)
        except OSError as error:
            self.unusable(f"--output: {options['output']} cannot be written: {error.strerror}")
        self.stderr.write(f"{options['output']}: {len(content)} bytes")
