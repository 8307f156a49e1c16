"""What a template that comes from outside is for, as far as its category and its name tell. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

from .enums import Category, Purpose, Variant

# Words of a name that tell its purpose, the telling ones first.
WORDS: dict[Purpose, frozenset[str]] = {
    Purpose.OPT_OUT: frozenset({"optout", "unsubscribe", "stop", "disiscrizione"}),
    Purpose.OPT_IN: frozenset({"optin", "subscribe", "welcome", "consent", "iscrizione"}),
    Purpose.OTP: frozenset({"otp", "code", "verification", "auth", "login", "passcode"}),
    Purpose.APPOINTMENT: frozenset({"appointment", "booking", "reservation", "visit", "appuntamento", "prenotazione", "cita", "termin"}),
    Purpose.DELIVERY: frozenset({"delivery", "delivered", "pickup", "consegna", "entrega", "lieferung"}),
    Purpose.SHIPPING: frozenset({"shipping", "shipped", "shipment", "dispatch", "tracking", "spedizione", "envio", "versand"}),
    Purpose.PAYMENT: frozenset({"payment", "invoice", "paid", "receipt", "billing", "refund", "pagamento", "fattura", "pago", "rechnung"}),
    Purpose.FEEDBACK: frozenset({"feedback", "survey", "review", "rating", "nps", "recensione", "sondaggio"}),
    Purpose.SUPPORT_FOLLOWUP: frozenset({"support", "ticket", "case", "helpdesk", "assistenza"}),
    Purpose.ACCOUNT_NOTICE: frozenset({"account", "profile", "password", "statement", "balance", "alert", "security", "conto"}),
    Purpose.PROMOTION: frozenset({"promo", "promotion", "offer", "sale", "campaign", "newsletter", "cart", "discount", "offerta"}),
    Purpose.ORDER_CONFIRMATION: frozenset({"order", "purchase", "confirmation", "ordine", "pedido", "bestellung", "commande"}),
}
BY_CATEGORY = {Category.AUTHENTICATION: Purpose.OTP, Category.MARKETING: Purpose.PROMOTION}


def purpose_of(name: str, category: str) -> Purpose:
    told = re.split(r"[\W_\d]+", name.lower())
    words = {*told, *(first + second for first, second in pairwise(told))}  # opt_out is one word
    named = next((purpose for purpose, known in WORDS.items() if words & known), None)
    fallback = BY_CATEGORY[Category(category)] if category in BY_CATEGORY else Purpose.OTHER
    return fallback if category == Category.AUTHENTICATION else named or fallback


def variant_of(name: str) -> Variant:
    return next((variant for variant in (Variant.EMERGENCY, Variant.ADVANCED) if variant.value in name.lower()), Variant.STANDARD)
