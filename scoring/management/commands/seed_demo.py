"""Makes the demo companies from the worked cases of the guide."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from readiness.rulebook.load_knowledge import CASE_STAGES
from scoring.seeding import seed


class Command(BaseCommand):
    help = "Add the demo workspace: the guide's worked cases as companies, and three people who can sign in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", choices=[*CASE_STAGES, "all"], default="all")
        parser.add_argument("--seed", type=int, default=1, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        stages = CASE_STAGES if options["stage"] == "all" else (options["stage"],)
        with translation.override("en"):
            made = seed(stages=stages, number=options["seed"])
        self.stdout.write(f"{len(made)} companies added")
