"""An application on its way: its stages with their clocks, what the reviewer asks, what happened."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from readiness.access import open_application, open_company, open_request, role_of
from readiness.actions import applications as actions
from readiness.display import day, text
from readiness.enums import ApplicationStatus, Permission, StageStatus
from readiness.forms.applications import AnswerForm, AskForm, MoveForm, OpenForm, StageForm
from readiness.models import Application, ApplicationStage, Company
from readiness.stages.moves import CLOSED, hand_moves, stage_moves
from readiness.way import APPLICATION_TONES, event_rows, request_rows, stage_rows, timeline_view


def shown_again(view: Any) -> Any:
    """A page with what is wrong stands at the address of its form; whoever asks for that address again gets the application."""

    @wraps(view)
    def answered(request: HttpRequest, workspace: str, company: str, number: int, **more: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return view(request, workspace=workspace, company=company, number=number, **more)
        open_application(open_company(request, company, Permission.READ), number)
        return redirect("readiness:application", workspace=workspace, company=company, number=number)

    return answered


@require_safe
def application_list(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    """The newest application; none yet: how to begin."""
    dossier = open_company(request, company, Permission.READ, "companyprofile")
    newest = Application.objects.filter(company=dossier).first()
    if newest is not None:
        newest.company = dossier
        return application_page(request, dossier, newest)
    return render(request, "readiness/application_new.html", _new_context(request, dossier, OpenForm()))


@require_safe
def application(request: HttpRequest, workspace: str, company: str, number: int) -> HttpResponse:
    dossier = open_company(request, company, Permission.READ, "companyprofile")
    return application_page(request, dossier, open_application(dossier, number))


def application_page(request: HttpRequest, company: Company, found: Application, status: int = 200, **bound: forms.Form) -> HttpResponse:
    """`bound`: a form that was sent and is shown again with what is wrong (stage, move, ask or answer)."""
    stages = list(found.stages.all())
    current = next((one for one in stages if one.status != StageStatus.PASSED), None) if found.submitted_on else None
    ban_until = actions.ban_until(company)
    context = {
        "company": company,
        "application": found,
        "tone": APPLICATION_TONES[ApplicationStatus(found.status)],
        "words": _words(),
        "current_title": text(f"stages.{current.stage}.title") if current else "",
        "rows": stage_rows(found, stages, company),
        "current": current,
        "timeline": timeline_view(found, stages, company),
        "requests": request_rows(found),
        "events": event_rows(found),
        "others": Application.objects.filter(company=company).exclude(pk=found.pk).only("number", "status", "submitted_on"),
        "ban_until": ban_until,
        "is_closed": found.status in CLOSED,
        "can_answer": Permission.ANSWER in role_of(request).permissions,
        "answer_form": AnswerForm(),
        "answering": None,
        "today": timezone.localdate().isoformat(),
        **_forms(found, stages, current, is_banned=ban_until is not None),
        **bound,
    }
    return render(request, "readiness/application.html", context, status=status)


def _forms(found: Application, stages: list[ApplicationStage], current: ApplicationStage | None, *, is_banned: bool) -> dict[str, Any]:
    """What can be recorded of it as it stands."""
    shown: dict[str, Any] = {"back_form": None, "back_title": ""}
    if found.status == ApplicationStatus.SUBMITTED and current is not None:
        shown["stage_form"] = StageForm(version=found.version, stage=current.stage, moves=stage_moves(current.status))
        shown["ask_form"] = AskForm(version=found.version, stage=current.stage)
        before = stages[stages.index(current) - 1] if current != stages[0] else None
        if before is not None and current.status == StageStatus.WAITING:
            shown["back_form"] = StageForm(version=found.version, stage=before.stage, moves=stage_moves(before.status))
            shown["back_title"] = text(f"stages.{before.stage}.title")
    steps = [one for one in hand_moves(found.status) if not (one == ApplicationStatus.ACTIVE and is_banned)]
    if steps:
        shown["move_form"] = MoveForm(version=found.version, moves=steps)
    return shown


def _words() -> dict[str, str]:
    """How a request of the reviewer stands."""
    return {
        "answered": _("Answered"),
        "answered_late": _("Answered late"),
        "late": _("Late"),
        "open": _("Open"),
        "closed": _("Closed"),
    }


def _new_context(request: HttpRequest, company: Company, form: OpenForm) -> dict[str, Any]:
    return {
        "company": company,
        "form": form,
        "ban_until": actions.ban_until(company),
        "can_answer": Permission.ANSWER in role_of(request).permissions,
    }


@require_POST
def application_open(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER, "companyprofile")
    form = OpenForm(request.POST)
    if not form.is_valid():
        return render(request, "readiness/application_new.html", _new_context(request, dossier, form), status=422)
    try:
        made = actions.open_application(by=request.user, company=dossier, **form.cleaned_data)  # type: ignore[arg-type]
    except actions.NotNow as refused:
        messages.error(request, _not_now(refused))
        return redirect("readiness:applications", workspace=workspace, company=company)
    return redirect("readiness:application", workspace=workspace, company=company, number=made.number)


def _not_now(refused: actions.NotNow) -> str:
    if refused.until:
        return _("A ban runs until %(day)s; no new application before.") % {"day": day(timezone.localdate(refused.until))}
    return _("Another application is under way. End it first, or go on with it.")


@shown_again
@require_POST
def stage_move(request: HttpRequest, workspace: str, company: str, number: int) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER, "companyprofile")
    found = open_application(dossier, number)
    stage = _stage_of(found, request)
    form = StageForm(request.POST, version=found.version, stage=stage.stage, moves=stage_moves(stage.status))
    if request.POST.get("to") in StageStatus.values and request.POST["to"] not in stage_moves(stage.status):
        return _unlawful(request, dossier, found, stage_moves(stage.status))
    if not form.is_valid():
        return application_page(request, dossier, found, 422, stage_form=form)
    said = form.cleaned_data
    done = {"stage": stage.stage, "to": StageStatus(said["to"]), "on": said["on"], "reason": form.reason}
    return _tried(request, dossier, found, form, "stage_form", lambda: actions.move_stage(
        by=request.user, application=found, base_version=said["seen_version"], **done,  # type: ignore[arg-type]
    ))  # fmt: skip


@shown_again
@require_POST
def application_move(request: HttpRequest, workspace: str, company: str, number: int) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER, "companyprofile")
    found = open_application(dossier, number)
    moves = hand_moves(found.status)
    if request.POST.get("to") in ApplicationStatus.values and request.POST["to"] not in moves:
        return _unlawful(request, dossier, found, moves)
    form = MoveForm(request.POST, version=found.version, moves=moves)
    if not form.is_valid():
        return application_page(request, dossier, found, 422, move_form=form)
    said = form.cleaned_data
    done = {"to": ApplicationStatus(said["to"]), "on": said["on"], "reason": said["reason"].strip()}
    return _tried(request, dossier, found, form, "move_form", lambda: actions.move_application(
        by=request.user, application=found, base_version=said["seen_version"], **done,  # type: ignore[arg-type]
    ))  # fmt: skip


@shown_again
@require_POST
def information_ask(request: HttpRequest, workspace: str, company: str, number: int) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER, "companyprofile")
    found = open_application(dossier, number)
    form = AskForm(request.POST, version=found.version, stage=_stage_of(found, request).stage)
    if not form.is_valid():
        return application_page(request, dossier, found, 422, ask_form=form)
    said = form.cleaned_data
    told = {name: said[name] for name in ("stage", "text", "paper", "asked_at")}
    return _tried(request, dossier, found, form, "ask_form", lambda: actions.ask_information(
        by=request.user, application=found, base_version=said["seen_version"], **told,  # type: ignore[arg-type]
    ))  # fmt: skip


@shown_again
@require_POST
def information_answer(request: HttpRequest, workspace: str, company: str, number: int, asked: int) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER, "companyprofile")
    found = open_application(dossier, number)
    wanted = open_request(found, asked)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return application_page(request, dossier, found, 422, answer_form=form, answering=wanted.pk)  # type: ignore[arg-type]
    try:
        actions.answer_information(by=request.user, request=wanted, answer=form.cleaned_data["answer"])  # type: ignore[arg-type]
    except actions.AnsweredAlready as already:
        who = already.request.answered_by
        messages.error(request, _("%(who)s has answered already: “%(answer)s”") % {"who": who or "–", "answer": already.request.answer})
        return application_page(request, dossier, open_application(dossier, number), 409)
    except actions.UnlawfulMove:
        messages.error(request, _("Nobody waits for this answer any more: the application was refused or withdrawn."))
        return application_page(request, dossier, open_application(dossier, number), 409)
    messages.success(request, _("Your answer is recorded."))
    return redirect("readiness:application", workspace=workspace, company=company, number=number)


def _stage_of(found: Application, request: HttpRequest) -> ApplicationStage:
    """The stage that is named; looked for in Python, for a database refuses some texts that a browser may send."""
    stage = next((one for one in found.stages.all() if one.stage == request.POST.get("stage")), None)
    if stage is None:
        raise Http404
    return stage


def _tried(request: HttpRequest, company: Company, found: Application, form: forms.Form, name: str, act: Any) -> HttpResponse:
    """One answer for everything that may stand in the way of a move; what was typed is shown again."""
    try:
        act()
    except actions.WrongDay as wrong:
        words = {"earliest": day(wrong.earliest), "latest": day(wrong.latest)}
        form.add_error("on" if "on" in form.fields else None, _("Enter a day from %(earliest)s to %(latest)s.") % words)
        return application_page(request, company, found, 422, **{name: form})
    except actions.ReasonMissing:
        form.add_error("note", _("Say why the stage is taken up again; the reason is kept."))
        return application_page(request, company, found, 422, **{name: form})
    except actions.UnlawfulMove as refused:
        return _unlawful(request, company, found, refused.allowed)
    except actions.NotNow as refused:
        sentence = _not_now(refused) if refused.until else _("An earlier stage has not passed yet.")
        messages.error(request, sentence)
        return application_page(request, company, found, 409, **{name: form})
    except actions.StaleApplication as stale:
        messages.error(request, _("Somebody moved this application while you were here. Look again, then record it."))
        stale.current.company = company
        # What was typed is shown again, against what stands now.
        form.data = {**form.data.dict(), "seen_version": stale.current.version}  # type: ignore[attr-defined]
        return application_page(request, company, stale.current, 409, **{name: form})
    messages.success(request, _("Recorded."))
    return redirect("readiness:application", workspace=company.workspace.slug, company=company.slug, number=found.number)


def _unlawful(request: HttpRequest, company: Company, found: Application, allowed: tuple[str, ...]) -> HttpResponse:
    names = {**dict(StageStatus.choices), **dict(ApplicationStatus.choices)}
    what = ", ".join(str(names[one]) for one in allowed) or _("nothing")
    messages.error(request, _("That cannot follow from where it stands. Possible now: %(what)s.") % {"what": what})
    return application_page(request, company, found, 409)
