"""Reads one paper as an upload would be read and judges it; input and output are a contract."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from django.core.management.base import CommandParser
from django.utils import timezone

from documents.checks import Subject, check_paper, explain_finding, measured, refused, verdict_of
from documents.findings import Finding, PaperVerdict
from documents.media import MAX_SIZE_BYTES
from documents.reader import read_file
from documents.reader.sniff import HEAD_BYTES, TAIL_BYTES, media_type
from documents.readings import Refusal
from documents.requirements import allowed_types, languages_of
from readiness.management.refusal import STDIN, RefusingCommand
from readiness.rulebook import FactError, Facts, current_rulebook, facts_from
from readiness.rulebook.errors import nearest
from readiness.rulebook.texts import LANGUAGES

CHUNK_BYTES = 1 << 20
MAX_STREAM_BYTES = 4 * MAX_SIZE_BYTES  # whoever goes on sending after that is not listened to


class Command(RefusingCommand):
    help = "Read one paper, judge it as its kind and print what was seen, every check and the verdict as JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the paper, or - for standard input")
        parser.add_argument("--kind", required=True, help="a kind of paper of the rulebook, e.g. business_licence")
        parser.add_argument("--facts", metavar="FILE.json", help="what is known of the company, as for assess; - for standard input")
        parser.add_argument("--on", metavar="YYYY-MM-DD", help="the day of judgement; default: `today` of the facts, else today")
        parser.add_argument("--lang", choices=LANGUAGES, default="en")
        parser.add_argument("--check", action="store_true", help="exit 1 where the verdict is not accept")

    def handle(self, *args: Any, **options: Any) -> None:
        name, kind = options["file"], self.kind(options["kind"])
        on = self.day("--on", options["on"])
        if name == options["facts"] == "-":
            self.unusable("--facts: standard input can give the paper or the facts, not both")
        facts = self.facts(options["facts"]) if options["facts"] else Facts()
        with self.opened(name) as path:
            found, seen = self.judged(path, name, kind, facts, on or facts.today or timezone.localdate())
        verdict = verdict_of(found)
        checks = [_plain(one, options["lang"]) for one in found]
        self.stdout.write(json.dumps({"kind": kind, **seen, "checks": checks, "verdict": verdict}, ensure_ascii=False, indent=2))
        if options["check"] and verdict is not PaperVerdict.ACCEPT:
            sys.exit(1)

    def kind(self, typed: str) -> str:
        kinds = current_rulebook().vocabulary.document_kinds
        if typed not in kinds:
            hint = nearest(typed, kinds) or f"; expected one of {', '.join(kinds)}"
            self.unusable(f"--kind: no kind of paper is called '{typed}'{hint}")
        return typed

    def facts(self, name: str) -> Facts:
        try:
            return facts_from(self.load_json(name, "an object of facts"), current_rulebook().vocabulary, self.label(name))
        except FactError as error:
            self.unusable(str(error))

    @contextmanager
    def opened(self, name: str) -> Iterator[Path]:
        """A path that can be read from end to end: pipes and standard input are kept in a file that goes again."""
        try:
            if name != "-" and (Path(name).is_file() or Path(name).is_dir()):
                with Path(name).open("rb"):
                    yield Path(name)
                return
            with NamedTemporaryFile() as kept:
                if name == "-":
                    self.keep(sys.stdin.buffer, kept, STDIN)
                else:
                    with Path(name).open("rb") as stream:
                        self.keep(stream, kept, name)
                yield Path(kept.name)
        except OSError as error:
            self.unusable(f"{self.label(name)}: cannot be read: {error.strerror}")

    def keep(self, stream: IO[bytes], target: IO[bytes], label: str) -> None:
        size = 0
        while chunk := stream.read(CHUNK_BYTES):
            size += len(chunk)
            if size > MAX_STREAM_BYTES:
                self.unusable(f"{label}: expected a paper of at most {MAX_SIZE_BYTES} bytes, and it does not end after {MAX_STREAM_BYTES}")
            target.write(chunk)
        target.flush()

    def judged(self, path: Path, name: str, kind: str, facts: Facts, today: dt.date) -> tuple[tuple[Finding, ...], dict[str, Any]]:
        """The findings, and what the answer says of the file itself."""
        file_name = "" if name == "-" else Path(name).name
        reading = read_file(
            path, file_name=file_name, allowed=allowed_types(current_rulebook(), kind), languages=languages_of(facts.country), today=today
        )
        if isinstance(reading, Refusal):
            return refused(reading), _refused_file(path, reading)
        bare = Subject(kind=kind, reading=reading, facts=facts, confirmed={}, others=(), today=today, book=current_rulebook())
        seen = {"media_type": reading.media_type, "pages": len(reading.pages), "dpi": reading.dpi, "sha256": reading.sha256}
        return check_paper(_with_figures(bare)), seen


def _with_figures(bare: Subject) -> Subject:
    """What the facts say of the one paper of this kind, where the file itself does not tell."""
    papers = [one for one in bare.facts.documents or () if one.kind == bare.kind]
    if len(papers) != 1:
        return bare
    days = {"issued_on": papers[0].issued_on, "expires_on": papers[0].expires_on}
    told = {**days, "months_covered": papers[0].months_covered, **papers[0].figures}
    read = {**measured(bare.reading), "issued_on": bare.issued_on, "expires_on": bare.expires_on}
    confirmed = {name: value for name, value in told.items() if value is not None and read.get(name) is None}
    return Subject(bare.kind, bare.reading, bare.facts, confirmed, bare.others, bare.today, bare.book)


def _plain(finding: Finding, language: str) -> dict[str, Any]:
    _, _, fix = explain_finding(finding, current_rulebook().texts, language)
    return {"id": finding.id, "status": finding.status, "seen": dict(finding.seen), "fix": fix, "source": list(finding.source)}


def _refused_file(path: Path, refusal: Refusal) -> dict[str, Any]:
    """Type by content, also where the refusal does not name it; null for an empty file."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        head = file.read(HEAD_BYTES)
        file.seek(max(0, size - TAIL_BYTES))
        found = refusal.seen.get("media_type") or (media_type(head, file.read(TAIL_BYTES)) if size else None)
        file.seek(0)
        return {"media_type": found, "pages": None, "dpi": None, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
