"""The run: plant, start, hurt, wait, read the sinks. Exit 0 when the promise held (with --control: when the harness has bitten)."""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from kombu.exceptions import OperationalError
from psycopg import sql

from tests.services import free_port, postgresql

from . import faults, sink
from .processes import Group, Kept, beat, group, own_redis, worker
from .verdict import Verdict, judge
from .workload import Planted, plant, spread

SETTLE_SECONDS = 120.0
SHORT = {"reminders": 400, "kills": 4, "wipes": 1, "pauses": 3, "cuts": 2, "seconds": 25.0}
FULL = {"reminders": 10_000, "kills": 50, "wipes": 3, "pauses": 50, "cuts": 20, "seconds": 420.0}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.nemesis", description=__doc__)
    parser.add_argument("--short", action="store_true", help="a minute instead of ten")
    parser.add_argument("--control", action="store_true", help="the same against a plain task per reminder, which must lose some")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--beats", type=int, default=1, choices=range(4), help="how many clocks ring")
    for name in ("reminders", "kills", "wipes", "pauses", "cuts"):
        parser.add_argument(f"--{name}", type=int)
    parser.add_argument("--logs", type=Path, help="an empty folder that keeps what the processes say")
    parser.add_argument("--seconds", type=float, help="over which reminders and faults are spread")
    given = parser.parse_args()
    for name, value in (SHORT if given.short else FULL).items():
        if getattr(given, name) is None:
            setattr(given, name, value)
    return given


@contextmanager
def own_database() -> Iterator[str]:
    """The URL of an empty database that ends with the run."""
    name = f"readiness_nemesis_{uuid.uuid4().hex[:12]}"
    with postgresql() as url:
        base = url.rpartition("/")[0]
        with psycopg.connect(f"{base}/postgres", autocommit=True) as maintenance:
            maintenance.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            try:
                yield f"{base}/{name}"
            finally:
                maintenance.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def prepare(count: int) -> None:
    """Tables and reminders, by the product itself, in this process."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    plant(count)


def leave_database() -> None:
    from django.db import connection

    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]


def start(processes: Group, given: argparse.Namespace, env: dict[str, str], folder: Path, mail: tuple[int, Path]) -> list[Kept]:
    app = "tests.nemesis.control" if given.control else "tests.nemesis.app"
    port, kept = mail
    processes.add("mail", [sys.executable, "-m", "tests.nemesis.smtp_sink", str(port), str(kept)], env, folder)
    workers = [processes.add(f"worker{number}", worker(app, number), env, folder) for number in (1, 2)]
    for number in range(0 if given.control else given.beats):
        processes.add(f"beat{number}", beat(folder, number), env, folder)
    processes.look()
    return workers


def send_naively(planted: Planted, until: threading.Event) -> None:
    """The control's only memory of what is due: this thread."""
    from .control import remind

    for at, key in sorted((at, key) for key, at in planted.due.items() if key not in planted.paused):
        if until.wait(max(0.0, at - time.time())):
            return
        try:
            remind.delay(key)
        except (OSError, OperationalError) as error:
            print(f"control: {key} could not be sent ({type(error).__name__})", file=sys.stderr)


def pause_templates(server: psycopg.Connection[Any], planted: Planted) -> None:
    """Without a plan: only a second look before the delivery can notice."""
    server.execute("UPDATE templates_mgr_messagetemplate SET status = 'PAUSED' WHERE id = ANY(%s)", [planted.paused_templates])


def run(given: argparse.Namespace, folder: Path) -> Verdict:
    dice, mail = random.Random(given.seed), (free_port(), folder / "mails.jsonl")
    with own_database() as database, own_redis(folder) as redis_url, group() as processes:
        os.environ |= {
            "DATABASE_URL": database,
            "REDIS_URL": redis_url,
            "VAR_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "readiness.settings",
        }
        os.environ |= {"EMAIL_URL": f"smtp://127.0.0.1:{mail[0]}", "SECRET_KEY": "only-for-the-nemesis-and-the-same-in-every-process-of-it"}
        if given.short:
            os.environ["NEMESIS_WORK_SECONDS"] = "0.15"
        prepare(given.reminders)
        with psycopg.connect(database, autocommit=True, application_name="nemesis") as server:
            sink.make(server, with_trigger=not given.control)
            planted = spread(given.seconds, dice)
            leave_database()
            workers = start(processes, given, dict(os.environ), folder, mail)
            counts = {name: getattr(given, name) for name in ("kills", "wipes", "pauses", "cuts")}
            archer = faults.archer(dice, workers, server)
            planned = faults.plan(archer, seconds=given.seconds, redis_url=redis_url, counts=counts, aims=not given.control)
            pause_templates(server, planted)
            hurt(given, processes, server, planted, planned)
            print(f"struck with work in hand: {dict(archer.hits)}", file=sys.stderr)
            return judge(planted, sink.deliveries(server), *sink.mails(mail[1]), with_mails=not given.control)


def hurt(
    given: argparse.Namespace, processes: Group, server: psycopg.Connection[Any], planted: Planted, planned: list[faults.Fault]
) -> None:
    """Strikes at the planned times, keeps the processes running, and ends when everything is there or nothing more comes."""
    begun, ended, open_faults, told = time.monotonic(), threading.Event(), list(planned), 0.0
    if given.control:
        threading.Thread(target=send_naively, args=(planted, ended), daemon=True).start()
    try:
        while True:
            passed = time.monotonic() - begun
            while open_faults and open_faults[0].at <= passed:
                open_faults.pop(0).strike()
            processes.look()
            there = sink.count(server)
            if passed - told > 5:
                told = passed
                print(
                    f"{passed:5.0f} s  {there} of {len(planted.expected)}  {len(open_faults)} faults to come", file=sys.stderr, flush=True
                )
            is_over = passed > max(given.seconds, planned[-1].at if planned else 0) + 2 and not open_faults
            if is_over and (all_there(given, server, planted, there) or passed > given.seconds + SETTLE_SECONDS):
                return
            if given.control and passed > given.seconds + 30:  # beyond its visibility timeout: what is not there now is lost
                return
            time.sleep(0.2)
    finally:
        ended.set()


def all_there(given: argparse.Namespace, server: psycopg.Connection[Any], planted: Planted, there: int) -> bool:
    """Every reminder is in the sink, and (asked of the database only to know when to stop) no mail is waiting."""
    if there < len(planted.expected) or given.control:
        return False
    row = server.execute("SELECT count(*) FROM readiness_outgoingmail WHERE state IN ('waiting', 'sending')").fetchone()
    return row is not None and row[0] == 0


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is ended on this way too
    given = arguments()
    told = {name: getattr(given, name) for name in ("seed", "reminders", "kills", "wipes", "pauses", "cuts", "beats")}
    with tempfile.TemporaryDirectory(prefix="readiness-nemesis-") as folder:
        verdict = run(given, given.logs or Path(folder))
    what = "control" if given.control else "nemesis"
    print(f"{what} {' '.join(f'{name}={value}' for name, value in told.items())} {verdict}")
    if given.control:
        has_bitten = verdict.lost + verdict.doubled > 0
        print("the harness bites" if has_bitten else "the harness found nothing wrong with a plain task: it proves nothing")
        return 0 if has_bitten else 1
    return 0 if verdict.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
