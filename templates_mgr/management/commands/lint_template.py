"""Judges message templates as Meta would; input and output are a contract."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser

from readiness.management.refusal import RefusingCommand
from readiness.rulebook import current_rulebook
from readiness.rulebook.texts import LANGUAGES
from templates_mgr.lint import Finding, Lint, ShapeError, Template, Verdict, explain, lint_all, read_template
from templates_mgr.linting import word_lists

MAX_TEMPLATES = 10_000
EXPECTED = "a template in the shape of Meta's create call, or a list of them"


class Command(RefusingCommand):
    help = "Predict what Meta makes of one template, or of a list, and print verdict, category and findings as JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--template", required=True, metavar="FILE.json", help=f"{EXPECTED}; - for standard input")
        parser.add_argument("--state", metavar="FILE.json", help="the templates that exist already, as a list or as Meta lists them")
        parser.add_argument("--lang", choices=LANGUAGES, default="en")
        parser.add_argument("--check", action="store_true", help="exit 1 where a verdict is not approve")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["template"] == options["state"] == "-":
            self.unusable("--state: standard input can give the templates or the state, not both")
        data = self.load_json(options["template"], EXPECTED, exact=False)
        is_list = isinstance(data, list)
        templates = self.read(data if is_list else [data], "templates" if is_list else "template", is_list=is_list)
        state = self.read(self.rows(options["state"]), "state", is_list=True) if options["state"] else []
        # Each of a list is judged beside the state alone: their order is the caller's, and says nothing.
        found = [one for template in templates for one in lint_all([template], word_lists(), state)]
        answers = [answer(template, one, options["lang"]) for template, one in zip(templates, found, strict=True)]
        self.stdout.write(plain_json(answers if is_list else answers[0]))
        if options["check"] and any(one.verdict is not Verdict.APPROVE for one in found):
            sys.exit(1)

    def rows(self, name: str) -> list[Any]:
        data = self.load_json(name, "a list of templates", exact=False)
        if isinstance(data, Mapping) and isinstance(data.get("data"), list):
            data = data["data"]
        if not isinstance(data, list):
            self.unusable("state: expected a list of templates, or Meta's answer with a list under data")
        return data

    def read(self, rows: list[Any], place: str, *, is_list: bool) -> list[Template]:
        if len(rows) > MAX_TEMPLATES:
            self.unusable(f"{place}: expected at most {MAX_TEMPLATES} templates, not {len(rows)}")
        try:
            return [read_template(row, f"{place}[{number}]" if is_list else place) for number, row in enumerate(rows)]
        except ShapeError as error:
            self.unusable(str(error))


def answer(template: Template, found: Lint, language: str) -> dict[str, Any]:
    """One object of the contract."""
    return {
        "name": template.name,
        "language": template.language,
        "verdict": found.verdict.value,
        "predicted_category": found.category,
        "findings": [_finding(one, language) for one in found.findings],
    }


def _finding(one: Finding, language: str) -> dict[str, Any]:
    _title, message, fix = explain(one, current_rulebook().texts, language)
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        "component": one.place.component,
        "button": one.place.button,
        "start": one.place.start,
        "end": one.place.end,
        "message": message,
        "fix": fix,
        "suggestion": one.suggestion,
        "basis": one.basis.value,
        "source": list(one.source),
    }


def plain_json(answers: Any) -> str:
    """As people read it; escaped where the input holds halves of characters, which no output takes."""
    text = json.dumps(answers, ensure_ascii=False, indent=2)
    return text if _is_whole(text) else json.dumps(answers, indent=2)


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
