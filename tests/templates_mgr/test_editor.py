"""The editor: check while one types, without saving; save with errors; what Meta has locked; what comes back from a stranger's browser."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from html.parser import HTMLParser
from types import ModuleType
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from readiness.models import AuditEvent, User
from templates_mgr import lint
from templates_mgr.actions.texts import change_template
from templates_mgr.lint import Finding, Lint, Place, Severity, Verdict
from templates_mgr.lint.rules import variable_at_edge
from templates_mgr.models import MessageTemplate
from templates_mgr.views.panel import verdict_of
from tests.cast import TEMPLATE, Cast, House, add_template
from tests.visitor import Visitor

ClientFor = Callable[[User | None], Visitor]
ABOUT = {name: TEMPLATE[name] for name in ("language", "category", "purpose", "variant")}
TYPED: dict[str, Any] = {**ABOUT, "name": "order_packed", "body": "Hi {{1}}, it is packed.", "body_samples": "Ana"}
MOVED = (
    "Meta is likely to approve it as MARKETING. Then each message costs the price of that category, Meta limits how many"
    " marketing messages a person gets, and people can stop them."
)
AT_EDGE = TYPED | {"body": "{{1}}, it is packed."}


@pytest.fixture(autouse=True)
def only_one_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the page does with findings is tested here; what they are, with the rules."""

    def only() -> dict[str, ModuleType]:
        return {variable_at_edge.NAME: variable_at_edge}

    monkeypatch.setattr(lint, "list_rules", only)


@pytest.fixture
def anna(cast: Cast, client_for: ClientFor) -> Visitor:
    return client_for(cast.north.applicant)


def url_of(house: House, name: str, **more: Any) -> str:
    return reverse(f"templates_mgr:{name}", kwargs={"workspace": house.workspace.slug, "company": house.company.slug, **more})


def templates(house: House) -> list[MessageTemplate]:
    with house.scope():
        return list(MessageTemplate.objects.filter(company=house.company))


class Elements(HTMLParser):
    """Text of each element of one tag and class."""

    def __init__(self, tag: str, css: str) -> None:
        super().__init__()
        self.wanted, self.depth, self.found = (tag, css), 0, list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth and tag == self.wanted[0]:
            self.depth += 1
        elif tag == self.wanted[0] and self.wanted[1] in " ".join(value or "" for name, value in attrs if name in ("class", "id")).split():
            self.depth = 1
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag == self.wanted[0]:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.found[-1] = " ".join(f"{self.found[-1]} {data}".split())


def elements(response: Any, tag: str, css: str) -> list[str]:
    reader = Elements(tag, css)
    reader.feed(response.content.decode())
    return reader.found


def check(visitor: Visitor, house: House, typed: dict[str, Any], query: str = "") -> Any:
    return visitor.post(url_of(house, "check") + query, typed, headers={"hx-request": "true"})


def test_check_says_what_is_wrong_where(cast: Cast, anna: Visitor) -> None:
    response = check(anna, cast.north, AT_EDGE)
    panel = response.context["panel"]
    (finding,) = panel["findings"]
    assert response.status_code == 200
    assert panel["verdict"]["title"] == "Refused when created"
    assert panel["verdict"]["text"] == (
        "Meta’s API refuses it before anybody reads it. Mend the errors below. It answers with error 2388299."
    )
    assert (finding["title"], finding["where"], finding["field"]) == ("Variable at the edge", "Text", "id_body")
    assert elements(response, "mark", "mark-error") == ["{{1}}"]
    assert elements(response, "p", "bubble-body") == ["Ana, it is packed."]
    assert elements(response, "p", "count-body") == ["20 of 1,024 characters"]


@pytest.mark.parametrize(
    ("effect", "title", "tone", "text"),
    [
        (Verdict.REJECT, "Likely rejected in review", "bad", "Meta’s review is likely to say no. Mend the errors below."),
        (
            Verdict.RECATEGORISE,
            "Likely moved to another category",
            "warn",
            MOVED,
        ),
        (Verdict.APPROVE, "Likely approved", "ok", "Nothing that we know of leads to a refusal. Look at the points below all the same."),
    ],
)
def test_verdict_says_what_follows(effect: Verdict, title: str, tone: str, text: str) -> None:
    found = Finding("a-rule", Severity.WARNING, Place("BODY"), (), effect=effect, category="MARKETING")
    assert verdict_of(Lint((found,), effect, "MARKETING")) == {"title": title, "tone": tone, "text": text}


