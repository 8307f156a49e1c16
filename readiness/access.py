"""Doors: request and id in, object or 404 out. A stranger gets 404, a member without the right 403."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from .enums import Channel, Permission, ReminderState
from .models import Application, Company, InformationRequest, Job, Membership, Reminder, User
from .roles import ROLES, Role


class MemberRequest(HttpRequest):
    """A request that came through the workspace door: `membership` is set by the middleware."""

    user: User
    membership: Membership


def role_of(request: HttpRequest) -> Role:
    return ROLES[request.membership.role]  # type: ignore[attr-defined]


def require(request: HttpRequest, permission: Permission) -> None:
    if permission not in role_of(request).permissions:
        raise PermissionDenied


def visible_companies(request: HttpRequest) -> QuerySet[Company]:
    """The companies of this workspace that this member may see."""
    companies = Company.objects.all()
    if role_of(request).named_companies_only:
        companies = companies.filter(grants__membership=request.membership)  # type: ignore[attr-defined]
    return companies


def open_companies(request: HttpRequest, permission: Permission) -> QuerySet[Company]:
    """The visible companies, for a page that is about all of them."""
    require(request, permission)
    return visible_companies(request)


def open_company(request: HttpRequest, slug: str, permission: Permission, *related: str) -> Company:
    company = get_object_or_404(visible_companies(request).select_related(*related) if related else visible_companies(request), slug=slug)
    company.workspace = request.workspace  # type: ignore[attr-defined]
    require(request, permission)
    return company


def open_job(request: HttpRequest, company: Company, job_id: str) -> Job:
    job = Job.objects.filter(company=company, pk=job_id).first()
    if job is None:
        raise Http404
    return job


def open_application(company: Company, number: int) -> Application:
    found = Application.objects.filter(company=company, number=number).first()
    if found is None:
        raise Http404
    found.company = company
    return found


def open_request(application: Application, request_id: int) -> InformationRequest:
    found = InformationRequest.objects.filter(application=application, pk=request_id).first()
    if found is None:
        raise Http404
    return found


def open_reminder(request: HttpRequest, reminder_id: int) -> Reminder:
    """One that has reached the asker themselves; nobody else's, whatever their role."""
    sent = Reminder.objects.filter(person=request.user, channel=Channel.APP, state=ReminderState.SENT, pk=reminder_id)  # type: ignore[misc]
    found = sent.select_related("workspace", "company").first()
    if found is None:
        raise Http404
    return found


def require_staff(request: HttpRequest) -> None:
    """Those who run the installation; for everybody else the page is not there."""
    if not (request.user.is_authenticated and request.user.is_staff):
        raise Http404
