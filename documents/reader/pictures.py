"""Pictures from the child, taken apart with as little trust as its words."""

from __future__ import annotations

from typing import Final

from documents.readings import Refusal, RefusalCode

PNG_START: Final = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
PNG_END: Final = b"IEND\xaeB`\x82"
MAX_RATIO: Final = 2  # at most twice as long as it may be wide


class Unreadable(Exception):
    """No picture can be had of this file; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code.value)
        self.refusal = refusal


def split(answer: bytes, *, count: int, most_across: int) -> list[bytes]:
    """Exactly `count` PNGs, each behind its length in four bytes and no larger than asked for."""
    pictures, at = [], 0
    while at < len(answer):
        length = int.from_bytes(answer[at : at + 4], "big")
        pictures.append(answer[at + 4 : at + 4 + length])
        at += 4 + length
    if at != len(answer) or len(pictures) != count or not all(_is_sound(one, most_across) for one in pictures):
        raise Unreadable(Refusal(RefusalCode.DAMAGED, {}))
    return pictures


def _is_sound(picture: bytes, most_across: int) -> bool:
    across, along = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    return (
        picture.startswith(PNG_START) and picture.endswith(PNG_END) and 0 < across <= most_across and 0 < along <= MAX_RATIO * most_across
    )
