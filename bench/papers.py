"""Uploaded papers: reading, encryption, memory and requirements, beside the bare libraries where there are any."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import pypdfium2
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.storage import storages
from PIL import Image

from documents.media import SCANS
from documents.reader import read_file
from documents.requirements import required
from documents.vault import Sealing, opened
from readiness.rulebook import current_rulebook, facts_from
from readiness.rulebook.judge import row_of

from .dossiers import DAY
from .results import Result, beside, in_turn, seconds, within

ROUNDS, QUICK_ROUNDS = 9, 5
PAGES, DPI = 5, 300
UPLOAD_BYTES, SEGMENT_BYTES = 25 * 1024**2, 1024**2
READ_LIMIT_S, CHILD_LIMIT_S, REQUIRED_LIMIT_MS, MEMORY_LIMIT_MB, MB_PER_SECOND = 3.0, 0.3, 2.0, 64, 200


def measure(*, quick: bool) -> list[Result]:
    rounds = QUICK_ROUNDS if quick else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        return [*reading(Path(folder), rounds), *encryption(rounds), requirements(), upload_memory()]


def reading(folder: Path, rounds: int) -> list[Result]:
    scan, small = folder / "scan.pdf", folder / "small.pdf"
    sheets = [Image.effect_noise((round(8.27 * DPI), round(11.69 * DPI)), 40) for _ in range(PAGES)]
    sheets[0].save(scan, save_all=True, append_images=sheets[1:], resolution=DPI)
    Image.new("L", (50, 50)).save(small)

    def ours(path: Path) -> None:
        assert read_file(path, file_name=path.name, allowed=SCANS, today=dt.date(2026, 1, 1), ocr=False)

    def bare() -> None:
        with pypdfium2.PdfDocument(scan) as pdf:
            for page in pdf:
                page.get_textpage().get_text_bounded()
                [one.get_metadata() for one in page.get_objects()]

    def bare_child() -> None:
        subprocess.run([sys.executable, "-c", "import pypdfium2, PIL.Image"], check=True)

    sides = (lambda: ours(scan), bare, lambda: ours(small), bare_child)
    scan_s, bare_s, small_s, child_s = in_turn(rounds, *(lambda side=side: seconds(side) for side in sides))  # type: ignore[misc]
    what = f"{PAGES} pages at {DPI} dpi, {scan.stat().st_size // 1024} KB, in a confined child"
    tiny = "a PDF of one tiny picture: nearly all of it is the child"
    return [
        beside("papers-read-scan", scan_s, "pypdfium2 in place", bare_s, READ_LIMIT_S, "s", what),
        beside("papers-child-overhead", small_s, "bare child", child_s, CHILD_LIMIT_S, "s", tiny),
    ]


def encryption(rounds: int) -> list[Result]:
    data, key = os.urandom(UPLOAD_BYTES), AESGCM(AESGCM.generate_key(256))
    segments = [data[first : first + SEGMENT_BYTES] for first in range(0, len(data), SEGMENT_BYTES)]
    kept = []

    def ours() -> None:
        sealing = Sealing("1|bench")
        for segment in segments:
            sealing.write(segment)
        kept.append(sealing.finish())

    def bare() -> None:
        target = io.BytesIO()
        for number, segment in enumerate(segments):
            target.write(key.encrypt(number.to_bytes(12), segment, b"1|bench"))

    sealed = [(number.to_bytes(12), key.encrypt(number.to_bytes(12), segment, b"1|bench")) for number, segment in enumerate(segments)]

    def bare_back() -> None:
        for nonce, segment in sealed:
            key.decrypt(nonce, segment, b"1|bench")

    def back() -> None:
        with opened(kept[-1], "1|bench") as plain:
            while plain.read(SEGMENT_BYTES):
                pass

    sides = (ours, bare, back, bare_back)
    sealed_s, bare_s, opened_s, bare_opened_s = in_turn(rounds, *(lambda side=side: seconds(side) for side in sides))  # type: ignore[misc]
    for one in kept:
        storages["papers"].delete(one.name)
    limit_s = UPLOAD_BYTES / 1024**2 / MB_PER_SECOND
    seal_rate, open_rate = (f"{UPLOAD_BYTES / 1024**2 / one:.0f} MiB/s" for one in (sealed_s, opened_s))
    note = f"25 MiB with SHA-256 and to disk, {seal_rate}"
    return [
        beside("papers-seal-25mb", sealed_s, "AES-GCM in memory", bare_s, limit_s, "s", note),
        beside("papers-open-25mb", opened_s, "AES-GCM in memory", bare_opened_s, limit_s, "s", open_rate),
    ]


def requirements() -> Result:
    book = current_rulebook()
    rows = [row_of(facts_from(case.facts, book.vocabulary), book.reference, DAY) for case in book.cases]
    each = [median(seconds(lambda row=row: required(book, row)) for _ in range(50)) * 1000 for row in rows]  # type: ignore[misc]
    return within("papers-required", max(each), REQUIRED_LIMIT_MS, "ms", f"the slowest of {len(rows)} worked cases")


UPLOAD = """
import django; django.setup()
from pathlib import Path
from bench.papers import UPLOAD_BYTES
from documents.uploading import VaultUploadHandler
from documents.vault import storage
def through(size):
    handler = VaultUploadHandler(1)
    handler.new_file("file", "x.pdf", "application/pdf", None, None, None)
    for first in range(0, size, 65536):
        handler.receive_data_chunk(bytes(65536), first)
    storage().delete(handler.file_complete(size).sealed.name)
def kilobytes(name):
    return int(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name)))
through(65536)
Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
before = kilobytes("VmRSS:")
through(UPLOAD_BYTES)
print((kilobytes("VmHWM:") - before) / 1024)
"""


def upload_memory() -> Result:
    """How far the peak of a process rises while 25 MB come in."""
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "readiness.settings"}
    done = subprocess.run([sys.executable, "-c", UPLOAD], env=env, check=True, capture_output=True, text=True)
    return within("papers-upload-memory", float(done.stdout), MEMORY_LIMIT_MB, "MB", "rise of the peak while 25 MB come in")
