"""Judges facts from a JSON file by the rulebook; input and output are a contract."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from readiness.management.refusal import RefusingCommand
from readiness.rulebook import FactError, Facts, current_rulebook, facts_from
from readiness.rulebook.texts import LANGUAGES
from scoring.answer import answer

NEGATIVE_VERDICTS = frozenset({"blocked", "not_ready"})


class Command(RefusingCommand):
    help = "Judge facts from a JSON file (one object, or a list of them) and print score, explanations and estimate as JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--facts", required=True, metavar="FILE.json", help="a JSON file, or - for standard input")
        parser.add_argument("--lang", choices=LANGUAGES, default="en")
        parser.add_argument("--on", metavar="YYYY-MM-DD", help="the day of evaluation; default: `today` of the facts, else today")
        parser.add_argument("--check", action="store_true", help="exit 1 where the verdict is blocked or not_ready")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["facts"]
        on = self.day("--on", options["on"])
        data = self.load_json(name, "an object of facts or a list of them")
        many = isinstance(data, list)
        label = self.label(name)
        found = [self.facts(one, f"{label}[{place}]" if many else label) for place, one in enumerate(data if many else [data])]
        answers = [answer(facts, current_rulebook(), on or facts.today or timezone.localdate(), options["lang"]) for facts in found]
        self.stdout.write(json.dumps(answers if many else answers[0], ensure_ascii=False, indent=2))
        if options["check"] and any(one["verdict"] in NEGATIVE_VERDICTS for one in answers):
            sys.exit(1)

    def facts(self, data: Any, place: str) -> Facts:
        try:
            return facts_from(data, current_rulebook().vocabulary, place)
        except FactError as error:
            self.unusable(str(error))
