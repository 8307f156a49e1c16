"""Bytes that flip and files that end too soon: every one is read or refused, and the parent never notices more than that."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from documents.media import CSV, DOCX, ENDINGS, JPEG, PDF, PNG, XLSX
from documents.reader import process, read_file
from documents.readings import Reading, Refusal
from tests.documents.corpus import CASES
from tests.documents.drawing import jpeg, png, scan_pdf, today

SAMPLES = {
    PDF: lambda: scan_pdf(1, 40),
    JPEG: lambda: jpeg(200, 280),
    PNG: lambda: png(200, 280),
    DOCX: CASES["bank-statement.docx"].make,
    XLSX: CASES["wide-claim.xlsx"].make,
    CSV: CASES["big5.csv"].make,
}
FLIPS, THROUGH_THE_DOOR = 200, 2
# One confined process judges all of a type, as a child would judge each; it prints one word a verdict.
PROGRAM = """
import datetime, sys
from documents.reader.child import Request, judge
from documents.reader.limits import Limits, confine
confine(Limits(2**30, 30, 60))
data, media_type = sys.stdin.buffer.read(), sys.argv[1]
while data:
    size = int.from_bytes(data[:4], "big")
    found = judge(data[4:4 + size], Request("read", media_type, datetime.date(2026, 11, 22), ("zh-TW",)))
    print(getattr(found, "code", "good"))
    data = data[4 + size:]
"""


def mutants(data: bytes, count: int) -> list[bytes]:
    """Half with a byte flipped, half cut off."""
    dice = random.Random(7)
    made = []
    for number in range(count):
        at = dice.randrange(len(data))
        made.append(data[:at] if number % 2 else data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :])
    return made


@pytest.mark.parametrize("media_type", SAMPLES)
def test_each_mutant_is_judged(media_type: str) -> None:
    given = mutants(SAMPLES[media_type](), FLIPS)
    told = b"".join(len(one).to_bytes(4, "big") + one for one in given)
    done = subprocess.run([sys.executable, "-c", PROGRAM, media_type], input=told, capture_output=True, cwd=process.ROOT)
    verdicts = done.stdout.decode().split()
    assert (done.returncode, len(verdicts), len(set(verdicts)) > 1 or media_type == CSV) == (0, FLIPS, True)


@pytest.mark.parametrize("media_type", SAMPLES)
def test_parent_stands(media_type: str, tmp_path: Path) -> None:
    found = []
    for number, data in enumerate(mutants(SAMPLES[media_type](), THROUGH_THE_DOOR)):
        path = tmp_path / str(number)
        path.write_bytes(data)
        found.append(read_file(path, file_name="a", allowed=frozenset(ENDINGS), languages=("zh-TW",), today=today()))
    assert [type(one) in (Reading, Refusal) for one in found] == [True] * THROUGH_THE_DOOR
