"""What moves a UTILITY template to MARKETING, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from templates_mgr.lint import Finding, lint, read_template
from tests.templates_mgr.lint.test_content_rules import U, call, words

MOVED = (
    ("en", "Your order {{1}} is on its way. Get 15% off your next purchase.", "offer"),
    ("it", "Il tuo ordine {{1}} è stato spedito. Intanto per te il 15% in meno sul prossimo acquisto.", "offer"),
    ("es", "Tu cita quedó agendada para el {{1}}. Este mes la limpieza está a mitad de precio.", "offer"),
    ("pt_BR", "Pagamento {{1}} confirmado. Indique um amigo e os dois ganham.", "offer"),
    ("de", "Ihr Vertrag {{1}} läuft aus. Verlängern Sie bis Freitag und sparen Sie 50 Euro.", "offer"),
    ("fr", "Bonjour {{1}}, cela fait longtemps que nous ne vous avons pas vu.", "offer"),
    ("id", "Halo {{1}}, poin kamu akan hangus akhir bulan ini.", "offer"),
    ("zh_TW", "親愛的{{1}},祝您生日快樂!", "offer"),
    ("ja", "{{1}}様、ご予約を承りました。今月はトリートメントが半額です。", "offer"),
    ("ar", "تم تأكيد موعدك يوم {{1}}. هذا الشهر الجلسة بنصف السعر.", "offer"),
    ("hi", "आपकी अपॉइंटमेंट {{1}} को पक्की है। इस महीने फेशियल आधे दाम पर।", "offer"),
    ("en", "Hi {{1}}, you left two items in your cart.", "offer"),
    ("en", "We are sorry for the delay of order {{1}}. As an apology, here is a voucher.", "offer"),
    ("en", "A premium exclusive for {{1}} and nobody else.", "offer"),
    ("en", "Hi {{1}}, please take our survey about shopping habits.", "survey"),
    ("it", "Ciao {{1}}, ci dai la tua opinione? Compila il questionario.", "survey"),
    ("en", "Hello {{1}}, {{2}}. Thank you!", "bare"),
    ("es", "¡Enhorabuena, {{1}}! Lo has conseguido.", "bare"),
)
KEPT = (
    ("en", "Hi {{1}}, you are now subscribed. You will no longer receive offers by e-mail."),
    ("en", "Your free trial of {{1}} ends on {{2}}. After that it costs {{3}} per month."),
    ("en", "How was your stay in room {{1}} on {{2}}? Rate us from 1 to 5."),
    ("en", "Last chance to confirm your appointment on {{1}}."),
    ("zh_CN", "您的优惠券已用于订单{{1}},实付金额为{{2}}元。"),
    ("it", "Il tuo appuntamento del {{1}} è confermato: ti aspettiamo."),
    ("es", "Novedades sobre tu envío {{1}}: el mensajero volverá mañana."),
    ("de", "Der Rabatt von {{1}} Euro wurde auf Ihrer Rechnung {{2}} berücksichtigt."),
    ("ja", "お荷物{{1}}は本日配達予定です。またのご利用をお待ちしております。"),
)
PLAIN = "Your order {{1}} has left our house today."


def moved(template: dict[str, Any]) -> list[Finding]:
    return [one for one in lint(read_template(template), words()).findings if one.rule == "promotion-in-utility"]


def with_buttons(*buttons: dict[str, Any]) -> dict[str, Any]:
    template = call(U, "en", PLAIN)
    return template | {"components": [*template["components"], {"type": "BUTTONS", "buttons": list(buttons)}]}


@pytest.mark.parametrize(("language", "text", "variant"), MOVED)
def test_promotion_moves_to_marketing(language: str, text: str, variant: str) -> None:
    findings = moved(call(U, language, text))
    assert [(one.variant, str(one.effect), one.category, str(one.severity)) for one in findings] == [
        (variant, "recategorise", "MARKETING", "warning")
    ]


@pytest.mark.parametrize(("language", "text"), KEPT)
def test_notice_of_a_transaction_stays(language: str, text: str) -> None:
    assert [one.seen for one in moved(call(U, language, text))] == []


@pytest.mark.parametrize(("language", "text"), [row[:2] for row in MOVED])
def test_marketing_may_promote(language: str, text: str) -> None:
    assert moved(call("MARKETING", language, text)) == []


@pytest.mark.parametrize(
    ("button", "variants"),
    [
        ({"type": "URL", "text": "Shop now", "url": "https://shop.example"}, ["button"]),
        ({"type": "COPY_CODE", "example": "SAVE10"}, ["button"]),
        ({"type": "CATALOG", "text": "View catalog"}, ["button"]),
        ({"type": "URL", "text": "🛒 Shop now", "url": "https://shop.example"}, ["button"]),
        ({"type": "URL", "text": "Track order", "url": "https://shop.example"}, []),
        ({"type": "QUICK_REPLY", "text": "Shop hours please"}, []),
    ],
)
def test_button_of_a_shop_moves_to_marketing(button: dict[str, Any], variants: list[str]) -> None:
    assert [one.variant for one in moved(with_buttons(button))] == variants


def test_carousel_moves_to_marketing() -> None:
    template = call(U, "en", PLAIN)
    template["components"].append({"type": "CAROUSEL", "cards": []})
    assert [one.variant for one in moved(template)] == ["component"]


def test_suggestion_leaves_the_promotion_out() -> None:
    (finding,) = moved(call(U, "en", f"{PLAIN} Get 15% off your next purchase. Thank you."))
    assert finding.suggestion == f"{PLAIN} Thank you."


def test_suggestion_never_loses_a_variable() -> None:
    (finding,) = moved(call(U, "en", "Your order is here. Get {{1}}% off your next purchase. Thank you."))
    assert finding.suggestion is None