def test_nothing_to_say_is_said() -> None:
    said = {"title": "Likely approved", "tone": "ok", "text": "Nothing that we know of speaks against it."}
    assert verdict_of(Lint((), Verdict.APPROVE, "UTILITY")) == said


def test_check_saves_nothing(cast: Cast, anna: Visitor) -> None:
    template = add_template(cast.north)
    before = [(one.pk, one.version, one.body) for one in templates(cast.north)]
    with CaptureQueriesContext(connection) as captured:
        assert check(anna, cast.north, TYPED, f"?template={template.pk}").status_code == 200
    assert [one["sql"] for one in captured if not one["sql"].startswith("SELECT")] == []
    assert [(one.pk, one.version, one.body) for one in templates(cast.north)] == before


@pytest.mark.parametrize("go", ["check", "add-button", "add-card"])
def test_other_buttons_save_nothing(cast: Cast, anna: Visitor, go: str) -> None:
    response = anna.post(url_of(cast.north, "add"), AT_EDGE | {"go": go, "name": "Not a name"})
    assert (response.status_code, response.context["form"].errors, templates(cast.north)) == (200, {}, [])
    assert response.context["panel"]["verdict"]["title"] == "Refused when created"
    assert elements(response, "textarea", "form-control")[0] == "{{1}}, it is packed."


def test_rows_are_added_one_at_a_time(cast: Cast, anna: Visitor) -> None:
    def rows(typed: dict[str, Any]) -> tuple[list[str], list[str]]:
        form = anna.post(url_of(cast.north, "add"), TYPED | typed).context["form"]
        return [one["id"] for one in form.button_rows], [one["id"] for one in form.card_rows]

    first = anna.get(url_of(cast.north, "add")).context["form"]
    assert ([one["id"] for one in first.button_rows], first.card_rows) == (["button-0"], [])
    assert rows({"go": "add-button", "button-0-kind": "SPM"}) == (["button-0", "button-1"], [])
    assert rows({"go": "add-button", "button-9-kind": "SPM"}) == (["button-9"], [])
    assert rows({"go": "add-card", "card-0-header_kind": "IMAGE"}) == ([], ["card-0", "card-1"])
    assert rows({"go": "check", "button-0-kind": ""}) == (["button-0"], [])


def test_draft_with_errors_is_saved_and_told(cast: Cast, anna: Visitor) -> None:
    response = anna.post(url_of(cast.north, "add"), AT_EDGE, follow=True)
    said = [str(one) for one in response.context["messages"]]
    assert said == ["Saved: order_packed. 1 point is to mend before you send it to Meta."]
    assert [(one.name, one.lint_errors, one.verdict) for one in templates(cast.north)] == [("order_packed", 1, "refuse")]


def test_whole_template_is_saved(cast: Cast, anna: Visitor) -> None:
    rows = {"button-0-kind": "URL", "button-0-text": "Track", "button-0-value": "https://example.com/{{1}}", "button-0-sample": "A1"}
    typed = TYPED | rows | {"header_kind": "TEXT", "header_text": "News", "footer": "Bye", "ttl": "600", "button-1-kind": ""}
    assert anna.post(url_of(cast.north, "add"), typed).status_code == 302
    (template,) = templates(cast.north)
    assert template.components == [
        {"type": "HEADER", "format": "TEXT", "text": "News"},
        {"type": "BODY", "text": "Hi {{1}}, it is packed.", "example": {"body_text": [["Ana"]]}},
        {"type": "FOOTER", "text": "Bye"},
        {"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Track", "url": "https://example.com/{{1}}", "example": ["A1"]}]},
    ]
    assert (template.extra, template.parameter_format) == ({"message_send_ttl_seconds": 600}, "")


def form_values(response: Any) -> dict[str, Any]:
    """What a browser would send back of the page untouched."""
    form = response.context["form"]
    sent = {}
    for field in form:
        value = field.value()
        if not (field.field.disabled or value in (None, False) or (field.name in ("security", "otp_terms", "offer_expires") and not value)):
            sent[field.html_name] = str(value)
    return sent


