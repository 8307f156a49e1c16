"""When what happens to whom, by the seed."""

from __future__ import annotations

import random
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
from redis import Redis

from .processes import Kept

FREEZE_SECONDS = (6.0, 9.0)  # beyond the lease


@dataclass(frozen=True)
class Fault:
    at: float
    name: str
    strike: Callable[[], object]


def plan(
    dice: random.Random, *, seconds: float, workers: list[Kept], server: psycopg.Connection[Any], redis_url: str, counts: dict[str, int]
) -> list[Fault]:
    """The faults in the order of their times, spread over the run."""

    def wipe() -> None:
        with Redis.from_url(redis_url) as broker:
            broker.flushall()

    def cut() -> None:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name <> 'nemesis'"
        )

    strikes: dict[str, Callable[[], object]] = {
        "kills": lambda: dice.choice(workers).send(signal.SIGKILL),
        "pauses": lambda: dice.choice(workers).freeze(dice.uniform(*FREEZE_SECONDS)),
        "wipes": wipe,
        "cuts": cut,
    }
    times = [(dice.uniform(0.05, 0.95) * seconds, name) for name, count in counts.items() for _ in range(count)]
    return [Fault(at, name, strikes[name]) for at, name in sorted(times)]
