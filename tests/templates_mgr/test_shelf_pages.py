"""The shelf of templates and the page of one: what people read there, and the steps that they record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from readiness.models import User
from templates_mgr.actions.relinting import relint
from templates_mgr.actions.texts import change_template
from templates_mgr.models import MessageTemplate, TemplateVersion
from templates_mgr.shelf import progress_of, rotations
from tests.cast import SHIPPED, Cast, House, add_template
from tests.visitor import Visitor

ClientFor = Callable[[User | None], Visitor]


def url_of(house: House, name: str, **more: Any) -> str:
    return reverse(f"templates_mgr:{name}", kwargs={"workspace": house.workspace.slug, "company": house.company.slug, **more})


@pytest.fixture
def anna(cast: Cast, client_for: ClientFor) -> Visitor:
    return client_for(cast.north.applicant)


def test_empty_shelf_says_where_to_start(cast: Cast, anna: Visitor) -> None:
    page = anna.get(url_of(cast.north, "list")).content.decode()
    assert ("No template yet. The guide asks for 15 to 20 before you apply." in page, "Start from the library" in page) == (True, True)


def test_progress_counts_texts_and_not_languages(cast: Cast, anna: Visitor) -> None:
    add_template(cast.north)
    add_template(cast.north, language="it")
    gone = add_template(cast.north, name="old", status="DELETED")
    page = anna.get(url_of(cast.north, "list"))
    assert "1 of 15 templates prepared, 14 to go." in page.content.decode()
    assert [row["template"].name for row in page.context["rows"]] == ["old", "order_shipped", "order_shipped"]
    assert page.context["rows"][0]["is_gone"] is (gone.status == "DELETED")


@pytest.mark.parametrize(("prepared", "left", "is_full"), [(0, 15, False), (14, 1, False), (15, 0, True), (30, 0, True)])
def test_full_shelf(prepared: int, left: int, is_full: bool) -> None:
    found = progress_of([MessageTemplate(name=f"t{number}") for number in range(prepared)])
    assert (found.left, found.is_full, found.wanted, found.most) == (left, is_full, 15, 20)


def test_too_many_of_one_type_are_named(cast: Cast, anna: Visitor) -> None:
    for number in range(6):
        add_template(cast.north, name=f"shipped_{number}")
    assert "Shipping notice: 6 templates of one type." in anna.get(url_of(cast.north, "list")).content.decode()


def test_versions_that_take_turns() -> None:
    some = [MessageTemplate(name=name, purpose=purpose, variant=variant) for name, purpose, variant in [
        ("a", "shipping", "standard"), ("b", "shipping", "emergency"), ("c", "other", "standard"), ("d", "otp", "standard"),
    ]]  # fmt: skip
    assert [(one.purpose, one.there, one.missing, one.is_too_many) for one in rotations(some)] == [
        ("shipping", ("standard", "emergency"), ("advanced",), False),
        ("otp", ("standard",), ("advanced", "emergency"), False),
    ]


def test_approved_template_says_when_to_send_it_again(cast: Cast, anna: Visitor) -> None:
    today = timezone.localdate()
    template = add_template(cast.north, status="APPROVED", approved_on=today - dt.timedelta(days=80))
    page = anna.get(url_of(cast.north, "life", template=template.pk)).content.decode()
    assert "Send it again now: the guide counts on it until" in page
    assert "Meta itself sets no such end" in page


def test_approved_without_a_day_asks_for_it(cast: Cast, anna: Visitor) -> None:
    template = add_template(cast.north, status="APPROVED")
    assert "Nobody has said since when it is approved." in anna.get(url_of(cast.north, "life", template=template.pk)).content.decode()


def test_first_text_is_no_edit(cast: Cast, anna: Visitor) -> None:
    template = add_template(cast.north)
    for to in ("PENDING", "APPROVED"):
        assert step(anna, cast.north, template, to=to).status_code == 302
        template.version += 1
    page = anna.get(url_of(cast.north, "life", template=template.pk))
    assert (page.context["edits"].left, "You can send one now." in page.content.decode()) == (1, True)


def step(visitor: Visitor, house: House, template: MessageTemplate, **said: Any) -> Any:
    return visitor.post(url_of(house, "step", template=template.pk), {"seen_version": template.version, **said})


def test_recording_a_rejection_with_its_reason(cast: Cast, anna: Visitor) -> None:
    template = add_template(cast.north, status="PENDING")
    assert step(anna, cast.north, template, to="REJECTED").status_code == 422
    assert step(anna, cast.north, template, to="REJECTED", reason="SCAM", note="No sender.").status_code == 302
    page = anna.get(url_of(cast.north, "life", template=template.pk)).content.decode()
    assert ("Meta took it for a scam." in page, "No sender." in page) == (True, True)


@pytest.mark.parametrize(("said", "field"), [
    ({}, "to"),
    ({"to": "DISABLED"}, "to"),
    ({"to": "APPROVED", "on": "2999-01-01"}, "on"),
    ({"to": "APPROVED", "on": "soon"}, "on"),
    ({"to": "REJECTED", "reason": "BAD_LUCK"}, "reason"),
])  # fmt: skip
def test_what_cannot_be_recorded_is_said(cast: Cast, anna: Visitor, said: dict[str, str], field: str) -> None:
    template = add_template(cast.north, status="PENDING")
    page = step(anna, cast.north, template, **said)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


def test_two_people_record_a_step(cast: Cast, anna: Visitor) -> None:
    template = add_template(cast.north)
    assert step(anna, cast.north, template, to="PENDING").status_code == 302
    late = step(anna, cast.north, template, to="PENDING")
    assert (late.status_code, "moved on while you were here" in late.content.decode()) == (422, False)
    with cast.north.scope():
        template.refresh_from_db()
        MessageTemplate.objects.filter(pk=template.pk).update(version=9)
    late = step(anna, cast.north, template, to="APPROVED")
    assert (late.status_code, "moved on while you were here" in late.content.decode()) == (409, True)


def test_an_older_text_is_put_back_as_the_newest(cast: Cast, anna: Visitor) -> None:
    template = add_template(cast.north)
    with cast.north.scope():
        new = {**SHIPPED, "text": "Hello {{1}}, it is on its way."}
        change_template(by=cast.north.consultant, template=template, values={"components": [new]}, base_version=1)
    page = anna.get(url_of(cast.north, "life", template=template.pk)).content.decode()
    assert ("<del>" in page, "<ins>" in page, "Put version 1 back" in page) == (True, True, True)
    assert anna.post(url_of(cast.north, "restore", template=template.pk, number=1)).status_code == 302
    with cast.north.scope():
        assert [one.number for one in TemplateVersion.objects.filter(template=template)] == [3, 2, 1]
        assert MessageTemplate.objects.get(pk=template.pk).body == SHIPPED["text"]
    assert anna.post(url_of(cast.north, "restore", template=template.pk, number=99)).status_code == 404


def test_what_meta_has_stands_beside_ours(cast: Cast, anna: Visitor) -> None:
    theirs = {"name": "order_shipped", "language": "en", "category": "MARKETING", "components": [SHIPPED]}
    template = add_template(cast.north, meta_said=theirs, meta_id="1", meta_next_category="MARKETING")
    page = anna.get(url_of(cast.north, "life", template=template.pk)).content.decode()
    section = page.split('id="drift-title"')[1].split("</section>")[0]
    assert ("<del>MARKETING</del>" in section, "<ins>UTILITY</ins>" in section) == (True, True)
    assert "Meta is going to move this template to MARKETING." in page


def test_rules_of_another_edition_judge_again(cast: Cast) -> None:
    template = add_template(cast.north, lint_errors=7)
    assert relint() == 0
    with cast.north.scope():
        MessageTemplate.objects.filter(pk=template.pk).update(linted_with="old")
    assert (relint(), relint()) == (1, 0)
    with cast.north.scope():
        assert MessageTemplate.objects.get(pk=template.pk).lint_errors == 0
