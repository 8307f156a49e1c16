"""The project's own good, odd and hostile uploads, made here and the same each time: name, bytes, and what the reader must say.

`EXPECTED` is the verdict table. Each file has a line of its own in one of the three modules that make them.
"""

from __future__ import annotations

from pathlib import Path

from tests.documents import bad_files, bad_pdfs, good_files
from tests.documents.case import Case

CASES: dict[str, Case] = {case.name: case for case in [*good_files.CASES, *bad_pdfs.CASES, *bad_files.CASES]}
EXPECTED: dict[str, str] = {name: case.verdict for name, case in CASES.items()}


def write_corpus(folder: Path) -> dict[str, Path]:
    """Every file under its own name."""
    paths = {name: folder / name for name in CASES}
    for name, path in paths.items():
        path.write_bytes(CASES[name].make())
    return paths
