"""The life of a template: lawful steps, the guide's 90 days, Meta's edit limits."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from readiness.enums import EventKind
from readiness.models import AuditEvent, Company
from readiness.rulebook import current_rulebook
from templates_mgr.actions.steps import UnlawfulStep, record_step
from templates_mgr.actions.texts import StaleTemplate, change_template
from templates_mgr.enums import Status
from templates_mgr.life import EDITABLE, LAWFUL, RenewalState, edits_left, lawful_steps, renewal_of
from templates_mgr.models import MessageTemplate, TemplateEvent, TemplateVersion
from tests.cast import SHIPPED, Cast, add_template

BOOK = current_rulebook()
DAY = dt.date(2026, 3, 2)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(("days_ago", "state", "left"), [
    (0, RenewalState.FINE, 90),
    (74, RenewalState.FINE, 16),
    (75, RenewalState.SOON, 15),
    (89, RenewalState.SOON, 1),
    (90, RenewalState.OVERDUE, 0),
    (120, RenewalState.OVERDUE, -30),
])  # fmt: skip
def test_approval_is_renewed_after_the_guides_days(days_ago: int, state: RenewalState, left: int) -> None:
    found = renewal_of(BOOK, status="APPROVED", approved_on=DAY - dt.timedelta(days=days_ago), today=DAY)
    assert found is not None
    assert (found.state, found.days_left, (found.ends_on - found.resubmit_on).days) == (state, left, 15)


@pytest.mark.parametrize(("status", "approved_on"), [("APPROVED", None), ("DRAFT", DAY), ("PAUSED", DAY), ("FLAGGED", DAY)])
def test_what_is_not_approved_is_not_renewed(status: str, approved_on: dt.date | None) -> None:
    assert renewal_of(BOOK, status=status, approved_on=approved_on, today=DAY) is None


@pytest.mark.parametrize(("hours_ago", "left", "again_in_hours"), [
    ([], 1, None),
    ([25], 1, None),
    ([23], 0, 1),
    ([24], 1, None),
    ([48 * n for n in range(1, 10)], 1, None),
    ([48 * n for n in range(1, 11)], 0, 720 - 480),
    ([1, *[48 * n for n in range(1, 10)]], 0, 720 - 432),
    ([720, *[48 * n for n in range(1, 10)]], 1, None),
])  # fmt: skip
def test_edits_of_an_approved_template_are_few(hours_ago: list[int], left: int, again_in_hours: int | None) -> None:
    found = edits_left([NOON - dt.timedelta(hours=hours) for hours in hours_ago], NOON)
    again = None if again_in_hours is None else NOON + dt.timedelta(hours=again_in_hours)
    assert (found.left, found.again_at) == (left, again)


def test_every_status_has_a_way_on_or_is_an_end() -> None:
    ends = {status for status in Status if not lawful_steps(status)}
    assert ends == {Status.DELETED, Status.PENDING_DELETION}
    assert set(EDITABLE) <= set(LAWFUL)
    assert lawful_steps("SOMETHING_NEW") == (Status.APPROVED, Status.REJECTED, Status.PENDING)


def test_a_step_is_kept_with_who_and_why(cast: Cast) -> None:
    template, before = add_template(cast.north), generation(cast)
    with cast.north.scope():
        template = record_step(by=cast.north.applicant, template=template, to=Status.PENDING, base_version=1)
        assert TemplateVersion.objects.get(template=template).sent_at is not None
        record_step(
            by=cast.north.consultant, template=template, to=Status.REJECTED, base_version=2, reason="INVALID_FORMAT", note="Too short."
        )
        steps = [(one.before, one.after, one.reason, one.note, one.by) for one in TemplateEvent.objects.filter(template=template)]
        kept = MessageTemplate.objects.get(pk=template.pk)
        told = AuditEvent.objects.order_by("-pk")[0]
    assert steps == [
        ("PENDING", "REJECTED", "INVALID_FORMAT", "Too short.", cast.north.consultant),
        ("DRAFT", "PENDING", "", "", cast.north.applicant),
        ("", "DRAFT", "", "", cast.north.consultant),
    ]
    assert (kept.status, kept.reason, kept.reason_text, kept.approved_on, kept.version) == (
        "REJECTED",
        "INVALID_FORMAT",
        "Too short.",
        None,
        3,
    )
    assert (told.kind, told.data["status"], told.data["reason"]) == (EventKind.TEMPLATE_STEP, "REJECTED", "INVALID_FORMAT")
    assert generation(cast) == before + 2


def test_the_approval_that_ran_goes_on_after_a_pause(cast: Cast) -> None:
    template = add_template(cast.north)
    with cast.north.scope():
        for number, (to, on) in enumerate([("PENDING", None), ("APPROVED", DAY), ("PAUSED", None), ("APPROVED", None)], start=1):
            template = record_step(by=cast.north.applicant, template=template, to=Status(to), base_version=number, on=on)
        assert template.approved_on == DAY
        for number, to in enumerate(["PENDING", "APPROVED"], start=5):
            template = record_step(by=cast.north.applicant, template=template, to=Status(to), base_version=number)
    assert template.approved_on == timezone.localdate()


def test_unlawful_and_stale_steps_change_nothing(cast: Cast) -> None:
    template = add_template(cast.north)
    with cast.north.scope():
        with pytest.raises(UnlawfulStep):
            record_step(by=cast.north.applicant, template=template, to=Status.APPROVED, base_version=1)
        with pytest.raises(StaleTemplate):
            record_step(by=cast.north.applicant, template=template, to=Status.PENDING, base_version=7)
        assert TemplateEvent.objects.filter(template=template).count() == 1


def test_a_version_is_kept_when_the_text_changes_and_only_then(cast: Cast) -> None:
    template = add_template(cast.north)
    with cast.north.scope():
        change_template(by=cast.north.consultant, template=template, values={"purpose": "delivery"}, base_version=1)
        changed = {**SHIPPED, "text": "Hello {{1}}, your order is on its way."}
        change_template(by=cast.north.applicant, template=template, values={"components": [changed]}, base_version=2)
        kept = [(one.number, one.call["components"][0]["text"], one.by) for one in TemplateVersion.objects.filter(template=template)]
    assert kept == [(2, changed["text"], cast.north.applicant), (1, SHIPPED["text"], cast.north.consultant)]


def generation(cast: Cast) -> int:
    with cast.north.scope():
        return Company.objects.get(pk=cast.north.company.pk).generation
