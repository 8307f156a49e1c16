"""The companies of a workspace with their scores."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from readiness.access import role_of, visible_companies
from readiness.display import fact_text, text
from readiness.enums import Permission
from readiness.models import Company
from scoring.models import Assessment
from scoring.presenting import VERDICT_TONES


@require_safe
def companies(request: HttpRequest, workspace: str) -> HttpResponse:
    """An applicant of one company goes straight to its task list."""
    found = list(visible_companies(request).select_related("assessment", "companyprofile").order_by("name", "pk"))
    if len(found) == 1 and role_of(request).named_companies_only:
        return redirect("scoring:tasks", workspace=workspace, company=found[0].slug)
    context = {
        "companies": found,
        "rows": [_row(company) for company in found],
        "can_add": Permission.ADD_COMPANY in role_of(request).permissions,
        "can_review": Permission.REVIEW in role_of(request).permissions,
    }
    return render(request, "scoring/companies.html", context)


def _row(company: Company) -> dict[str, Any]:
    assessment: Assessment | None = getattr(company, "assessment", None)
    country = company.companyprofile.answer("country")
    return {
        "company": company,
        "country": fact_text("country", country) if country else "",
        "assessment": assessment,
        "verdict": text(f"verdicts.{assessment.verdict}.title") if assessment else "",
        "tone": VERDICT_TONES[assessment.verdict] if assessment else "",
    }
