"""The program of the process that recognises text with rapidocr; already confined when it begins."""

from __future__ import annotations

import sys


def main() -> None:
    from rapidocr import RapidOCR  # type: ignore[import-not-found]  # noqa: PLC0415 - an extra that need not be installed

    found = RapidOCR()(sys.stdin.buffer.read())
    sys.stdout.write("\n".join(found.txts or ()))
