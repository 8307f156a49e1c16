"""Templates in and out as files: what comes in is kept beside what stands here, and never over it unasked."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from readiness.models import AuditEvent, User
from templates_mgr.actions.intake import Taken, import_templates
from templates_mgr.enums import Purpose, Variant
from templates_mgr.files import MAX_BYTES, BadFile, read_templates
from templates_mgr.models import MessageTemplate, TemplateEvent, TemplateVersion
from templates_mgr.purposes import purpose_of, variant_of
from tests.cast import SHIPPED, Cast, House, add_template
from tests.visitor import Visitor

ClientFor = Callable[[User | None], Visitor]
CALL = {"name": "order_shipped", "language": "en", "category": "UTILITY", "components": [SHIPPED]}
LISTED = {**CALL, "id": "594425479261596", "status": "APPROVED", "parameter_format": "POSITIONAL", "quality_score": {"score": "GREEN"}}


def url_of(house: House, name: str) -> str:
    return reverse(f"templates_mgr:{name}", kwargs={"workspace": house.workspace.slug, "company": house.company.slug})


@pytest.fixture
def anna(cast: Cast, client_for: ClientFor) -> Visitor:
    return client_for(cast.north.applicant)


def send(visitor: Visitor, house: House, content: bytes, **more: Any) -> Any:
    return visitor.post(url_of(house, "import"), {"file": SimpleUploadedFile("t.json", content), **more})


def taken(house: House, *rows: object, replace: bool = False) -> dict[str, int]:
    with house.scope():
        done = import_templates(by=house.applicant, company=house.company, rows=rows, replace=replace)
    return {one.value: count for one, count in done.counts.items() if count} | ({"refused": len(done.refused)} if done.refused else {})


def test_a_template_of_meta_comes_with_its_standing(cast: Cast) -> None:
    assert taken(cast.north, LISTED) == {"added": 1}
    with cast.north.scope():
        (kept,) = MessageTemplate.objects.all()
        steps = list(TemplateEvent.objects.values_list("after", flat=True))
    assert (kept.status, kept.meta_id, kept.meta_quality, kept.purpose) == ("APPROVED", LISTED["id"], "GREEN", Purpose.SHIPPING)
    assert (kept.approved_on, kept.body, kept.extra) == (None, SHIPPED["text"], {})
    assert (steps, kept.meta_said["components"]) == (["APPROVED"], [SHIPPED])


def test_again_is_the_same(cast: Cast) -> None:
    taken(cast.north, LISTED)
    assert taken(cast.north, LISTED) == {"same": 1}
    with cast.north.scope():
        assert (TemplateVersion.objects.count(), TemplateEvent.objects.count()) == (1, 1)


def test_another_text_is_kept_beside_ours(cast: Cast) -> None:
    ours = add_template(cast.north)
    theirs = {**LISTED, "components": [{**SHIPPED, "text": "Hello {{1}}, your parcel has left us today."}]}
    assert taken(cast.north, theirs) == {"different": 1}
    with cast.north.scope():
        ours.refresh_from_db()
    assert (ours.components, ours.meta_said["components"], ours.status) == ([SHIPPED], theirs["components"], "APPROVED")


def test_another_text_is_put_over_ours_when_asked(cast: Cast) -> None:
    ours = add_template(cast.north)
    theirs = {**CALL, "components": [{**SHIPPED, "text": "Hello {{1}}, your parcel has left us today."}]}
    assert taken(cast.north, theirs, replace=True) == {"changed": 1}
    with cast.north.scope():
        ours.refresh_from_db()
        texts = [one.call["components"][0]["text"] for one in TemplateVersion.objects.filter(template=ours)]
    assert texts == [theirs["components"][0]["text"], SHIPPED["text"]]
    assert (ours.version, ours.meta_said) == (2, None)


def test_words_that_we_do_not_know_are_kept(cast: Cast) -> None:
    new = {**LISTED, "language": "tlh", "category": "SERVICE", "status": "FROZEN", "cta_url_link_tracking_opted_out": True}
    new["components"] = [
        SHIPPED,
        {"type": "HOLOGRAM", "depth": {"cm": 3}},
        {"type": "BUTTONS", "buttons": [{"type": "WINK", "eye": "left"}]},
    ]
    taken(cast.north, new)
    with cast.north.scope():
        (kept,) = MessageTemplate.objects.all()
    assert (kept.status, kept.get_status_display(), kept.get_category_display(), kept.language) == ("FROZEN", "FROZEN", "SERVICE", "tlh")
    assert kept.create_call == {key: value for key, value in new.items() if key not in ("id", "status", "quality_score")}


def test_what_is_no_template_is_named_and_the_rest_taken(cast: Cast, anna: Visitor) -> None:
    rows = [{**CALL, "components": {}}, 7, CALL, {"name": "a", "components": []}, {**CALL, "name": "x\0y"}]
    page = send(anna, cast.north, json.dumps(rows).encode())
    assert (page.status_code, page.context["refused"]) == (422, [
        "[0].components: expected a list, not an object",
        "[1]: expected an object, not a number",
        "[3]: expected a name and a language, not none",
        "[4]: expected text of whole characters, not half of a character, or the character NUL",
    ])  # fmt: skip
    with cast.north.scope():
        assert [one.name for one in MessageTemplate.objects.all()] == ["order_shipped"]


@pytest.mark.parametrize(("content", "code"), [
    (b"", "empty"),
    (b"  \n", "empty"),
    (b"[]", "empty"),
    (b'{"data": []}', "empty"),
    (b"\xff\xfe[", "not_text"),
    (b"[{]", "not_json"),
    (b"[" * 100_000, "too_deep"),
    (b'"text"', "no_templates"),
    (b"[NaN]", "no_number"),
    (b"[" + b"0," * 6_000 + b"0]", "too_many"),
    (b" " * (MAX_BYTES + 1), "too_large"),
])  # fmt: skip
def test_a_file_without_templates_says_why(content: bytes, code: str) -> None:
    with pytest.raises(BadFile) as bad:
        read_templates(content)
    assert bad.value.code == code


def test_page_says_what_is_wrong_with_the_file(cast: Cast, anna: Visitor) -> None:
    page = send(anna, cast.north, b"[{]")
    assert page.status_code == 422
    assert page.context["form"].errors["file"] == ["The file is not JSON: line 1, column 3. Export it again, or mend that place."]


@pytest.mark.parametrize("wrap", [lambda call: [call], lambda call: call, lambda call: {"data": [call], "paging": {}}])
def test_every_shape_of_file_is_read(cast: Cast, anna: Visitor, wrap: Callable[[dict[str, Any]], object]) -> None:
    assert send(anna, cast.north, json.dumps(wrap(CALL)).encode()).status_code == 302
    with cast.north.scope():
        assert MessageTemplate.objects.count() == 1


def test_export_comes_back_as_it_went(cast: Cast, anna: Visitor) -> None:
    taken(
        cast.north,
        {**LISTED, "message_send_ttl_seconds": 600},
        {**CALL, "language": "it", "components": [{"type": "BODY", "text": "Città"}]},
    )
    response = anna.get(url_of(cast.north, "export"))
    assert response["Content-Disposition"] == f'attachment; filename="{cast.north.company.slug}-templates.json"'
    assert taken(cast.north, *json.loads(response.content)) == {"same": 2}


def test_import_is_kept_in_the_audit(cast: Cast, anna: Visitor) -> None:
    send(anna, cast.north, json.dumps([CALL]).encode())
    with cast.north.scope():
        event = AuditEvent.objects.order_by("-pk")[0]
    assert (event.kind, event.data["added"], event.data["refused"]) == ("templates-imported", 1, 0)
    assert [one.value for one in Taken] == ["added", "changed", "different", "same"]


@pytest.mark.parametrize(("name", "category", "purpose", "variant"), [
    ("order_confirmation_advanced", "UTILITY", Purpose.ORDER_CONFIRMATION, Variant.ADVANCED),
    ("shipping_emergency_2", "UTILITY", Purpose.SHIPPING, Variant.EMERGENCY),
    ("otp_login", "AUTHENTICATION", Purpose.OTP, Variant.STANDARD),
    ("spring", "MARKETING", Purpose.PROMOTION, Variant.STANDARD),
    ("opt_out_done", "UTILITY", Purpose.OPT_OUT, Variant.STANDARD),
    ("optout", "UTILITY", Purpose.OPT_OUT, Variant.STANDARD),
    ("hello", "UTILITY", Purpose.OTHER, Variant.STANDARD),
    ("hello", "SERVICE", Purpose.OTHER, Variant.STANDARD),
])  # fmt: skip
def test_purpose_by_name(name: str, category: str, purpose: Purpose, variant: Variant) -> None:
    assert (purpose_of(name, category), variant_of(name)) == (purpose, variant)
