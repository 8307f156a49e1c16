"""Files on their way in: encrypted into the vault as they come, so that no plain byte touches a disk and memory stays small."""

from __future__ import annotations

import re
import unicodedata
import uuid
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from .enums import UploadProblem
from .media import MAX_SIZE_BYTES
from .models import PaperFile
from .vault import Sealed, Sealing, room_bytes, storage

MAX_NAME_CHARS = 255
MAX_ENDING_CHARS = 10
RESERVE_BYTES = 2 * MAX_SIZE_BYTES  # the database lives on the same disk, and must go on writing
HUNG_UP_BYTES = 4 * MAX_SIZE_BYTES  # whoever goes on sending after that is not listened to


class ReceivedFile(UploadedFile):  # type: ignore[type-arg]  # generic in the stubs only
    """What came: sealed in the vault under `file_id`, or what was wrong with it."""

    def __init__(self, name: str, file_id: uuid.UUID, sealed: Sealed | None, problem: str) -> None:
        super().__init__(file=None, name=name, size=sealed.size_bytes if sealed else 0)
        self.shown_name, self.file_id, self.sealed, self.problem = shown_name(name), file_id, sealed, problem


class VaultUploadHandler(FileUploadHandler):
    """One for a request; the company it is for must be known, and its door passed, before the body is read."""

    def __init__(self, company_id: int) -> None:
        super().__init__()
        self.company_id = company_id
        self.sealing: Sealing | None = None
        self.kept: list[Sealed] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file_id, self.came_bytes, self.problem = uuid.uuid4(), 0, ""
        try:
            room = room_bytes()
            if room is not None and room < RESERVE_BYTES:
                raise OSError("no room")
            self.sealing = Sealing(PaperFile(pk=self.file_id, company_id=self.company_id).owner)
        except OSError:
            self._give_up(UploadProblem.NO_ROOM)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.came_bytes += len(raw_data)
        if self.came_bytes > HUNG_UP_BYTES:
            raise StopUpload(connection_reset=True)
        if self.came_bytes > MAX_SIZE_BYTES:
            self._give_up(UploadProblem.TOO_LARGE)
        if self.sealing:
            try:
                self.sealing.write(raw_data)
            except OSError:
                self._give_up(UploadProblem.NO_ROOM)

    def file_complete(self, file_size: int) -> ReceivedFile:
        sealed = None
        if self.sealing and not self.came_bytes:
            self._give_up(UploadProblem.EMPTY)
        if self.sealing:
            try:
                sealed = self.sealing.finish()
            except OSError:
                self._give_up(UploadProblem.NO_ROOM)
            self.sealing = None
        if sealed:
            self.kept.append(sealed)
        return ReceivedFile(self.file_name or "", self.file_id, sealed, self.problem)

    def upload_interrupted(self) -> None:
        """The browser left half-way."""
        self._give_up("")

    def forget(self) -> None:
        """Whoever sent these may not keep them: no row is going to speak of their bytes."""
        for sealed in self.kept:
            storage().delete(sealed.name)
        self.kept = []

    def _give_up(self, problem: str) -> None:
        self.problem = self.problem or problem
        if self.sealing:
            self.sealing.abandon()
            self.sealing = None


def shown_name(name: str) -> str:
    """A file's name as it may be shown: one line, no path, nothing invisible, no marks that turn the writing direction."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(" " if char.isspace() else char for char in last if char.isspace() or not unicodedata.category(char).startswith("C"))
    whole = " ".join(visible.split())
    stem, dot, ending = whole.rpartition(".")
    if len(whole) <= MAX_NAME_CHARS or not dot or len(ending) > MAX_ENDING_CHARS:
        return whole[:MAX_NAME_CHARS]
    return f"{stem[: MAX_NAME_CHARS - len(ending) - 1]}.{ending}"
