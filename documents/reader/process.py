"""A child process that reads one upload: started, bounded, always reaped."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from documents.readings import RefusalCode

from .limits import READING, Limits

log = logging.getLogger(__name__)

MAX_ANSWER_BYTES: Final = 8 * 1024 * 1024
MAX_LAST_WORDS: Final = 4096
ROOT: Final = Path(__file__).resolve().parents[2]
# No site module and no environment: the places to import from are named. The package's own module is the parent's side, of which a
# child needs nothing: a bare one in its stead saves a third of the start.
BARE: Final = (
    "import sys, types; sys.path += sys.argv[2:]; import documents; bare = types.ModuleType('documents.reader'); "
    "bare.__path__ = [sys.argv[2] + '/documents/reader']; sys.modules[bare.__name__] = bare; "
)
BOOT: Final = BARE + "from documents.reader.child import main; main(sys.argv[1])"


@dataclass(frozen=True, slots=True)
class Ended:
    """`code`: exit status, below zero the signal that ended it. `late`: we killed it at the wall clock. `output`: never above the cap."""

    output: bytes
    code: int
    late: bool
    overflow: bool
    last_words: str

    @property
    def failure(self) -> RefusalCode | None:
        """None when it ended by itself; an answer may still be nonsense."""
        if self.late or self.code == -signal.SIGXCPU:
            return RefusalCode.TOO_SLOW
        if self.overflow or self.code < 0:
            return RefusalCode.TOO_COMPLEX
        return RefusalCode.DAMAGED if self.code else None


def ask_child(request: Mapping[str, Any], *, stdin: int, limits: Limits = READING, most_bytes: int = MAX_ANSWER_BYTES) -> Ended:
    """One request to one fresh reader process; `stdin` is the open file, read only."""
    command = [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", BOOT, json.dumps(dict(request)), *places()]
    return run(command, stdin=stdin, wall_seconds=limits.wall_seconds, most_bytes=most_bytes)


def places() -> list[str]:
    """Where a child may import from; the first is our own."""
    paths = sysconfig.get_paths()
    return list(dict.fromkeys([str(ROOT), paths["purelib"], paths["platlib"]]))


def run(
    command: list[str], *, stdin: int, wall_seconds: float, most_bytes: int = MAX_ANSWER_BYTES, environment: Mapping[str, str] | None = None
) -> Ended:
    """Until it ends, says too much, or is late; then its whole group is killed and it is waited for."""
    deadline = time.monotonic() + wall_seconds
    os.lseek(stdin, 0, os.SEEK_SET)
    pipe = subprocess.PIPE
    child = subprocess.Popen(
        command, stdin=stdin, stdout=pipe, stderr=pipe, env=dict(environment or {}), cwd="/", close_fds=True, start_new_session=True
    )
    output, words, late, overflow = bytearray(), bytearray(), False, False
    try:
        late, overflow = _listen(child, output, words, deadline, most_bytes)
        if not late and not overflow:
            late = _is_late(child, deadline)
    finally:
        _end(child)
    last_words = bytes(words).decode("utf-8", "replace").strip().rpartition("\n")[2]
    if last_words:
        log.warning("reader: %s", last_words[:200])
    return Ended(bytes(output), child.returncode, late, overflow, last_words)


def _listen(child: subprocess.Popen[bytes], output: bytearray, words: bytearray, deadline: float, most_bytes: int) -> tuple[bool, bool]:
    """(late, overflow); what it says on stderr is kept in part and otherwise thrown away."""
    assert child.stdout is not None
    assert child.stderr is not None
    with selectors.DefaultSelector() as ready:
        ready.register(child.stdout, selectors.EVENT_READ, output)
        ready.register(child.stderr, selectors.EVENT_READ, words)
        while ready.get_map():
            left = deadline - time.monotonic()
            if left <= 0:
                return True, False
            for key, _ in ready.select(left):
                block = os.read(key.fd, 65_536)
                if not block:
                    ready.unregister(key.fileobj)
                key.data.extend(block)
            del words[:-MAX_LAST_WORDS]
            if len(output) > most_bytes:
                return False, True
    return False, False


def _is_late(child: subprocess.Popen[bytes], deadline: float) -> bool:
    """A child that has closed its pipes may still be running."""
    try:
        child.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return True
    return False


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    for pipe in (child.stdout, child.stderr):
        if pipe is not None:
            pipe.close()
    child.wait()
