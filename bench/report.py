"""The PDF report, warm: the whole way from the company beside WeasyPrint alone on the same HTML."""

from __future__ import annotations

from django.core.management import call_command
from django_scopes import scopes_disabled
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from readiness.models import Company
from readiness.pdf import PDF_VARIANT, StaticFiles
from scoring.facts import with_sheets
from scoring.reports import pdf

from .dossiers import DAY
from .results import Result, in_turn, seconds, within

ROUNDS, QUICK_ROUNDS = 7, 5
TARGET, LIMIT_S = 1.2, 1.5


@scopes_disabled()
def measure(*, quick: bool) -> list[Result]:
    call_command("migrate", verbosity=0)
    call_command("seed_demo", verbosity=0)
    pk = Company.objects.order_by("pk").values_list("pk", flat=True)[0]

    def ours() -> bytes:
        company = with_sheets(Company.objects.select_related("workspace")).get(pk=pk)
        return pdf.report_pdf(company, DAY, "en")

    html = pdf.report_html(with_sheets(Company.objects.select_related("workspace")).get(pk=pk), DAY, "en")

    def alone() -> bytes:
        document = HTML(string=html, base_url="static:/", url_fetcher=StaticFiles())
        return document.write_pdf(pdf_variant=PDF_VARIANT, font_config=FontConfiguration())

    size = len(ours())
    alone()
    ours_s, alone_s = in_turn(QUICK_ROUNDS if quick else ROUNDS, lambda: seconds(ours), lambda: seconds(alone))
    note = f"a worked case in English, {size // 1024} KB of PDF from {len(html) // 1024} KB of HTML, warm"
    return [
        Result("report-vs-weasyprint", ours_s, "WeasyPrint", alone_s, "s", TARGET, note),
        within("report-warm", ours_s, LIMIT_S, "s"),
    ]
