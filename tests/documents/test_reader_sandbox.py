"""The child may do nothing but read, and whatever it answers, the parent stands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.media import ENDINGS
from documents.reader import process, read_file
from documents.reader.answer import UnknownShape, build, parse, to_plain
from documents.reader.child import Request, judge
from documents.readings import Reading, Refusal, RefusalCode
from tests.documents.drawing import text_pdf, today
from tests.documents.test_corpus import children

CONFINED = "import os, socket, sys, threading; from documents.reader.limits import Limits, confine; confine(Limits(2**30, 1, 5)); "
GOOD = text_pdf("Certificate", "Issued on 20 May 2025", "ACME Ltd")


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    path = tmp_path / "upload"
    path.write_bytes(GOOD)
    return path


def read(path: Path) -> Reading | Refusal:
    return read_file(path, file_name="a.pdf", allowed=frozenset(ENDINGS), today=today())


def confined(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", CONFINED + program], capture_output=True, text=True, cwd=process.ROOT)
    return done.stderr.strip().rpartition("\n")[2].partition(":")[0] or f"ended with {done.returncode}"


FORBIDDEN = [
    *("socket.socket()", "socket.socketpair()", "os.fork()", "os.execv('/bin/true', ['true'])", "os.unlink('/nowhere')"),
    *("open('/tmp/written', 'w')", "open('/tmp', 'r+')", "os.mkdir('/tmp/made')", "os.kill(os.getppid(), 0)"),
    *("os.chmod('/nowhere', 0)", "os.symlink('/nowhere', '/b')", "os.truncate('/nowhere', 0)", "os.rename('/nowhere', '/b')"),
]
TRY_ALL = f"""
for program in {FORBIDDEN!r}:
    try:
        eval(program)
    except PermissionError:
        print(program)
"""


@pytest.mark.skipif(os.uname().machine not in ("x86_64", "aarch64"), reason="calls are filtered on these two")
def test_child_may_not() -> None:
    done = subprocess.run([sys.executable, "-c", CONFINED + f"exec({TRY_ALL!r})"], capture_output=True, text=True, cwd=process.ROOT)
    assert done.stdout.splitlines() == FORBIDDEN


def test_child_may_not_start_threads_or_take_memory() -> None:
    assert (confined("threading.Thread(target=print).start()"), confined("bytearray(2**31)")) == ("RuntimeError", "MemoryError")


def test_child_that_reads_on_for_ever_is_ended_by_its_own_clock() -> None:
    assert confined("exec('while True: pass')") == "ended with -24"


def test_child_learns_neither_name_nor_place(upload: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[dict[str, Any]] = []
    real = subprocess.Popen

    def noted(command: list[str], **how: Any) -> subprocess.Popen[bytes]:
        started.append({"command": command} | how)
        return real(command, **how)

    monkeypatch.setattr(subprocess, "Popen", noted)
    read(upload)
    (one,) = started
    assert (one["env"], one["cwd"], one["close_fds"], one["start_new_session"]) == ({}, "/", True, True)
    assert [word for word in one["command"] if str(upload.parent) in word or "a.pdf" in word] == []


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("os.kill(os.getpid(), 9)", RefusalCode.TOO_COMPLEX),
        ("os.kill(os.getpid(), 11)", RefusalCode.TOO_COMPLEX),
        ("os.kill(os.getpid(), 24)", RefusalCode.TOO_SLOW),
        ("time.sleep(60)", RefusalCode.TOO_SLOW),
        ("os.close(1); os.close(2); time.sleep(60)", RefusalCode.TOO_SLOW),
        ("os.write(1, b'a' * 2**24) and time.sleep(60)", RefusalCode.TOO_COMPLEX),
        ("sys.exit(1)", RefusalCode.DAMAGED),
        ("None", RefusalCode.DAMAGED),
        ("print('{')", RefusalCode.DAMAGED),
        ("print('[' * 100_000)", RefusalCode.DAMAGED),
        ("print('{}')", RefusalCode.DAMAGED),
        ("""print('{"reading": null}')""", RefusalCode.DAMAGED),
        ("""print('{"refusal": {"code": "no such", "seen": {}}}')""", RefusalCode.DAMAGED),
        ("""print('{"refusal": {"code": "password", "seen": {"a": [1]}}}')""", RefusalCode.DAMAGED),
    ],
)
def test_child_that_fails(program: str, code: RefusalCode, upload: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "BOOT", f"import os, sys, time; {program}")
    real = process.run
    patience = 0.5 if code is RefusalCode.TOO_SLOW else 20
    monkeypatch.setattr(process, "run", lambda *words, **how: real(*words, **how | {"wall_seconds": patience}))
    had, begin = children(), time.monotonic()
    assert read(upload) == Refusal(code, {})
    assert time.monotonic() - begin < 30
    assert [one for one in children() if one not in had] == []


def test_child_cannot_lie_about_what_the_parent_saw(upload: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"reading": to_plain(sample()) | {"sha256": "0" * 64, "size_bytes": 1, "media_type": "text/html", "ocr_available": True}}
    monkeypatch.setattr(process, "BOOT", f"print({json.dumps(told)!r})")
    found = read(upload)
    assert isinstance(found, Reading)
    assert (found.size_bytes, found.media_type, found.ocr_available, found.sha256[:1] * 64 == "0" * 64) == (
        len(GOOD),
        "application/pdf",
        False,
        False,
    )


def sample() -> Reading:
    found = judge(GOOD, Request("read", "application/pdf", today(), ("it",)))
    assert isinstance(found, Reading)
    return found


def test_answer_comes_back_as_it_was() -> None:
    assert build(Reading, parse(json.dumps(to_plain(sample())).encode())) == sample()


def change(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    def changed(told: dict[str, Any]) -> None:
        *way, last = path.split(".")
        place: Any = told
        for step in way:
            place = place[int(step)] if step.isdigit() else place[step]
        place[last] = value

    return changed


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *(("more", 1), ("size_bytes", "1"), ("size_bytes", True), ("size_bytes", 2**60), ("signature_fields", 1.5), ("ocr_available", 1)),
        *(
            ("pages", {}),
            ("pages", [1]),
            ("pages.0.text", "a" * 20_001),
            ("pages.0.text", "\udc80"),
            ("pages.0.text", "a\0"),
            ("dates", [[]] * 2_001),
        ),
        *(
            ("pages.0.width_mm", float("nan")),
            ("pages.0.width_mm", 1e300),
            ("pages.0.text_basis", "guess"),
            ("dates.0.day", "2025-02-30"),
            ("mrz", []),
        ),
        *(("table", {"rows": 1}), ("language", None), ("dates.0.day", None)),
    ],
)
def test_unknown_shape(path: str, value: object) -> None:
    told = to_plain(sample())
    change(path, value)(told)
    with pytest.raises(UnknownShape):
        build(Reading, told)


@settings(max_examples=40)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)
    )
)
def test_no_answer_is_too_strange(told: Any) -> None:
    with pytest.raises(UnknownShape):
        build(Reading, told)
