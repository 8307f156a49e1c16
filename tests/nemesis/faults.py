"""When what happens to whom, by the seed.

Every other kill and freeze waits for work in hand: blind ones nearly always meet an idle worker, and then prove nothing.
"""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg
from redis import Redis

from .processes import Kept

FREEZE_SECONDS = (6.0, 9.0)  # beyond the lease
AIM_SECONDS, LOOK_SECONDS, SURE_SECONDS = 6.0, 0.002, 0.03
# Only to aim by, never to judge by: which worker spoke last to the database while rows are under a lease that runs.
LAST = """
SELECT application_name FROM pg_stat_activity
WHERE datname = current_database() AND application_name = ANY(%s) ORDER BY state_change DESC LIMIT 1
"""
LEASES = "SELECT DISTINCT token FROM {table} WHERE state = 'sending' AND lease_until > clock_timestamp() + interval '2 s'"
REMINDERS, MAILS = "readiness_reminder", "readiness_outgoingmail"
# What every other kill and freeze waits for. A freeze is most telling between a lease and its delivery.
TARGETS = {"kills": (MAILS, REMINDERS), "pauses": (REMINDERS, REMINDERS, MAILS)}


@dataclass(frozen=True)
class Fault:
    at: float
    name: str
    strike: Callable[[], object]


@dataclass(frozen=True)
class Archer:
    """Strikes one worker; `hits` counts by table the strikes after which rows stayed under a lease that nobody ended."""

    dice: random.Random
    workers: list[Kept]
    server: psycopg.Connection[Any]
    hits: Counter[str]

    def strike(self, deed: Callable[[Kept], object], table: str | None) -> None:
        busy = self._stopped_at_work(table) if table else None
        running = self._running()
        if busy or running:
            deed(busy or self.dice.choice(running))

    def _running(self) -> list[Kept]:
        for one in self.workers:
            one.look()  # aiming takes seconds: who is to thaw or to start again meanwhile does
        return [one for one in self.workers if one.is_running]

    def _stopped_at_work(self, table: str) -> Kept | None:
        """A worker that holds something and is stopped; one that was through with it by then goes on."""
        ends = time.monotonic() + AIM_SECONDS
        while time.monotonic() < ends:
            names = {one.name: one for one in self._running()}
            # With one worker alone nobody would take over what it holds.
            leases = self._leases(table) if len(names) > 1 else set()
            last = self.server.execute(LAST, [list(names)]).fetchone() if leases else None
            if last is None:
                time.sleep(LOOK_SECONDS)
                continue
            worker = names[last[0]]
            worker.send(signal.SIGSTOP)
            time.sleep(SURE_SECONDS)  # what the other worker holds it ends meanwhile
            if leases & self._leases(table):
                self.hits[table] += 1
                return worker
            worker.send(signal.SIGCONT)
        return None

    def _leases(self, table: str) -> set[Any]:
        return {token for (token,) in self.server.execute(LEASES.format(table=table)).fetchall()}


def plan(archer: Archer, *, seconds: float, redis_url: str, counts: dict[str, int], aims: bool) -> list[Fault]:
    """The faults in the order of their times, spread over the run."""
    dice, server = archer.dice, archer.server

    def wipe() -> None:
        with Redis.from_url(redis_url) as broker:
            broker.flushall()

    def cut() -> None:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name <> 'nemesis'"
        )

    def kill(table: str | None) -> None:
        archer.strike(lambda one: one.send(signal.SIGKILL), table)

    def pause(table: str | None) -> None:
        archer.strike(lambda one: one.freeze(dice.uniform(*FREEZE_SECONDS)), table)

    deeds: dict[str, Callable[[str | None], object]] = {"kills": kill, "pauses": pause, "wipes": lambda _: wipe(), "cuts": lambda _: cut()}
    found = []
    for name, count in counts.items():
        for number in range(count):
            targets = TARGETS.get(name) if aims and number % 2 == 0 else None
            table = targets[number // 2 % len(targets)] if targets else None
            found.append(Fault(dice.uniform(0.05, 0.95) * seconds, name, partial(deeds[name], table)))
    return sorted(found, key=lambda one: one.at)


def archer(dice: random.Random, workers: list[Kept], server: psycopg.Connection[Any]) -> Archer:
    return Archer(dice, workers, server, Counter())
