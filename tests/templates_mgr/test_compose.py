"""The editor's fields and a template's components: there and back, with all that the fields do not show."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import yaml
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from templates_mgr.compose import (
    BodyFields,
    ButtonFields,
    CardFields,
    Fields,
    HeaderFields,
    OfferFields,
    OtpFields,
    compose,
    decompose,
    from_flat,
    to_flat,
    unshown,
)

BODY = {"type": "BODY", "text": "Hi {{1}}, see {{2}}.", "example": {"body_text": [["Ana", "10:30"]]}}
NAMED = {
    "type": "BODY",
    "text": "Hi {{first_name}}, see you.",
    "example": {"body_text_named_params": [{"param_name": "first_name", "example": "Ana"}]},
}
HEADER = {"type": "HEADER", "format": "TEXT", "text": "Order {{1}} now", "example": {"header_text": ["A1"]}}
NAMED_HEADER = {
    "type": "HEADER",
    "format": "TEXT",
    "text": "Order {{order}} now",
    "example": {"header_text_named_params": [{"param_name": "order", "example": "A1"}]},
}
PICTURE = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::aW"]}}
FOOTER = {"type": "FOOTER", "text": "Reply STOP"}
BUTTONS: list[dict[str, Any]] = [
    {"type": "QUICK_REPLY", "text": "Yes"},
    {"type": "URL", "text": "Track", "url": "https://example.com/{{1}}", "example": ["A1"]},
    {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+5511999999999"},
    {"type": "VOICE_CALL", "text": "Call us"},
    {"type": "COPY_CODE", "example": "SAVE10"},
    {"type": "FLOW", "text": "Book", "flow_id": "123", "navigate_screen": "FIRST"},
    {"type": "FLOW", "text": "Book", "flow_name": "booking"},
    {"type": "CATALOG", "text": "View catalog"},
    {"type": "MPM", "text": "View items"},
    {"type": "SPM"},
    {"type": "REQUEST_CONTACT_INFO"},
]
APP: dict[str, Any] = {"type": "APP", "a": 1}
OFFER: dict[str, Any] = {"type": "LIMITED_TIME_OFFER", "limited_time_offer": {"text": "Sale", "has_expiration": True}}
CARD: dict[str, Any] = {
    "components": [PICTURE, {"type": "BODY", "text": "Shoes."}, {"type": "BUTTONS", "buttons": [BUTTONS[1], BUTTONS[0]]}]
}
OTP: dict[str, Any] = {
    "type": "OTP",
    "otp_type": "ZERO_TAP",
    "text": "Copy",
    "autofill_text": "Fill in",
    "supported_apps": [{"package_name": "com.example.app", "signature_hash": "K8a/AINcGX7"}],
    "zero_tap_terms_accepted": True,
}
CODE = [
    {"type": "BODY", "add_security_recommendation": True},
    {"type": "FOOTER", "code_expiration_minutes": 10},
    {"type": "BUTTONS", "buttons": [OTP]},
]
# Everything that the fields show, as Meta writes it: made from the fields alone it is the same again.
WHOLE: dict[str, list[Any]] = {
    "text header": [HEADER, BODY, FOOTER, {"type": "BUTTONS", "buttons": BUTTONS}],
    "named": [NAMED_HEADER, NAMED],
    "picture": [PICTURE, BODY],
    "location": [{"type": "HEADER", "format": "LOCATION"}, BODY],
    "offer": [PICTURE, OFFER, BODY, {"type": "BUTTONS", "buttons": [BUTTONS[4], BUTTONS[1]]}],
    "code": CODE,
    "carousel": [{"type": "BODY", "text": "New."}, {"type": "CAROUSEL", "cards": [CARD, CARD]}],
    "nothing": [],
}
# What comes otherwise than the fields would write it, or with more in it.
AS_IT_CAME = [
    [{"type": "body", "text": "hi", "example": {"body_text": [["a"]], "more": 1}, "new_key": [1]}],
    [FOOTER, {"type": "Body", "text": "Hi\r\nthere "}, {"type": "header", "text": "old"}],
    [{"type": "ALBUM", "x": 1}, BODY, {"type": "CALL_PERMISSION_REQUEST"}, {"type": "BODY", "text": "second"}, {"type": "ALBUM", "x": 2}],
    [{"type": "HEADER", "format": "HOLOGRAM"}, BODY],
    [{"type": "HEADER", "format": "TEXT", "text": "two\nlines"}, {"type": "BODY"}],
    [{"type": "BUTTONS", "buttons": [APP, BUTTONS[0], {"type": "otp", "otp_type": "one_tap"}, {"type": "OTP"}, BUTTONS[2]]}],
    [{"type": "BUTTONS", "buttons": []}, {"type": "CAROUSEL", "cards": []}, {"type": "LIMITED_TIME_OFFER"}],
    [{"type": "BUTTONS", "buttons": [{"type": "url", "text": None, "url": " x ", "example": ["a", "b"], "k": 1}]}],
    [{"type": "BUTTONS", "buttons": [{"type": "COPY_CODE", "example": ["C"]}]}],
    [{"type": "BODY", "text": "{{1}}", "example": {"body_text": ["flat"]}}, {"type": "FOOTER", "code_expiration_minutes": "soon"}],
    [{"type": "CAROUSEL", "cards": [{"index": 0, "components": [{"type": "GALLERY"}, *CARD["components"]]}, {"components": []}], "z": 1}],
    [{"type": "BODY", "example": {"body_text_named_params": [{"param_name": "a b", "example": "x\ny", "t": 1}]}}],
]  # fmt: skip


@pytest.mark.parametrize("components", [*WHOLE.values(), *AS_IT_CAME])
def test_what_nobody_changed_is_what_came(components: list[Any]) -> None:
    before = copy.deepcopy(components)
    assert compose(from_flat(to_flat(decompose(components))), components).components == before
    assert components == before


@pytest.mark.parametrize("name", WHOLE)
def test_fields_alone_make_the_components(name: str) -> None:
    category = "AUTHENTICATION" if name == "code" else "MARKETING"
    assert compose(decompose(WHOLE[name]), category=category).components == WHOLE[name]


def corpus() -> list[Any]:
    files = sorted((settings.BASE_DIR / "tests/templates_mgr/lint/corpus").glob("train_approve_*.yaml"))
    found = [yaml.safe_load(file.read_text()) for file in files]
    cases = [case for one in found for case in (one if isinstance(one, list) else one.get("cases", []))]
    return [case["template"]["components"] for case in cases if isinstance(case.get("template"), dict)]


def test_corpus_comes_back_whole() -> None:
    for components in corpus():
        assert compose(decompose(components), components).components == components


LINES = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=8)
ROWS = st.builds(
    ButtonFields, st.sampled_from(["", "URL", "QUICK_REPLY", "COPY_CODE", "FLOW"]), LINES, LINES.map(str.strip), LINES.map(str.strip)
)
TYPED = st.builds(
    Fields,
    header=st.builds(HeaderFields, st.sampled_from(["", "TEXT", "IMAGE"]), LINES, LINES.map(str.strip)),
    body=st.builds(BodyFields, LINES, LINES),
    footer=LINES,
    buttons=st.lists(ROWS, max_size=3).map(tuple),
    cards=st.lists(st.builds(CardFields, body=st.builds(BodyFields, LINES, LINES)), max_size=2).map(tuple),
)


@given(TYPED)
def test_flat_and_back(fields: Fields) -> None:
    assert from_flat(to_flat(fields)) == fields


@given(TYPED)
def test_made_twice_is_made_once(fields: Fields) -> None:
    made = compose(fields).components
    assert compose(decompose(made), made).components == made


@pytest.mark.parametrize(
    ("base", "changed", "made"),
    [
        ([BODY | {"k": 1}], {"body": "Bye {{1}}."}, [BODY | {"k": 1, "text": "Bye {{1}}."}]),
        ([BODY], {"body": ""}, []),
        ([BODY], {"body_samples": ""}, [{"type": "BODY", "text": BODY["text"]}]),
        ([BODY], {"header_kind": "IMAGE", "header_sample": "4::aW"}, [PICTURE, BODY]),
        ([HEADER, BODY], {"header_kind": ""}, [BODY]),
        ([HEADER, BODY], {"header_kind": "LOCATION", "header_sample": ""}, [{"type": "HEADER", "format": "LOCATION"}, BODY]),
        ([{"type": "ALBUM"}, BODY], {"footer": "Bye"}, [{"type": "ALBUM"}, BODY, {"type": "FOOTER", "text": "Bye"}]),
        ([FOOTER, BODY], {"header_kind": "TEXT", "header_text": "Hi"}, [{"type": "HEADER", "format": "TEXT", "text": "Hi"}, FOOTER, BODY]),
        ([CODE[1]], {"minutes": "5"}, [{"type": "FOOTER", "code_expiration_minutes": 5}]),
        ([CODE[1]], {"minutes": "soon"}, [{"type": "FOOTER"}]),
        ([OFFER | {"k": 1}], {"offer_expires": ""}, [OFFER | {"k": 1, "limited_time_offer": {"text": "Sale", "has_expiration": False}}]),
        ([OFFER], {"offer_text": "", "offer_expires": ""}, []),
    ],
)  # fmt: skip
def test_change_touches_nothing_else(base: list[Any], changed: dict[str, str], made: list[Any]) -> None:
    assert compose(from_flat(to_flat(decompose(base)) | changed), base).components == made


@pytest.mark.parametrize(
    ("base", "changed", "made"),
    [
        ([APP, BUTTONS[0]], {"button-0-text": "No"}, [APP, {"type": "QUICK_REPLY", "text": "No"}]),
        ([BUTTONS[0], APP, BUTTONS[1]], {"button-0-kind": ""}, [APP, BUTTONS[1]]),
        ([BUTTONS[0], APP], {"button-1-kind": "SPM"}, [BUTTONS[0], APP, {"type": "SPM"}]),
        ([BUTTONS[1] | {"k": 1}], {"button-0-sample": "B2"}, [BUTTONS[1] | {"k": 1, "example": ["B2"]}]),
        ([BUTTONS[1] | {"k": 1}], {"button-0-kind": "QUICK_REPLY"}, [{"type": "QUICK_REPLY", "text": "Track"}]),
        ([BUTTONS[5]], {"button-0-value": "booking"}, [BUTTONS[6] | {"navigate_screen": "FIRST"}]),
        ([BUTTONS[0], BUTTONS[2]], {"button-1-origin": "0", "button-1-kind": "SPM"}, [BUTTONS[0], {"type": "SPM", "text": "Call"}]),
        ([OTP | {"k": 1}, APP], {"otp_terms": ""}, [OTP | {"k": 1, "zero_tap_terms_accepted": False}, APP]),
        ([BUTTONS[0]], {"otp_kind": "COPY_CODE"}, [BUTTONS[0], {"type": "OTP", "otp_type": "COPY_CODE"}]),
    ],
)  # fmt: skip
def test_button_is_changed_where_it_stands(base: list[Any], changed: dict[str, str], made: list[Any]) -> None:
    component = {"type": "BUTTONS", "k": 1, "buttons": base}
    fields = from_flat(to_flat(decompose([component])) | changed)
    assert compose(fields, [component]).components == [component | {"buttons": made}]


def test_last_button_takes_the_component_with_it() -> None:
    base = [BODY, {"type": "BUTTONS", "buttons": [BUTTONS[0]]}]
    assert compose(from_flat(to_flat(decompose(base)) | {"button-0-kind": ""}), base).components == [BODY]


def test_card_is_changed_where_it_stands() -> None:
    base = [{"type": "CAROUSEL", "cards": [CARD, CARD | {"k": 1}]}]
    emptied = {"card-0-header_kind": "", "card-0-body": "", "card-0-button-0-kind": "", "card-0-button-1-kind": "", "card-1-body": "Hats."}
    made = compose(from_flat(to_flat(decompose(base)) | emptied), base)
    hats = [PICTURE, {"type": "BODY", "text": "Hats."}, CARD["components"][2]]
    assert made.components == [{"type": "CAROUSEL", "cards": [{"k": 1, "components": hats}]}]
    assert made.fields["BODY", 0, None] == "card-1-body"
    assert made.fields["BUTTONS", 0, 1] == "card-1-button-1"


def test_places_lead_to_fields() -> None:
    base = [BODY, {"type": "BUTTONS", "buttons": [APP, BUTTONS[0], OTP]}]
    fields = compose(decompose(base), base).fields
    assert [fields["BUTTONS", None, place] for place in range(3)] == ["", "button-0", "otp"]
    assert fields["BODY", None, None] == "body"


@pytest.mark.parametrize(
    ("text", "samples", "before", "parameter_format", "example"),
    [
        ("Hi {{name}}.", "name: Ana", "", "NAMED", {"body_text_named_params": [{"param_name": "name", "example": "Ana"}]}),
        ("Hi {{name}}.", "Ana", "", "NAMED", {"body_text_named_params": [{"param_name": "name", "example": "Ana"}]}),
        ("At {{time}}.", "10:30", "", "NAMED", {"body_text_named_params": [{"param_name": "time", "example": "10:30"}]}),
        ("Hi {{1}}.", "name: Ana", "", "", {"body_text": [["name: Ana"]]}),
        ("Hi {{1}}.", "Ana", "NAMED", "POSITIONAL", {"body_text": [["Ana"]]}),
        ("Hi {{1}} {{name}}.", "Ana", "", "", {"body_text": [["Ana"]]}),
        ("Hi.", "x: y", "NAMED", "NAMED", {"body_text_named_params": [{"param_name": "x", "example": "y"}]}),
        ("Hi {{1}} {{2}}.", "\nAna", "POSITIONAL", "POSITIONAL", {"body_text": [["", "Ana"]]}),
    ],
)
def test_variables_say_how_they_are_named(text: str, samples: str, before: str, parameter_format: str, example: dict[str, Any]) -> None:
    made = compose(Fields(body=BodyFields(text, samples)), parameter_format=before)
    assert (made.parameter_format, made.components) == (parameter_format, [{"type": "BODY", "text": text, "example": example}])


def test_samples_follow_when_variables_get_names() -> None:
    made = compose(from_flat(to_flat(decompose([BODY])) | {"body": "Hi {{who}}, see {{hour}}."}), [BODY])
    named = [{"param_name": "who", "example": "Ana"}, {"param_name": "hour", "example": "10:30"}]
    assert made.components == [{"type": "BODY", "text": "Hi {{who}}, see {{hour}}.", "example": {"body_text_named_params": named}}]


def test_authentication_has_a_body_without_words() -> None:
    assert compose(Fields(), category="authentication").components == [{"type": "BODY"}]


def test_what_is_not_shown_is_told() -> None:
    card = {"components": [{"type": "GALLERY"}]}
    base = [{"type": "ALBUM"}, BODY, {"type": "BUTTONS", "buttons": [APP, BUTTONS[0]]}, {"type": "CAROUSEL", "cards": [card]}]
    assert unshown(base) == [{"type": "ALBUM"}, APP, {"type": "GALLERY"}]
    assert [unshown(one) for one in WHOLE.values()] == [[]] * len(WHOLE)


def test_rows_beyond_the_form_stay() -> None:
    base = [{"type": "BUTTONS", "buttons": [BUTTONS[0]] * 21}, {"type": "CAROUSEL", "cards": [CARD] * 21}]
    fields = decompose(base)
    assert (len(fields.buttons), len(fields.cards), unshown(base)) == (20, 20, [BUTTONS[0], CARD])
    assert compose(fields, base).components == base


@pytest.mark.parametrize("junk", ["-1", "1.5", "²", "9" * 30, "x", None, 3.2])
def test_hostile_row_is_a_new_row(junk: Any) -> None:
    fields = from_flat({"button-0-kind": "SPM", "button-0-origin": junk})
    assert compose(fields, [{"type": "BUTTONS", "buttons": [APP]}]).components[0]["buttons"] == [APP, {"type": "SPM"}]


def test_blank_fields() -> None:
    assert from_flat({}) == Fields() == decompose([])
    assert from_flat({"security": "false", "offer_expires": "on", "otp_terms": "off"}) == Fields(
        offer=OfferFields(expires=True), otp=OtpFields()
    )
