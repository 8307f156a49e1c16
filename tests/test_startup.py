"""`manage.py up` from outside: what it says when something is in the way, and one whole life of the site."""

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from readiness import startup

pytestmark = pytest.mark.services
ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN_SECONDS = 60  # migrations included, on a busy machine


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def up(var: Path, *options: str, **environment: str) -> subprocess.Popen[str]:
    # Of this run's environment only what any program needs: the tests may run with a DATABASE_URL of their own.
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.Popen(
        [sys.executable, ROOT / "manage.py", "up", *options],
        env={**kept, "VAR_DIR": str(var), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def said(process: subprocess.Popen[str]) -> tuple[int, str]:
    with process:
        try:
            output, _ = process.communicate(timeout=READY_WITHIN_SECONDS)
        finally:
            process.kill()
    return process.returncode, output


def test_port_taken(tmp_path: Path, taken_port: int) -> None:
    free = next(port for port in range(taken_port + 1, 65536) if not startup.bind_error("127.0.0.1", port))

    assert said(up(tmp_path, "--port", str(taken_port))) == (
        2,
        f"Port {taken_port} on 127.0.0.1 is taken. Choose another one: make run PORT={free}\n",
    )


def test_port_no_number(tmp_path: Path) -> None:
    message = "A port is a number from 1 to 65535, not 80x. Try: make run PORT=8000\n"
    assert said(up(tmp_path, PORT="80x")) == (2, message)


def test_host_of_another_machine(tmp_path: Path) -> None:
    message = "192.0.2.1 is not an address of this machine. Try: make run HOST=127.0.0.1\n"
    assert said(up(tmp_path, "--port", str(free_port()), HOST="192.0.2.1")) == (2, message)


def test_database_broken(tmp_path: Path) -> None:
    database = tmp_path / "d.sqlite3"
    database.write_text("this is no database " * 100)

    away = f"mkdir -p {tmp_path}/broken && mv {database}* {tmp_path}/broken/"
    message = f"The database {database} cannot be used (file is not a database). Move it away and start again: {away}\n"
    assert said(up(tmp_path, "--port", str(free_port()), DATABASE_URL=f"sqlite:///{database}")) == (2, message)


def test_postgresql_not_answering(tmp_path: Path) -> None:
    port = free_port()
    code, message = said(up(tmp_path, "--port", str(free_port()), DATABASE_URL=f"postgres://u:secret@127.0.0.1:{port}/d"))

    assert (code, message.count("\n"), "secret" in message) == (2, 1, False)
    assert message.startswith(f"PostgreSQL at 127.0.0.1:{port} does not answer as DATABASE_URL says: ")


def test_redis_not_answering(tmp_path: Path) -> None:
    port = free_port()
    code, message = said(up(tmp_path, "--port", str(free_port()), REDIS_URL=f"redis://:secret@127.0.0.1:{port}/0"))

    assert (code, message.count("\n"), "secret" in message) == (2, 1, False)
    assert message.startswith(f"Redis at 127.0.0.1:{port} does not answer as REDIS_URL says: ")


def test_folder_not_writable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(startup.NotReady) as problem:
        startup.check_folder(tmp_path / "file" / "var")

    assert str(problem.value) == (
        f"Cannot write to {tmp_path}/file/var (Not a directory). Change its rights, or set VAR_DIR to another folder."
    )


def test_lock_is_refused_with_the_given_words(tmp_path: Path) -> None:
    with startup.locked(tmp_path / "lock", fcntl.LOCK_SH, "busy"):
        with startup.locked(tmp_path / "lock", fcntl.LOCK_SH, "busy"):
            pass
        with pytest.raises(startup.NotReady, match="^busy$"), startup.locked(tmp_path / "lock", fcntl.LOCK_EX, "busy"):
            pass


def test_catalog_is_compiled_when_older(tmp_path: Path) -> None:
    source = tmp_path / "it" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Yes"\nmsgstr "Sì"\n')
    startup.compile_catalogs([tmp_path])
    compiled = source.with_suffix(".mo")
    with compiled.open("rb") as file:
        assert read_mo(file)["Yes"].string == "Sì"

    compiled.write_bytes(b"kept")
    startup.compile_catalogs([tmp_path])
    assert compiled.read_bytes() == b"kept"

    os.utime(source, (time.time() + 5, time.time() + 5))
    startup.compile_catalogs([tmp_path])
    assert compiled.read_bytes() != b"kept"
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]


def test_site_is_served_and_ends(tmp_path: Path) -> None:
    port = free_port()
    process = up(tmp_path, "--no-demo", "--port", str(port))
    assert process.stdout
    try:
        lines = iter(process.stdout.readline, "")
        assert any(line == f"  Readiness is at http://127.0.0.1:{port}/\n" for line in lines)
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as site:
            site.request("GET", "/healthz")
            assert site.getresponse().status == 200
    finally:
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=10)

    assert process.returncode == 0
    assert "Traceback" not in rest
    assert startup.bind_error("127.0.0.1", port) is None
