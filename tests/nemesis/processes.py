"""The processes that are hurt, each in a session of its own, so that a signal reaches it and its children and nobody else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from tests.services import free_port

ROOT = Path(__file__).resolve().parents[2]
RESTART_SECONDS = 1.0


@dataclass
class Kept:
    """A command that is started again when it ends, unless it is to end."""

    name: str
    argv: list[str]
    env: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    start_at: float = 0.0
    frozen_until: float = 0.0
    starts: int = 0

    def look(self) -> None:
        now = time.monotonic()
        if self.frozen_until and now >= self.frozen_until:
            self.frozen_until = 0.0
            self.send(signal.SIGCONT)
        if self.process and self.process.poll() is not None:
            self.send(signal.SIGKILL)  # children that outlived it
            self.process, self.start_at = None, now + RESTART_SECONDS
        if self.process is None and now >= self.start_at:
            self.starts += 1
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(self.argv, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None and not self.frozen_until

    def send(self, what: signal.Signals) -> None:
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, what)

    def freeze(self, seconds: float) -> None:
        self.send(signal.SIGSTOP)
        self.frozen_until = time.monotonic() + seconds

    def end(self) -> None:
        self.send(signal.SIGCONT)
        self.send(signal.SIGKILL)
        if self.process:
            self.process.wait()
            self.process = None


@dataclass
class Group:
    kept: list[Kept] = field(default_factory=list)

    def add(self, name: str, argv: list[str], env: dict[str, str], folder: Path) -> Kept:
        # libpq tells the server this name: cuts spare the harness, and strikes can be aimed.
        one = Kept(name, argv, env | {"PGAPPNAME": name}, folder / f"{name}.log")
        self.kept.append(one)
        return one

    def look(self) -> None:
        for one in self.kept:
            one.look()

    def end(self) -> None:
        for one in self.kept:
            one.end()


@contextmanager
def group() -> Iterator[Group]:
    made = Group()
    try:
        yield made
    finally:
        made.end()


@contextmanager
def own_redis(folder: Path) -> Iterator[str]:
    """A server of its own, because it is wiped; it keeps nothing on disk."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    url = f"redis://127.0.0.1:{port}/0"
    try:
        wait_for_redis(url)
        yield url
    finally:
        process.kill()
        process.wait()


def wait_for_redis(url: str) -> None:
    deadline = time.monotonic() + 10
    with Redis.from_url(url) as server:
        while True:
            try:
                server.ping()
                return
            except RedisError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)


def worker(app: str, number: int) -> list[str]:
    command = f"-m celery -q -A {app} worker --pool prefork --concurrency 2 --hostname nemesis{number}@%h --loglevel warning"
    queues = ["-Q", "interactive,bulk,mail"] if app != "tests.nemesis.control" else []
    return [sys.executable, *command.split(), *queues]


def beat(folder: Path, number: int) -> list[str]:
    command = f"-m celery -q -A tests.nemesis.app beat --schedule {folder / f'beat{number}'} --pidfile= --loglevel warning"
    return [sys.executable, *command.split()]
