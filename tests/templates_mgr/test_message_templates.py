"""Message templates typed by hand: recorded, changed by two people, taken away, counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from readiness.enums import EventKind
from readiness.models import AuditEvent, Company, User
from templates_mgr.actions.texts import StaleTemplate, change_template
from templates_mgr.forms.text import MessageTemplateForm
from templates_mgr.languages import CODES, choices, language_name
from templates_mgr.models import MessageTemplate
from templates_mgr.queries import TemplateCounts, count_templates
from tests.cast import TEMPLATE, Cast, House, add_template
from tests.visitor import Visitor

ClientFor = Callable[[User | None], Visitor]
BODY = "Hello {{1}}, your order has left us today."
THEIRS, MINE = ([{"type": "BODY", "text": text}] for text in ("Theirs.", "Mine."))
ABOUT = {name: TEMPLATE[name] for name in ("language", "category", "purpose", "variant")}
TYPED = {**ABOUT, "name": "order_shipped", "body": BODY, "body_samples": "Ana", "seen_version": "0"}


def url_of(house: House, name: str, **more: Any) -> str:
    return reverse(f"templates_mgr:{name}", kwargs={"workspace": house.workspace.slug, "company": house.company.slug, **more})


def templates(house: House) -> list[MessageTemplate]:
    with house.scope():
        return list(MessageTemplate.objects.filter(company=house.company))


@pytest.fixture
def anna(cast: Cast, client_for: ClientFor) -> Visitor:
    return client_for(cast.north.applicant)


def test_recording_a_template(cast: Cast, anna: Visitor) -> None:
    response = anna.post(url_of(cast.north, "add"), TYPED)
    (template,) = templates(cast.north)
    assert response["Location"] == url_of(cast.north, "list")
    assert (template.name, template.language, template.lint_errors, template.version) == ("order_shipped", "en", 0, 1)


def test_each_change_makes_the_score_due(cast: Cast, anna: Visitor) -> None:
    def generation() -> int:
        with cast.north.scope():
            return Company.objects.get(pk=cast.north.company.pk).generation

    first = generation()
    template = add_template(cast.north)
    assert anna.post(url_of(cast.north, "edit", template=template.pk), TYPED | {"seen_version": "1", "body": "Hi."}).status_code == 302
    anna.post(url_of(cast.north, "remove", template=template.pk))
    assert generation() == first + 3
    with cast.north.scope():
        kinds = list(AuditEvent.objects.values_list("kind", flat=True))
    assert kinds[-3:] == [EventKind.TEMPLATE_RECORDED, EventKind.TEMPLATE_CHANGED, EventKind.TEMPLATE_REMOVED]


def test_later_editor_is_shown_what_changed(cast: Cast, anna: Visitor) -> None:
    template = add_template(cast.north)
    with cast.north.scope():
        change_template(by=cast.north.consultant, template=template, values={"components": THEIRS}, base_version=1)
    url = url_of(cast.north, "edit", template=template.pk)
    stale = anna.post(url, TYPED | {"seen_version": "1", "body": "Mine."})
    html = stale.content.decode()
    assert (stale.status_code, '<p class="bubble-body">Theirs.</p>' in html, "Mine.</textarea>" in html) == (409, True, True)
    assert anna.post(url, TYPED | {"seen_version": "2", "body": "Mine."}).status_code == 302
    assert templates(cast.north)[0].body == "Mine."


def test_stale_change_keeps_theirs(cast: Cast) -> None:
    template = add_template(cast.north)
    with cast.north.scope():
        change_template(by=cast.north.consultant, template=template, values={"components": THEIRS}, base_version=1)
        with pytest.raises(StaleTemplate):
            change_template(by=cast.north.applicant, template=template, values={"components": MINE}, base_version=1)
    assert templates(cast.north)[0].body == "Theirs."


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        *[("name", ""), ("name", "Order Shipped"), ("name", "x" * 513), ("name", "ordine_perché")],
        *[("language", "english"), ("language", ""), ("category", "SERVICE"), ("purpose", ""), ("variant", "best")],
        *[("body", "x" * 5001), ("body", "nul \0"), ("header_kind", "SOUND"), ("minutes", "soon"), ("ttl", "-2"), ("seen_version", "-1")],
        *[("button-0-kind", "CALL"), ("card-0-header_kind", "AUDIO"), ("otp_kind", "MAGIC")],
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, anna: Visitor, field: str, typed: str) -> None:
    response = anna.post(url_of(cast.north, "add"), TYPED | {field: typed})
    assert (response.status_code, list(response.context["form"].errors), templates(cast.north)) == (422, [field], [])


def test_name_stands_once_in_a_language(cast: Cast, anna: Visitor) -> None:
    add_template(cast.north)
    twice = anna.post(url_of(cast.north, "add"), TYPED)
    assert twice.context["form"].errors == {"name": ["There is a template with this name in this language already."]}
    assert anna.post(url_of(cast.north, "add"), TYPED | {"language": "it"}).status_code == 302


def test_name_of_another_company_is_free(cast: Cast, anna: Visitor) -> None:
    add_template(cast.south)
    assert anna.post(url_of(cast.north, "add"), TYPED).status_code == 302


def test_template_keeps_its_own_name(cast: Cast, anna: Visitor) -> None:
    template = add_template(cast.north)
    assert anna.post(url_of(cast.north, "edit", template=template.pk), TYPED | {"seen_version": "1"}).status_code == 302


def rows(*templates: tuple[str, str, str, str, int | None]) -> TemplateCounts | None:
    return count_templates(list(templates))


def test_nothing_counted_where_nothing_is() -> None:
    assert rows() is None


def test_languages_of_a_template_are_counted_apart_from_templates() -> None:
    assert rows(("a", "en", "otp", "standard", 0), ("a", "it", "otp", "standard", 2)) == TemplateCounts(1, 2, 2, 0, 1)


def test_three_versions_of_a_purpose() -> None:
    versions = [(f"a_{one}", "en", "otp", one, 0) for one in ("standard", "advanced", "emergency")]
    assert rows(*versions, ("b", "en", "shipping", "standard", 0)) == TemplateCounts(4, 1, 0, 1, 3)


@pytest.mark.parametrize(("errors", "known"), [([0, 0], 0), ([0, None], None), ([1, None], 1), ([None], None), ([2, 1], 3)])
def test_one_unchecked_template_leaves_no_errors_open(errors: list[int | None], known: int | None) -> None:
    counts = rows(*[(f"a_{position}", "en", "otp", "standard", one) for position, one in enumerate(errors)])
    assert counts
    assert counts.lint_errors == known


@pytest.mark.parametrize("reader", ["en", "it"])
def test_every_language_has_a_name(reader: str) -> None:
    assert [code for code in CODES if language_name(code, reader) == code] == []
    assert len(choices(reader)) == len(set(CODES)) == len(CODES)


def nobody_looks(form: MessageTemplateForm) -> dict[str, Any]:
    """The form's look at the other names comes too early when two save at once."""
    return form.cleaned_data


def test_name_taken_a_moment_ago_is_refused(cast: Cast, anna: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    add_template(cast.north)
    other = add_template(cast.north, name="order_packed")
    monkeypatch.setattr(MessageTemplateForm, "clean", nobody_looks)
    taken = {"name": ["There is a template with this name in this language already."]}
    added = anna.post(url_of(cast.north, "add"), TYPED)
    renamed = anna.post(url_of(cast.north, "edit", template=other.pk), TYPED | {"seen_version": "1"})
    assert [(one.status_code, one.context["form"].errors) for one in (added, renamed)] == [(422, taken)] * 2
    assert sorted(one.name for one in templates(cast.north)) == ["order_packed", "order_shipped"]
