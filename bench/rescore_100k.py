"""100,000 dossiers through `manage.py rescore` in fresh processes: memory, and the cost of a dossier beside that at 1,000."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from .databases import database
from .population import multiply, populate, settle
from .results import Result, within

FEW, MANY = 1_000, 100_000
ROUNDS = 5
MEMORY_LIMIT_MB, TARGET = 200, 1.2
MANAGE = Path(__file__).resolve().parent.parent / "manage.py"
FORGET = "TRUNCATE scoring_assessment, scoring_scorepoint"


def measure(*, quick: bool) -> list[Result]:
    many = os.environ["DATABASE_URL"]
    call_command("migrate", verbosity=0)
    populate(FEW)
    settle()
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    with database("postgresql", Path(), template=settings.DATABASES["default"]["NAME"]) as few:
        multiply(MANY // FEW)
        settle()
        rounds = [(rescored(few, FEW), rescored(many, MANY)) for _ in range(ROUNDS)]
    few_us, many_us = (median(one["seconds"] / one["dossiers"] * 1e6 for one in side) for side in zip(*rounds, strict=True))
    peak = max(one["tree_mb"] for _, one in rounds)
    said = max(one["peak_mb"] for _, one in rounds)
    whole = f"`manage.py rescore` of {MANY} dossiers never scored, {many_us * MANY / 1e6:.0f} s"
    note = f"{whole}; all its processes, what they share counted once (it says {said:.0f} MB)"
    return [
        within("rescore-100k-memory", peak, MEMORY_LIMIT_MB, "MB", note),
        Result("rescore-100k-scaling", many_us, f"{FEW} dossiers", few_us, "µs", TARGET, f"a dossier, of {MANY} beside of {FEW}"),
    ]


def rescored(address: str, dossiers: int) -> dict[str, Any]:
    """What `manage.py rescore` says of a database whose scores were forgotten, and the memory that its processes took."""
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(FORGET)
    program = subprocess.Popen(
        [sys.executable, MANAGE, "rescore"], env=os.environ | {"DATABASE_URL": address}, stdout=subprocess.PIPE, text=True
    )
    peak = 0.0
    while program.poll() is None:
        peak = max(peak, tree_mb(program.pid))
        time.sleep(0.1)
    assert program.stdout
    said = json.loads(program.stdout.read().splitlines()[-1])
    assert said["dossiers"] == dossiers, said
    return said | {"tree_mb": peak}


def tree_mb(pid: int) -> float:
    """Memory of a process and its children: shared pages are divided among those that share them."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:  # it ended meanwhile
        return 0.0
    own = next((int(line.split()[1]) / 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0.0)
    return own + sum(tree_mb(int(child)) for child in children)