def test_template_saved_untouched_stays_as_it_came(cast: Cast, anna: Visitor) -> None:
    odd = [{"type": "body", "text": "Hi {{1}}, it went.", "example": {"body_text": [["Ana"]]}, "k": 1}, {"type": "ALBUM", "x": [1]}]
    template = add_template(cast.north, components=odd, extra={"cta": True, "message_send_ttl_seconds": 60})
    page = anna.get(url_of(cast.north, "edit", template=template.pk))
    assert [json.loads(one) for one in elements(page, "pre", "json")] == [{"type": "ALBUM", "x": [1]}]
    assert anna.post(url_of(cast.north, "edit", template=template.pk), form_values(page)).status_code == 302
    (after,) = templates(cast.north)
    assert (after.components, after.extra, after.version) == (odd, {"cta": True, "message_send_ttl_seconds": 60}, 2)


@pytest.mark.parametrize(
    ("status", "locked"),
    [("DRAFT", []), ("REJECTED", ["name", "language"]), ("PAUSED", ["name", "language"]), ("APPROVED", ["name", "language", "category"])],
)
def test_what_meta_has_seen_is_locked(cast: Cast, anna: Visitor, status: str, locked: list[str]) -> None:
    template = add_template(cast.north, status=status)
    url = url_of(cast.north, "edit", template=template.pk)
    form = anna.get(url).context["form"]
    assert [name for name in ABOUT | {"name": ""} if form.fields[name].disabled] == sorted(locked, key=[*ABOUT, "name"].index)
    other = {"name": "other", "language": "it", "category": "MARKETING", "seen_version": "1"}
    assert anna.post(url, TYPED | other).status_code == 302
    (after,) = templates(cast.north)
    kept = {"name": "order_shipped", "language": "en", "category": "UTILITY"}
    assert {name: getattr(after, name) for name in kept} == {name: kept[name] if name in locked else other[name] for name in kept}
    assert after.body == "Hi {{1}}, it is packed."


@pytest.mark.parametrize("status", ["PENDING", "DISABLED", "DELETED", "PENDING_DELETION", "IN_APPEAL", "ARCHIVED", "LOCKED"])
def test_what_cannot_be_changed_says_why(cast: Cast, anna: Visitor, status: str) -> None:
    template = add_template(cast.north, status=status)
    url = url_of(cast.north, "edit", template=template.pk)
    page = anna.get(url)
    assert (page.status_code, bool(page.context["why_not"]), elements(page, "form", "template-form")) == (200, True, [])
    assert elements(page, "p", "bubble-body") == ["Hello Ana, your order has left us today."]
    refused = anna.post(url, TYPED | {"seen_version": "1"})
    assert (refused.status_code, elements(refused, "textarea", "form-control")[0]) == (409, "Hi {{1}}, it is packed.")
    assert [one.version for one in templates(cast.north)] == [1]


