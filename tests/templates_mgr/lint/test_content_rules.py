"""What review refuses and what the guide warns of: texts in many languages, and what the content rules say of each."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from readiness.rulebook import current_rulebook
from templates_mgr.lint import Finding, WordLists, lint, read_template
from templates_mgr.lint.rules import prohibited_goods

CONTENT = frozenset(
    "prohibited-goods sensitive-data threat one-time-code scam duplicate-content promotion-in-utility discount urgency inducing-to-share "
    "short-link language-mismatch many-of-one-purpose unresolved-placeholder shouting".split()
)
U, M = "UTILITY", "MARKETING"
REJECTED = (
    (U, "en", "Use {{1}} to verify your account. It expires soon.", "one-time-code", "", "Use {{1}} to"),
    (U, "it", "Codice OTP: {{1}}. Non comunicarlo a nessuno.", "one-time-code", "", "Codice OTP"),
    (U, "ja", "ログイン用のコードは{{1}}です。入力してください。", "one-time-code", "", "コード"),
    (U, "ar", "رمز الدخول الخاص بك هو {{1}} الآن.", "one-time-code", "", "رمز الدخول"),
    (U, "zh_TW", "您的驗證碼是{{1}},請輸入。", "one-time-code", "", "驗證碼"),
    (M, "de", "{{1}} ist Ihr Code zum Anmelden.", "one-time-code", "", "Code"),
    (U, "en", "To get {{1}}, reply with your full card number.", "sensitive-data", "sensitive", "full card number"),
    (U, "it", "Mandaci il numero della carta per {{1}}, grazie.", "sensitive-data", "sensitive", "numero della carta"),
    (U, "de", "Bitte schicken Sie uns Ihr Passwort für {{1}}, danke.", "sensitive-data", "secret", "Passwort"),
    (U, "zh_TW", "請回傳身分證正反面照片以完成訂單{{1}}。", "sensitive-data", "sensitive", "身分證正反面"),
    (U, "hi", "रिफंड {{1}} के लिए अपना कार्ड नंबर इस नंबर पर भेजें।", "sensitive-data", "sensitive", "कार्ड नंबर"),
    (U, "en", "Pay {{1}} today. Otherwise your boss will hear of your debt.", "threat", "", "boss"),
    (U, "fr", "Sans paiement de {{1}} demain, nous préviendrons vos proches.", "threat", "", "proches"),
    (U, "it", "Se non paghi {{1}} entro domani, avviseremo i tuoi vicini.", "threat", "", "vicini"),
    (U, "en", "Your debt of {{1}} is unpaid and legal action follows.", "threat", "", "legal action"),
    (M, "es", "{{1}}, cigarrillos electrónicos con envío gratis hoy.", "prohibited-goods", "", "cigarrillos"),
    (M, "it", "{{1}}, ricevi a casa il nostro vino, 6 bottiglie a 89 euro.", "prohibited-goods", "", "vino"),
    (M, "en", "{{1}}, get a cash loan today with no credit check.", "prohibited-goods", "", "no credit check"),
    (M, "id", "{{1}}, pasang taruhan sekarang di kasino kami.", "prohibited-goods", "", "pasang taruhan sekarang"),
    (M, "ar", "{{1}}، ضاعف أموالك خلال أسبوع معنا.", "prohibited-goods", "", "ضاعف أموالك"),
    (M, "hi", "{{1}}, घर बैठे रोज 5000 रुपये कमाएं।", "scam", "", "घर बैठे रोज 5000 रुपये कमाएं"),
    (M, "en", "{{1}}, you have won. Click to claim your prize.", "scam", "", "you have won"),
    (U, "es", "Ha heredado {{1}}. Pague para recibir la herencia hoy.", "scam", "", "heredado"),
)
WARNED = (
    (M, "en", "{{1}}, our spring sale is on. All coats 20% off.", "discount", "percent", "20%"),
    (M, "it", "{{1}}, da oggi sconti su tutti i cappotti in negozio.", "discount", "word", "sconti"),
    (M, "de", "{{1}}, alle Mäntel kosten diese Woche 49 Euro im Laden.", "discount", "amount", "49 Euro"),
    (M, "es", "{{1}}, última oportunidad para ver la muestra de arte.", "urgency", "", "última oportunidad"),
    (M, "zh_CN", "{{1}},春季展览仅限今天开放。", "urgency", "", "仅限今天"),
    (M, "pt_BR", "{{1}}, encaminhe esta mensagem para mais gente.", "inducing-to-share", "", "encaminhe"),
    (U, "en", "Your order {{1}} is here: https://bit.ly/abc today.", "short-link", "shortener", None),
    (U, "en", "Your order {{1}}: write to https://wa.me/123 for help.", "short-link", "chat", None),
    (U, "it", "Your order {{1}} has been shipped and will be with you on Friday.", "language-mismatch", "other", None),
    (U, "ru", "Your order {{1}} has been shipped and will be with you on Friday.", "language-mismatch", "other", None),
    (U, "en", "Ваш заказ номер {{1}} отправлен и скоро будет у вас.", "language-mismatch", "other", None),
    (
        U,
        "it",
        "Il tuo ordine {{1}} è stato spedito.\nYour order has been sent and is on the way to you.",
        "language-mismatch",
        "mixed",
        None,
    ),
    (U, "en", "Dear [customer name], your order {{1}} has left our house.", "unresolved-placeholder", "", "[customer name]"),
    (U, "fr", "Ceci est un test pour la commande {{1}}, merci.", "unresolved-placeholder", "", "Ceci est un test"),
    (U, "en", "YOUR ORDER {{1}} HAS LEFT OUR HOUSE TODAY.", "shouting", "capitals", None),
    (U, "en", "Your order {{1}} has left our house!!! Thank you.", "shouting", "marks", None),
    (U, "en", f"Your order {{{{1}}}} has left our house {'🎉' * 11} today.", "shouting", "emoji", None),
    (U, "en", "Your box of wine {{1}} was delivered today.", "prohibited-goods", "mentioned", "wine"),
    (U, "en", "The police will visit your street on {{1}} about the noise.", "threat", "unclear", "police will visit"),
    (M, "en", "{{1}}, you have won in our photo contest of May.", "scam", "alone", "you have won"),
)
QUIET = (
    (U, "en", "Open the locker for parcel {{1}} with the pickup code {{2}} today."),
    (U, "hi", "आपका पार्सल {{1}} आज डिलीवर होगा। डिलीवरी ओटीपी {{2}} एजेंट को बताएं।"),
    (U, "en", "Your order {{1}} is confirmed. Never share your verification code with anyone."),
    (U, "en", "Hi {{1}}, your verification code was sent by SMS."),
    (U, "en", "The verification of your documents for case {{1}} is done."),
    (U, "en", "Your card ending in {{1}} was charged. We will never ask for your password."),
    (U, "en", "To find order {{1}}, reply with the last four digits of your card number."),
    (U, "de", "Bitte bringen Sie zum Termin am {{1}} Ihren Ausweis mit."),
    (U, "it", "La fattura {{1}} di {{2}} euro è scaduta. Puoi pagarla dal tuo conto."),
    (U, "en", "Your payment of {{1}} is five days overdue. Call us to agree on a plan."),
    (U, "en", "If you are not at home, our technician will come to your house again on {{1}}."),
    (U, "en", "Your discount of {{1}} was applied to invoice {{2}} of today."),
    (U, "en", "We refunded $20.00 for order {{1}} to your card."),
    (U, "es", "El técnico vino a su domicilio el {{1}} y no había nadie."),
    (U, "vi", "Sự kiện {{1}} bạn đã đăng ký được dời sang {{2}} nhé."),
    (U, "en", "Your order {{1}}: see https://shop.example/orders for more."),
    (M, "es", "Arma tu combo, {{1}}: hamburguesa, papas y refresco."),
    (M, "en", "{{1}}, our non-alcoholic drinks are on the table from Friday."),
    (U, "id", "Pesanan {{1}} sudah dikirim."),
)


@cache
def words() -> WordLists:
    book = current_rulebook()
    return WordLists(book.lint_words, {name: fact.figures for name, fact in book.guide.items()})


def found(category: str, language: str, text: str, *state: dict[str, Any], **more: Any) -> list[Finding]:
    template = read_template(call(category, language, text) | more)
    return [one for one in lint(template, words(), [read_template(one) for one in state]).findings if one.rule in CONTENT]


def call(category: str, language: str, text: str, name: str = "note") -> dict[str, Any]:
    return {"name": name, "language": language, "category": category, "components": [{"type": "BODY", "text": text}]}


@pytest.mark.parametrize(("category", "language", "text", "rule", "variant", "shown"), REJECTED)
def test_text_is_refused_in_review(category: str, language: str, text: str, rule: str, variant: str, shown: str) -> None:
    errors = [
        (one.rule, one.variant, one.seen["words"], str(one.effect)) for one in found(category, language, text) if one.severity == "error"
    ]
    assert errors == [(rule, variant, shown, "reject")]


@pytest.mark.parametrize(("category", "language", "text", "rule", "variant", "shown"), WARNED)
def test_text_is_warned_of(category: str, language: str, text: str, rule: str, variant: str, shown: str | None) -> None:
    findings = [one for one in found(category, language, text) if one.rule == rule]
    assert [(one.variant, one.seen.get("words"), str(one.effect)) for one in findings] == [(variant, shown, "approve")]


@pytest.mark.parametrize(("category", "language", "text"), QUIET)
def test_text_is_left_alone(category: str, language: str, text: str) -> None:
    assert [(one.rule, one.variant, one.seen) for one in found(category, language, text)] == []


@pytest.mark.parametrize(("category", "language", "text"), [row[:3] for row in (*REJECTED, *WARNED)])
def test_library_item_is_exempt(category: str, language: str, text: str) -> None:
    assert found(category, language, text, library=True) == []


@pytest.mark.parametrize(("category", "language", "text"), [row[:3] for row in REJECTED if row[3] != "one-time-code"])
def test_place_holds_the_words_shown(category: str, language: str, text: str) -> None:
    first = next(one for one in found(category, language, text) if one.severity == "error")
    assert text[first.place.start : first.place.end] == first.seen["words"]


def test_passcode_belongs_to_authentication() -> None:
    assert [one.category for one in found(U, "en", "{{1}} is your one-time password.")] == ["AUTHENTICATION"]


def test_goods_in_utility_are_an_error_where_they_are_offered() -> None:
    (first, *_) = found(U, "en", "Your order {{1}} is here. Shop now for our new wines.")
    assert (first.rule, str(first.effect)) == (prohibited_goods.NAME, "reject")
