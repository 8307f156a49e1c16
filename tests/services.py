"""PostgreSQL and Redis for a run: those that are there, else private ones that end with it. Standard library only."""

from __future__ import annotations

import contextlib
import getpass
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

START_SECONDS = 30
# Numbers of the Redis databases that the tests empty and fill; the eight below are left to others.
REDIS_NUMBERS = range(8, 16)
# The driver stands in the virtual environment; a program of its own keeps it out of this one.
PROBE = """
import psycopg, sys
with psycopg.connect(sys.argv[1], connect_timeout=3) as server:
    answer = server.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
sys.exit(not answer[0])
"""


class Missing(Exception):
    """A service that is neither there nor can be started; the text says what to install."""


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """A URL for DATABASE_URL, with a database name of this run."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        if not answers(given):
            raise Missing(
                f"TEST_DATABASE_URL is set, but no PostgreSQL answers at {urlsplit(given).hostname}:{urlsplit(given).port or 5432}."
            )
        yield with_name(given)
        return
    for user in dict.fromkeys(("postgres", getpass.getuser())):
        url = f"postgres://{user}@127.0.0.1:5432/postgres"
        if answers(url):
            yield with_name(url)
            return
    with private_cluster() as url:
        yield with_name(url)


def answers(url: str) -> bool:
    return subprocess.run([sys.executable, "-c", PROBE, url], capture_output=True).returncode == 0


def with_name(url: str) -> str:
    """Two runs at once must not share a database."""
    parts = urlsplit(url)
    return parts._replace(path=f"/readiness_{os.getpid()}").geturl()


@contextlib.contextmanager
def private_cluster() -> Iterator[str]:
    programs = postgresql_programs()
    # PostgreSQL refuses to run as root; Debian's package makes an account for it.
    account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    run_as = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    with tempfile.TemporaryDirectory(prefix="readiness-postgresql-", ignore_cleanup_errors=True) as folder:
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
        data, port = f"{folder}/data", free_port()
        init = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
        subprocess.run(init, cwd=folder, check=True, stdout=subprocess.DEVNULL, **run_as)  # type: ignore[call-overload]
        options = {
            "port": port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": folder,
            "fsync": "off",
            "full_page_writes": "off",
        }
        serve = [programs / "postgres", "-D", data, *(part for name, value in options.items() for part in ("-c", f"{name}={value}"))]
        with Path(folder, "log").open("w") as log, ended(serve, folder, log, signal.SIGINT, run_as):
            url = f"postgres://postgres@127.0.0.1:{port}/postgres"
            wait_for(lambda: answers(url), "The private PostgreSQL did not start.")
            yield url


def postgresql_programs() -> Path:
    """Debian keeps the server's programs out of the PATH, one folder a version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        raise Missing("PostgreSQL is missing. Install it (apt-get install postgresql), or name one: TEST_DATABASE_URL=postgres://…")
    return found[-1].parent if found else Path(on_path or "").resolve().parent


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """A URL for REDIS_URL; the tests use its database number and the seven after it."""
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        parts = urlsplit(given)
        if not pongs(parts.hostname or "127.0.0.1", parts.port or 6379):
            raise Missing(f"TEST_REDIS_URL is set, but no Redis answers at {parts.hostname}:{parts.port or 6379}.")
        yield given
        return
    if pongs("127.0.0.1", 6379) and is_unused("127.0.0.1", 6379):
        try:
            yield f"redis://127.0.0.1:6379/{REDIS_NUMBERS[0]}"
        finally:
            for number in REDIS_NUMBERS:
                talk("127.0.0.1", 6379, f"SELECT {number}", "FLUSHDB")
        return
    with private_redis() as url:
        yield url


@contextlib.contextmanager
def private_redis() -> Iterator[str]:
    program = shutil.which("redis-server")
    if not program:
        raise Missing("Redis is missing. Install it (apt-get install redis-server), or name one: TEST_REDIS_URL=redis://…")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="readiness-redis-") as folder, Path(folder, "log").open("w") as log:
        serve = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder]
        with ended(serve, folder, log, signal.SIGTERM, {}):
            wait_for(lambda: pongs("127.0.0.1", port), "The private Redis did not start.")
            yield f"redis://127.0.0.1:{port}/{REDIS_NUMBERS[0]}"


def talk(host: str, port: int, *commands: str) -> str:
    """The answers to some inline commands; nothing when nobody is there."""
    try:
        with socket.create_connection((host, port), timeout=3) as connection:
            connection.sendall("".join(f"{command}\r\n" for command in (*commands, "QUIT")).encode())
            return b"".join(iter(lambda: connection.recv(4096), b"")).decode(errors="replace")
    except OSError:
        return ""


def pongs(host: str, port: int) -> bool:
    return talk(host, port, "PING").startswith("+PONG")


def is_unused(host: str, port: int) -> bool:
    """Whether the databases that the tests would empty are empty."""
    return all(talk(host, port, f"SELECT {number}", "DBSIZE").splitlines()[:2] == ["+OK", ":0"] for number in REDIS_NUMBERS)


@contextlib.contextmanager
def ended(command: list[object], folder: str, log: object, by: signal.Signals, run_as: dict[str, object]) -> Iterator[None]:
    """Runs a program beside the tests; a Ctrl-C for them does not reach it before they are done."""
    process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True, **run_as)  # type: ignore[call-overload]
    try:
        yield
    finally:
        process.send_signal(by)
        try:
            process.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def wait_for(condition: object, otherwise: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not condition():  # type: ignore[operator]
        if time.monotonic() > deadline:
            raise Missing(otherwise)
        time.sleep(0.1)