def test_later_editor_sees_theirs_whole(cast: Cast, anna: Visitor) -> None:
    template = add_template(cast.north)
    theirs = [{"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "*Theirs*."}]
    with cast.north.scope():
        change_template(by=cast.north.consultant, template=template, values={"components": theirs}, base_version=1)
    stale = anna.post(url_of(cast.north, "edit", template=template.pk), TYPED | {"seen_version": "1"})
    assert stale.status_code == 409
    assert elements(stale, "p", "bubble-body") == ["Theirs .", "Hi Ana, it is packed."]
    assert elements(stale, "p", "bubble-media") == ["Picture"]
    assert stale.context["form"]["seen_version"].value() == 2


HOSTILE = [
    ({"body": "x" * 900_000}, 200),
    ({"body": "{{1}} " * 10_000, "body_samples": "a\n" * 10_000}, 200),
    ({"body": "*" * 500_000}, 200),
    ({"body": "a\0b"}, 422),
    ({"base": json.dumps([{"type": "ALBUM", "text": "half \ud800"}])}, 422),
    ({"base": "{" * 100_000}, 422),
    ({"base": '{"type": "BODY"}'}, 422),
    ({"base": '[{"type": 5}]'}, 422),
    ({"base": '[{"type": "BODY", "x": NaN}]'}, 422),
    ({"base": '[{"type": "BODY", "x": 1e999}]'}, 422),
    ({"base": "[" * 30 + "]" * 30}, 422),
    ({"language": "<b>", "category": "<script>", "button-0-kind": "<i>", "minutes": "9" * 400, "ttl": "-" * 9}, 200),
    ({f"card-{one}-header_kind": "IMAGE" for one in range(300)}, 200),
]


@pytest.mark.parametrize(("typed", "status"), HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_is_answered_in_a_second(
    cast: Cast, anna: Visitor, monkeypatch: pytest.MonkeyPatch, typed: dict[str, Any], status: int
) -> None:
    monkeypatch.undo()  # with all rules
    check(anna, cast.north, TYPED)  # what is made once is made
    start = time.perf_counter()
    response = check(anna, cast.north, TYPED | typed)
    assert (response.status_code, time.perf_counter() - start < 1) == (status, True)
    assert bool(response.context["panel"]["problem"]) == (status == 422)


@pytest.mark.parametrize("base", [one["base"] for one, _status in HOSTILE if "base" in one])
def test_what_is_no_template_is_not_saved(cast: Cast, anna: Visitor, base: str) -> None:
    response = anna.post(url_of(cast.north, "add"), TYPED | {"base": base})
    assert (response.status_code, list(response.context["form"].errors), templates(cast.north)) == (422, ["__all__"], [])


def test_markup_is_shown_as_text(cast: Cast, anna: Visitor) -> None:
    html = check(anna, cast.north, TYPED | {"body": "{{1}} <img src=x onerror=alert(1)>", "body_samples": "<u>*x*</u>"}).content.decode()
    assert ("<img" in html, "<u>" in html, "&lt;img src=x onerror=alert(1)&gt;" in html) == (False, False, True)


def test_right_to_left(cast: Cast, anna: Visitor) -> None:
    html = check(anna, cast.north, TYPED | {"language": "ar_EG"}).content.decode()
    assert html.count('<div class="bubble-words" lang="ar-EG" dir="rtl">') == 1


def test_template_of_another_company_is_not_found(cast: Cast, anna: Visitor) -> None:
    theirs, others = add_template(cast.south), add_template(cast.north, company=cast.north.other_company)
    found = [check(anna, cast.north, TYPED, f"?template={one}").status_code for one in (theirs.pk, others.pk, "x", "9" * 30, "²")]
    assert found == [404, 404, 200, 200, 200]


def test_own_text_is_no_neighbour(cast: Cast, anna: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []

    def looked(call: Any, state: Any) -> Lint:
        seen.append([one.name for one in state])
        return Lint((), Verdict.APPROVE, "UTILITY")

    monkeypatch.setattr("templates_mgr.views.panel.judged", looked)
    first = add_template(cast.north)
    add_template(cast.north, name="other")
    check(anna, cast.north, TYPED, f"?template={first.pk}")
    check(anna, cast.north, TYPED)
    assert seen == [["other"], ["order_shipped", "other"]]


@pytest.mark.parametrize("many", [1, 30])
def test_pages_ask_little(cast: Cast, anna: Visitor, many: int) -> None:
    made = [add_template(cast.north, name=f"template_{one}") for one in range(many)]
    counts = []
    for ask in (
        lambda: anna.get(url_of(cast.north, "edit", template=made[0].pk)),
        lambda: anna.get(url_of(cast.north, "add")),
        lambda: check(anna, cast.north, TYPED, f"?template={made[0].pk}"),
    ):
        with CaptureQueriesContext(connection) as captured:
            ask()
        counts.append(len(captured))
    assert counts == [6, 4, 6]


def test_blank_page_is_not_scolded(cast: Cast, anna: Visitor) -> None:
    panel = anna.get(url_of(cast.north, "add")).context["panel"]
    assert (panel["is_blank"], panel["verdict"]["title"]) == (True, "")


def test_check_is_not_written_into_the_trail(cast: Cast, anna: Visitor) -> None:
    with cast.north.scope():
        before = AuditEvent.objects.count()
        check(anna, cast.north, TYPED)
        assert AuditEvent.objects.count() == before
