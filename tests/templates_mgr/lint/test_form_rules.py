"""What Meta's API refuses when a template is created: a table of what is wrong, the rule that says so, and how."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from readiness.rulebook import current_rulebook
from templates_mgr.lint import Finding, Severity, Verdict, WordLists, explain, lint, read_template

BOOK = current_rulebook()
TEXT = "Hello {{1}}, your order {{2}} has left our house today."
BODY = {"type": "BODY", "text": TEXT, "example": {"body_text": [["Ana", "A-17"]]}}
REPLY = {"type": "QUICK_REPLY", "text": "Talk to us"}
LINK = {"type": "URL", "text": "Track", "url": "https://shop.example/t/{{1}}", "example": ["A-17"]}
OTP = {"type": "OTP", "otp_type": "COPY_CODE"}
PICTURE = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::aW"]}}
OFFER = {"type": "LIMITED_TIME_OFFER", "limited_time_offer": {"text": "Spring offer", "has_expiration": True}}
CARD = {"components": [PICTURE, {"type": "BODY", "text": "A warm scarf."}, {"type": "BUTTONS", "buttons": [REPLY]}]}
APP = {"package_name": "com.example.app", "signature_hash": "K8a/AINcGX7"}


@cache
def words() -> WordLists:
    return WordLists(BOOK.lint_words, {name: fact.figures for name, fact in BOOK.guide.items()})


def call(*components: Any, **more: Any) -> dict[str, Any]:
    return {"name": "order_shipped", "language": "en", "category": "UTILITY", "components": list(components or [BODY])} | more


def body(text: str, *samples: str, **example: Any) -> dict[str, Any]:
    return {"type": "BODY", "text": text, "example": example or {"body_text": [list(samples)]}}


def named(text: str, **samples: str) -> dict[str, Any]:
    return body(text, body_text_named_params=[{"param_name": name, "example": value} for name, value in samples.items()])


def header(text: str, *samples: str) -> dict[str, Any]:
    return {"type": "HEADER", "format": "TEXT", "text": text, "example": {"header_text": list(samples)}}


def buttons(*some: Any) -> dict[str, Any]:
    return {"type": "BUTTONS", "buttons": list(some)}


def code(*components: Any, **more: Any) -> dict[str, Any]:
    return call(*components, category="AUTHENTICATION", **more)


def carousel(*cards: Any) -> dict[str, Any]:
    return call(BODY, {"type": "CAROUSEL", "cards": list(cards)}, category="MARKETING")


SECURE = {"type": "BODY", "add_security_recommendation": True}
REFUSED: list[tuple[str, str, dict[str, Any]]] = [
    ("name-form", "", call(name="Order-Shipped")),
    ("name-form", "missing", call(name="")),
    ("name-form", "long", call(name="a" * 513)),
    ("language-code", "missing", call(language="")),
    ("language-code", "none", call(language="english")),
    ("language-code", "none", call(language="xx_YY")),
    ("category-known", "", call(category="SERVICE")),
    ("category-known", "missing", call(category="")),
    ("component-count", "no_body", call({"type": "FOOTER", "text": "Bye"})),
    ("component-count", "twice", call(BODY, BODY)),
    ("component-kind", "missing", call(BODY, {"text": "?"})),
    ("empty-text", "", call(body("  "))),
    ("empty-text", "", call(BODY, {"type": "FOOTER", "text": ""})),
    ("too-long", "", call(body("a" * 1025))),
    ("too-long", "", call(BODY, {"type": "FOOTER", "text": "a" * 61})),
    ("too-long", "", call({"type": "HEADER", "format": "TEXT", "text": "a" * 61}, BODY)),
    ("too-long", "", call(BODY, buttons({**REPLY, "text": "a" * 26}))),
    ("too-long", "", call(body("a" * 601), OFFER, category="MARKETING")),
    ("button-length", "url", call(BODY, buttons({**LINK, "url": "https://shop.example/" + "a" * 2000}))),
    ("button-length", "phone", call(BODY, buttons({"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+" + "1" * 20}))),
    ("button-length", "code", call(BODY, buttons({"type": "COPY_CODE", "example": "A" * 21}))),
    ("button-count", "none", call(BODY, buttons())),
    ("button-count", "many", call(BODY, buttons(*[REPLY] * 11))),
    ("button-count", "kind", call(BODY, buttons(LINK, LINK, LINK))),
    ("button-order", "", call(BODY, buttons(REPLY, LINK, REPLY))),
    ("button-form", "no_kind", call(BODY, buttons({"text": "?"}))),
    ("button-form", "no_label", call(BODY, buttons({"type": "QUICK_REPLY"}))),
    ("button-form", "no_url", call(BODY, buttons({"type": "URL", "text": "Go"}))),
    ("button-form", "url", call(BODY, buttons({**LINK, "url": "shop.example"}))),
    ("button-form", "no_phone", call(BODY, buttons({"type": "PHONE_NUMBER", "text": "Call"}))),
    ("button-form", "phone", call(BODY, buttons({"type": "PHONE_NUMBER", "text": "Call", "phone_number": "ring me"}))),
    ("button-form", "no_code", call(BODY, buttons({"type": "COPY_CODE"}))),
    ("button-form", "code", call(BODY, buttons({"type": "COPY_CODE", "example": "A-1"}))),
    ("button-form", "flow", call(BODY, buttons({"type": "FLOW", "text": "Start", "flow_id": "1", "flow_name": "a"}))),
    ("button-form", "otp", call(BODY, buttons(OTP))),
    ("url-variable", "many", call(BODY, buttons({**LINK, "url": "https://shop.example/{{1}}/{{2}}"}))),
    ("url-variable", "inside", call(BODY, buttons({**LINK, "url": "https://shop.example/{{1}}/end"}))),
    ("url-variable", "no_sample", call(BODY, buttons({**LINK, "example": []}))),
    ("label-form", "variable", call(BODY, buttons({**REPLY, "text": "Hi {{1}}"}))),
    ("label-form", "line", call(BODY, buttons({**REPLY, "text": "Hi\nyou"}))),
    ("variable-braces", "", call(body("Hello {1}, your order is here."))),
    ("variable-braces", "", call(body("Hello {{1}, your order is here."))),
    ("variable-name", "", call(body("Hello {{First Name}}, your order is here.", x=1))),
    ("variable-name", "empty", call(body("Hello {{}}, your order is here."))),
    ("variable-name", "special", call(body("Hello {{1$}}, your order is here."))),
    ("variable-mixing", "", call(body("Hello {{1}}, your order {{order}} is here today.", "Ana"))),
    ("variable-mixing", "format", call(BODY, parameter_format="BOTH")),
    ("variable-mixing", "not_named", call(named("Hello {{name}}, it is here.", name="A"))),
    ("variable-mixing", "not_positional", call(BODY, parameter_format="NAMED")),
    ("variable-sequence", "", call(body("Hello {{2}}, your order {{1}} has left us today.", "Ana", "A"))),
    ("variable-sequence", "", call(body("Hello {{1}}, your order {{3}} has left us today.", "Ana", "A"))),
    ("variable-at-edge", "start", call(body("{{1}}, your order has left us today.", "Ana"))),
    ("variable-at-edge", "end", call(body("Your order has left us today, {{1}} ", "Ana"))),
    ("variable-density", "bare", call(body("Hi {{1}}, {{2}}.", "Ana", "A"))),
    ("samples", "missing", call({"type": "BODY", "text": TEXT})),
    ("samples", "count", call(body(TEXT, "Ana"))),
    ("samples", "nesting", call(body(TEXT, body_text=["Ana", "A"]))),
    ("samples", "empty", call(body(TEXT, "Ana", " "))),
    ("samples", "name", call(named("Hello {{name}}, it is here.", x="A"),
                             parameter_format="NAMED")),
    ("media-sample", "", call({"type": "HEADER", "format": "IMAGE"}, BODY)),
    ("media-sample", "format", call({"type": "HEADER", "format": "SMELL"}, BODY)),
    ("header-variables", "", call(header("A {{1}} b {{2}} c", "x", "y"), BODY)),
    ("header-form", "line", call({"type": "HEADER", "format": "TEXT", "text": "Two\nlines"}, BODY)),
    ("header-form", "marked", call({"type": "HEADER", "format": "TEXT", "text": "A *bold* word"}, BODY)),
    ("header-form", "emoji", call({"type": "HEADER", "format": "TEXT", "text": "Hello 👋"}, BODY)),
    ("footer-variable", "", call(BODY, {"type": "FOOTER", "text": "From {{1}} with care"})),
    ("component-category", "carousel", call(BODY, {"type": "CAROUSEL", "cards": [CARD, CARD]})),
    ("component-category", "limited_time_offer", call(BODY, OFFER)),
    ("component-category", "offer_footer", call(BODY, OFFER, {"type": "FOOTER", "text": "Bye"}, category="MARKETING")),
    ("offer-form", "", call(BODY, {**OFFER, "limited_time_offer": {"text": "a" * 17}}, category="MARKETING")),
    ("offer-form", "missing", call(BODY, {**OFFER, "limited_time_offer": 7}, category="MARKETING")),
    ("carousel-form", "count", carousel(CARD)),
    ("carousel-form", "header", carousel({"components": CARD["components"][1:]}, CARD)),
    ("carousel-form", "buttons", carousel(CARD, {"components": [*CARD["components"][:2], buttons(REPLY, REPLY, REPLY)]})),
    ("carousel-form", "build", carousel(CARD, {"components": CARD["components"][:2]})),
    ("authentication-form", "header", code({"type": "HEADER", "format": "LOCATION"}, SECURE, buttons(OTP))),
    ("authentication-form", "text", code(body("Your code is {{1}}.", "1"), buttons(OTP))),
    ("authentication-form", "flag", code({"type": "BODY", "add_security_recommendation": "yes"}, buttons(OTP))),
    ("authentication-form", "footer_text", code(SECURE, {"type": "FOOTER", "text": "Soon gone"}, buttons(OTP))),
    ("authentication-form", "minutes", code(SECURE, {"type": "FOOTER", "code_expiration_minutes": 91}, buttons(OTP))),
    ("authentication-form", "minutes", code(SECURE, {"type": "FOOTER", "code_expiration_minutes": True}, buttons(OTP))),
    ("authentication-form", "no_button", code(SECURE)),
    ("authentication-form", "no_button", code(SECURE, buttons(OTP, REPLY))),
    ("authentication-form", "otp_type", code(SECURE, buttons({"type": "OTP", "otp_type": "SPELL"}))),
    ("authentication-form", "apps", code(SECURE, buttons({**OTP, "otp_type": "ONE_TAP", "supported_apps": [APP] * 6}))),
    ("authentication-form", "app", code(SECURE, buttons({**OTP, "otp_type": "ONE_TAP", "supported_apps": [{"package_name": "app"}]}))),
    ("authentication-form", "terms", code(SECURE, buttons({**OTP, "otp_type": "ZERO_TAP", "supported_apps": [APP]}))),
    ("time-to-live", "", call(message_send_ttl_seconds=29)),
    ("time-to-live", "", call(message_send_ttl_seconds=60, category="MARKETING")),
    ("time-to-live", "number", call(message_send_ttl_seconds="long")),
    ("characters", "", call(body("Hello \ud800, your order is here."))),
]  # fmt: skip
HINTS: list[tuple[str, str, Severity, dict[str, Any]]] = [
    ("language-code", "spelling", Severity.WARNING, call(language="pt-br")),
    ("language-code", "unknown", Severity.WARNING, call(language="en_IT")),
    ("component-kind", "", Severity.INFO, call(BODY, {"type": "HOLOGRAM"})),
    ("button-form", "unknown", Severity.INFO, call(BODY, buttons({"type": "WINK"}))),
    ("button-display", "many", Severity.INFO, call(BODY, buttons(*[REPLY] * 4))),
    ("button-display", "mixed", Severity.INFO, call(BODY, buttons(REPLY, LINK))),
    ("label-form", "symbol", Severity.INFO, call(BODY, buttons({**REPLY, "text": "Go 👉"}))),
    ("variable-name", "digits", Severity.WARNING,
     call(named("Hello {{name2}}, it is here.", name2="A"), parameter_format="NAMED")),
    ("variable-adjacent", "", Severity.WARNING, call(body("Hello {{1}}{{2}}, your order has left our house today.", "Ana", "A"))),
    ("variable-density", "", Severity.WARNING, call(body("Order {{1}} for {{2}} left.", "A", "Ana"))),
    ("variable-density", "", Severity.WARNING, call(body("您好{{1}}{{2}}。", "A", "B"), language="zh_CN")),
    ("samples", "variable", Severity.WARNING, call(body(TEXT, "{{1}}", "A"))),
    ("samples", "extra_all", Severity.WARNING, call(body("Your order has left us.", "Ana"))),
    ("spacing", "", Severity.INFO, call(body("Your order\n\n\n\nhas left us today."))),
]  # fmt: skip
LAWFUL: list[dict[str, Any]] = [
    call(body("Hi {{1}}! Your order number is {{2}}. Thank you.", "Ana", "A-17")),
    call(named("Thank you for your order. Its number is {{order_number}}.", order_number="A"),
         parameter_format="NAMED"),
    call(BODY, buttons(LINK, REPLY), message_send_ttl_seconds=-1),
    call({"type": "header", "format": "text", "text": "Order {{1}} left", "example": {"header_text": ["A"]}}, {**BODY, "type": "body"}),
    call({"type": "HEADER", "format": "LOCATION"}, BODY),
    call(BODY, language="pt_BR", category="utility"),
    carousel(CARD, CARD),
    code(SECURE, {"type": "FOOTER", "code_expiration_minutes": 90}, buttons(OTP)),
    code(SECURE, buttons({**OTP, "otp_type": "ONE_TAP", "autofill_text": "Fill in", "supported_apps": [APP]})),
    {"name": "a", "language": "en", "category": "UTILITY", "library_template_name": "delivery_update_1"},
    call(body("ご注文ありがとうございます。{{1}}様のご注文{{2}}を本日発送いたしました。到着までお待ちください。", "A", "B"), language="ja"),
]  # fmt: skip


def judged(template: dict[str, Any]) -> list[Finding]:
    return list(lint(read_template(template), words()).findings)


@pytest.mark.parametrize(("rule", "variant", "template"), REFUSED, ids=[f"{rule}-{variant}" for rule, variant, _ in REFUSED])
def test_refused_when_created(rule: str, variant: str, template: dict[str, Any]) -> None:
    found = [one for one in judged(template) if one.rule == rule]
    assert [(one.variant, one.severity, one.effect) for one in found][:1] == [(variant, Severity.ERROR, Verdict.REFUSE)]
    assert all(explain(found[0], BOOK.texts, language) for language in ("en", "it"))


@pytest.mark.parametrize(("rule", "variant", "severity", "template"), HINTS, ids=[f"{one[0]}-{one[1]}" for one in HINTS])
def test_hints_refuse_nothing(rule: str, variant: str, severity: Severity, template: dict[str, Any]) -> None:
    found = [one for one in judged(template) if one.rule == rule]
    assert [(one.variant, one.severity, one.effect) for one in found][:1] == [(variant, severity, Verdict.APPROVE)]
    assert all(explain(found[0], BOOK.texts, language) for language in ("en", "it"))


@pytest.mark.parametrize("template", LAWFUL)
def test_what_meta_takes_passes(template: dict[str, Any]) -> None:
    assert [one.rule for one in judged(template) if one.effect is Verdict.REFUSE] == []


def test_name_is_taken_in_this_language_only() -> None:
    others = [read_template(call(language=language, status=status)) for language, status in (("it", "APPROVED"), ("en-US", "APPROVED"))]
    assert [one.rule for one in lint(read_template(call()), words(), others).findings] == []
    same = read_template(call(status="APPROVED"))
    gone = read_template(call(status="DELETED"))
    variants = [[(one.rule, one.variant) for one in lint(read_template(call()), words(), [other]).findings] for other in (same, gone)]
    assert variants == [[("duplicate-name", "")], [("duplicate-name", "deleted")]]


def test_suggestions_are_whole_texts() -> None:
    (one,) = [one for one in judged(call(body("Hello {{2}}, your order {{1}} has left.", "A", "B"))) if one.rule == "variable-sequence"]
    assert one.suggestion == "Hello {{1}}, your order {{2}} has left."
    (one,) = [one for one in judged(call(body("Hello {{First Name}}, it has left us.", x=1))) if one.rule == "variable-name"]
    assert one.suggestion == "Hello {{first_name}}, it has left us."
    (one,) = [one for one in judged(call(name="Order Shipped!"))]
    assert one.suggestion == "order_shipped"


def test_what_meta_wrote_is_not_judged_by_its_text() -> None:
    edge = call(body("{{1}} is your order."), library=True)
    assert judged(edge) == []
