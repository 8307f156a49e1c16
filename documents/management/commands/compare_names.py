"""Says what differs between two company names as they are written; input and output are a contract."""

from __future__ import annotations

import json
import sys
import unicodedata
from typing import Any

from django.core.management.base import CommandParser
from django_countries.data import COUNTRIES

from documents.names import NameComparison, compare, message
from readiness.management.refusal import RefusingCommand
from readiness.rulebook import current_rulebook
from readiness.rulebook.errors import nearest
from readiness.rulebook.intake import shown
from readiness.rulebook.texts import LANGUAGES

MAX_NAME_CHARS = 500
KEYS = ("a", "b", "country")
Pair = tuple[str, str, str | None]


class Command(RefusingCommand):
    help = "Compare two company names, or a JSON list of pairs, and print what differs between them as JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME", help="the two names")
        parser.add_argument("--country", metavar="CC", help="the country of registration, whose legal forms are meant")
        parser.add_argument("--pairs", metavar="FILE.json", help='a list of {"a": …, "b": …, "country": …}, or - for standard input')
        parser.add_argument("--lang", choices=LANGUAGES, default="en")
        parser.add_argument("--check", action="store_true", help="exit 1 where two names are not exactly the same")

    def handle(self, *args: Any, **options: Any) -> None:
        pairs = self.typed(options) if options["pairs"] is None else self.listed(options)
        found = [compare(*pair) for pair in pairs]
        answers = [answer(one, options["lang"]) for one in found]
        self.stdout.write(json.dumps(answers if options["pairs"] is not None else answers[0], ensure_ascii=False, indent=2))
        if options["check"] and not all(one.exact for one in found):
            sys.exit(1)

    def typed(self, options: dict[str, Any]) -> list[Pair]:
        names = options["names"]
        if len(names) != 2:
            self.unusable(f"expected two names, or --pairs FILE.json, not {len(names)} name{'' if len(names) == 1 else 's'}")
        a, b = (self.name(name, place) for name, place in zip(names, ("NAME_A", "NAME_B"), strict=True))
        return [(a, b, self.country(options["country"], "--country"))]

    def listed(self, options: dict[str, Any]) -> list[Pair]:
        if options["names"] or options["country"] is not None:
            self.unusable("--pairs: names and countries stand in the file, not beside it")
        data = self.load_json(options["pairs"], "a list of pairs")
        if not isinstance(data, list):
            self.unusable(f"pairs: expected a list of pairs, not {shown(data)}")
        return [self.pair(one, f"pairs[{place}]") for place, one in enumerate(data)]

    def pair(self, data: Any, place: str) -> Pair:
        if not isinstance(data, dict):
            self.unusable(f"{place}: expected an object with the keys a and b, not {shown(data)}")
        for key in data:
            if key not in KEYS:
                self.unusable(f"{place}.{key}: unknown key{nearest(key, KEYS) or '; expected a, b or country'}")
        for key in ("a", "b"):
            if key not in data:
                self.unusable(f"{place}.{key}: is missing; expected a company name")
        a, b = (self.name(data[key], f"{place}.{key}") for key in ("a", "b"))
        return a, b, self.country(data.get("country"), f"{place}.country")

    def name(self, value: Any, place: str) -> str:
        if not isinstance(value, str):
            self.unusable(f"{place}: expected a company name, not {shown(value)}")
        if len(value) > MAX_NAME_CHARS:
            self.unusable(f"{place}: expected at most {MAX_NAME_CHARS} characters, not {len(value)}")
        if any("\ud800" <= char <= "\udfff" for char in value):  # half of a character, which UTF-8 cannot hold
            self.unusable(f"{place}: expected text of whole characters, not {shown(value)}")
        if all(char.isspace() or unicodedata.category(char) in {"Cc", "Cf"} for char in value):
            self.unusable(f"{place}: expected a company name, not {'white space or control characters only' if value else 'an empty text'}")
        return value

    def country(self, value: Any, place: str) -> str | None:
        if value is not None and (not isinstance(value, str) or value not in COUNTRIES):
            hint = nearest("GB" if value == "UK" else value.upper(), COUNTRIES) if isinstance(value, str) else ""
            self.unusable(f"{place}: expected a country of ISO 3166-1 alpha-2 such as IT or SG, not {shown(value)}{hint}")
        return value


def answer(found: NameComparison, language: str) -> dict[str, Any]:
    return {
        "exact": found.exact,
        "same_after_folding": found.same_after_folding,
        "kind": found.kind,
        "differences": [{"a": one.a, "b": one.b} for one in found.differences],
        "message": message(found, current_rulebook().texts, language),
    }
