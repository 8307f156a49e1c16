"""The way in: home, adding a company."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from readiness.access import require
from readiness.actions.companies import add_company
from readiness.enums import Permission
from readiness.forms.company import CompanyForm
from readiness.models import Membership


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Straight to the one workspace; a choice where there are more; a kind word where there is none."""
    user: Any = request.user
    memberships = list(Membership.objects.filter(user=user).select_related("workspace").order_by("workspace__name"))
    if len(memberships) == 1:
        return redirect("scoring:companies", workspace=memberships[0].workspace.slug)
    return render(request, "readiness/home.html", {"memberships": memberships})


@require_http_methods(["GET", "HEAD", "POST"])
def company_add(request: HttpRequest, workspace: str) -> HttpResponse:
    require(request, Permission.ADD_COMPANY)
    form = CompanyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        company = add_company(by=request.user, workspace=request.workspace, name=form.cleaned_data["name"])  # type: ignore[arg-type, attr-defined]
        return redirect("scoring:tasks", workspace=workspace, company=company.slug)
    status = 422 if form.is_bound else 200
    return render(request, "readiness/company_add.html", {"form": form}, status=status)
