"""What `manage.py up` looks at and prepares before anything is served: one function a step, one clear line when it fails."""

import errno
import fcntl
import http.client
import os
import shutil
import socket
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from readiness.demo import ACCOUNTS

ANSWER_SECONDS = 5
# A check of every page of the file is worth its time up to here: about 0.3 s.
FULLY_CHECKED_BYTES = 64 * 1024 * 1024
PORTS_TO_SUGGEST = 50


class NotReady(Exception):
    """Something outside the program stands in the way; the text says what to do about it."""


def port_number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise NotReady(f"A port is a number from 1 to 65535, not {text}. Try: make run PORT=8000")
    return int(text)


def check_address(host: str, port: int) -> str:
    """The host as a number, which is all that the web server takes."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise NotReady(f"{host} is not an address of this machine. Try: make run HOST=127.0.0.1") from None
    number = str(min(found, key=lambda entry: entry[0] != socket.AF_INET)[4][0])
    reason = bind_error(number, port)
    if reason == errno.EADDRINUSE:
        free = next((p for p in range(port + 1, min(port + PORTS_TO_SUGGEST, 65536)) if not bind_error(number, p)), "…")
        raise NotReady(f"Port {port} on {host} is taken. Choose another one: make run PORT={free}")
    if reason == errno.EACCES:
        raise NotReady(f"Port {port} needs administrator rights. Choose one above 1023: make run PORT=8000")
    if reason:
        raise NotReady(f"{host} is not an address of this machine. Try: make run HOST=127.0.0.1")
    return number


def bind_error(address: str, port: int) -> int | None:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        # Without it a port stays "taken" for a minute after the last run.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            return error.errno
    return None


def reachable(address: str) -> str:
    """Every address is a place to listen at, but not one to call."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104 - compared with, not bound to


def check_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise NotReady(f"Cannot write to {folder} ({reason}). Change its rights, or set VAR_DIR to another folder.") from None


def check_database() -> None:
    if connection.vendor == "sqlite":
        check_sqlite(Path(connection.settings_dict["NAME"]))
    else:
        check_server_database()


def check_sqlite(path: Path) -> None:
    place = path if path.exists() else path.parent
    if not os.access(place, os.W_OK):
        raise NotReady(f"The database {path} cannot be written: make sure that {place} is there and yours to write.")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master")
            if path.exists() and path.stat().st_size <= FULLY_CHECKED_BYTES:
                cursor.execute("PRAGMA quick_check(1)")
            answer = cursor.fetchone()[0]
    except DatabaseError as error:
        answer = str(error)
    if isinstance(answer, str) and answer != "ok":
        reason = " ".join(answer.split())
        # With its -wal file, which SQLite would otherwise read into the new database.
        away = f"mkdir -p {path.parent}/broken && mv {path}* {path.parent}/broken/"
        raise NotReady(f"The database {path} cannot be used ({reason}). Move it away and start again: {away}")


def check_server_database() -> None:
    # Straight, not through the pool: that one tries for 30 s and then keeps the reason to itself.
    parameters: dict[str, Any] = {**connection.get_connection_params(), "connect_timeout": ANSWER_SECONDS}
    driver: Any = connection.Database  # type: ignore[attr-defined]
    try:
        driver.connect(**parameters).close()
    except driver.Error as error:
        where = f"{parameters.get('host') or 'the local socket'}:{parameters.get('port') or 5432}"
        raise NotReady(f"PostgreSQL at {where} does not answer as DATABASE_URL says: {first_line(error)}") from None


def check_broker(url: str) -> None:
    if not url.startswith(("redis://", "rediss://")):
        return
    from redis import Redis, RedisError  # noqa: PLC0415 — a tenth of a second of every start without it

    parts = urlsplit(url)
    try:
        Redis.from_url(url, socket_connect_timeout=ANSWER_SECONDS, socket_timeout=ANSWER_SECONDS).ping()
    except (RedisError, OSError, ValueError) as error:
        where = f"{parts.hostname}:{parts.port or 6379}"
        raise NotReady(f"Redis at {where} does not answer as REDIS_URL says: {first_line(error)}") from None


@contextmanager
def locked(path: Path, kind: int, otherwise: str = "") -> Iterator[None]:
    """Hold a lock on the file; with `otherwise`, say so instead of waiting when somebody else has it."""
    with path.open("a") as file:
        try:
            fcntl.flock(file, kind | (fcntl.LOCK_NB if otherwise else 0))
        except BlockingIOError:
            raise NotReady(otherwise) from None
        yield


def first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def compile_catalogs(roots: Iterable[str | Path]) -> None:
    for source in (po for root in roots for po in Path(root).glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        # Whole or not at all: a running site may read it at this moment.
        unfinished = target.with_suffix(f".{os.getpid()}.tmp")
        with source.open("rb") as po, unfinished.open("wb") as mo:
            write_mo(mo, read_po(po, locale=source.parts[-3]))
        unfinished.replace(target)


def has_open_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    if has_open_migrations():
        call_command("migrate", interactive=False, verbosity=0)


def set_aside(var: Path) -> None:
    """Empty the embedded default; what was there last stays in before-demo, in case it was meant to be kept."""
    aside = var / "before-demo"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    connection.close()
    database = Path(connection.settings_dict["NAME"])
    for path in (*database.parent.glob(f"{database.name}*"), var / "files", var / "mail"):
        if path.exists():
            path.rename(aside / path.name)


def has_workspace() -> bool:
    # The base manager: whether there is any workspace at all is not a question of one tenant.
    return apps.get_model("readiness", "Workspace")._base_manager.exists()


def seed_demo() -> None:
    call_command("seed_demo", stage="all")


def demo_accounts() -> list[tuple[str, str, str]]:
    """The demo's sign-ins that are in this database."""
    emails = [email for _, email, _ in ACCOUNTS]
    known = set(get_user_model()._base_manager.filter(email__in=emails).values_list("email", flat=True))
    return [(str(role), email, password) for role, email, password in ACCOUNTS if email in known]


def health_status(address: str, port: int, host_header: str) -> int:
    """The HTTP status of /healthz, 0 without an answer."""
    web = http.client.HTTPConnection(reachable(address), port, timeout=1)
    try:
        web.request("GET", "/healthz", headers={"Host": host_header})
        return web.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        web.close()
