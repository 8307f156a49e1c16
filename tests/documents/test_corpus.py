"""Every file of the corpus through the real reader: the verdict table, and what is left behind."""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from documents.reader import read_file
from documents.readings import Reading, Refusal
from tests.documents.case import GOOD
from tests.documents.corpus import CASES, EXPECTED, write_corpus
from tests.documents.drawing import today

MAX_GROWTH_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True)
class Run:
    found: dict[str, Reading | Refusal]
    seconds: dict[str, float]
    grown_bytes: int
    children: list[str]
    left: list[str]


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def children() -> list[str]:
    return [one for task in Path("/proc/self/task").iterdir() for one in (task / "children").read_text().split()]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    paths = write_corpus(tmp_path_factory.mktemp("corpus"))
    empty = tmp_path_factory.mktemp("temporary")
    before, had, tempfile.tempdir = resident_bytes(), children(), str(empty)
    found, seconds = {}, {}
    for name, case in CASES.items():
        begin = time.monotonic()
        found[name] = read_file(
            paths[name], file_name=case.file_name or name, allowed=case.allowed, languages=case.languages, today=today()
        )
        seconds[name] = time.monotonic() - begin
    tempfile.tempdir = None
    new_children = [one for one in children() if one not in had]
    return Run(found, seconds, resident_bytes() - before, new_children, sorted(os.listdir(empty)))


@pytest.mark.parametrize("name", CASES)
def test_verdict(run: Run, name: str) -> None:
    found = run.found[name]
    told = GOOD if isinstance(found, Reading) else found.code
    seen = {} if isinstance(found, Reading) else {key: found.seen.get(key) for key in CASES[name].seen}
    assert (told, seen) == (EXPECTED[name], CASES[name].seen)


def test_corpus_is_as_large_as_promised() -> None:
    good = [name for name, verdict in EXPECTED.items() if verdict == GOOD]
    assert (len(good) >= 15, len(EXPECTED) - len(good) >= 60) == (True, True)


def test_nothing_is_left_behind(run: Run) -> None:
    assert (run.children, run.left) == ([], [])


def test_parent_stays_small(run: Run) -> None:
    assert run.grown_bytes < MAX_GROWTH_BYTES


def test_no_file_holds_the_reader_up(run: Run) -> None:
    assert {name: seconds for name, seconds in run.seconds.items() if seconds > 15} == {}


def test_next_good_file_reads(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "next.pdf"
    path.write_bytes(CASES["text.pdf"].make())
    assert isinstance(read_file(path, file_name="next.pdf", allowed=CASES["text.pdf"].allowed, today=today()), Reading)


def test_corpus_is_the_same_each_time() -> None:
    names = ["scan-212.pdf", "policy.docx", "bomb.pdf", "script-on-open.pdf", "orders.csv"]
    first, second = ([CASES[name].make() for name in names] for _ in range(2))
    assert [one == two for one, two in zip(first, second, strict=True)] == [True] * len(names)


def test_bomb_is_small() -> None:
    assert len(CASES["bomb.pdf"].make()) < 702
