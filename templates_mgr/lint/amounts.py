"""Amounts of money and percentages in folded text, whatever the language."""

from __future__ import annotations

import re

from .words import NUMBER

SIGNS = r"r\$|us\$|s\/|[$€£¥₹₩₺₽฿₫₦₪₱]"
CODES = (
    "usd|eur|gbp|inr|idr|brl|mxn|ars|cop|clp|pen|aed|sar|egp|jpy|cny|rmb|twd|hkd|krw|thb|vnd|try|rub|pln|chf|zar|ngn|kes|pkr|bdt|myr|sgd|php|"
    "rs|rp|tl|zł|zl|kr|euros?|dollars?|dolares|reais|pesos|rupees|rupiah"
)
UNSPACED = "元|円|원|บาท|รูเปียห์|ريال|درهم|جنيه|دينار|रुपये|रु"
AMOUNT = re.compile(rf"(?:{SIGNS})\s?{NUMBER}|(?<![a-z])(?:{CODES})\.?\s?{NUMBER}|{NUMBER}\s?(?:{SIGNS}|{UNSPACED}|(?:{CODES})(?![a-z]))")
PERCENT = re.compile(rf"{NUMBER}\s?%|%\s?{NUMBER}")
