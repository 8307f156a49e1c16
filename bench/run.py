"""`make bench`: runs every bench in a process and a database of its own, prints the table and keeps the results.

.venv/bin/python -m bench [--only NAME …] [--quick]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # `python bench/run.py` looks beside the script only

from bench.databases import database, is_there  # noqa: E402
from bench.results import Result, decoded, keep, table  # noqa: E402

# Bench, and the databases it runs on in turn.
BENCHES = {
    "engine": ("sqlite",),
    "engine_peers": ("sqlite",),
    "rescore": ("postgresql", "sqlite"),
    "rescore_100k": ("postgresql",),
    "pages": ("postgresql",),
    "report": ("sqlite",),
    "papers": ("sqlite",),
    "serving": ("sqlite",),
    "lint": ("sqlite",),
    "reminders": ("postgresql",),
}
SLOW = ("rescore_100k",)


def main() -> int:
    chosen = arguments()
    start, results = time.monotonic(), []
    for name in chosen.only or BENCHES:
        if chosen.quick and name in SLOW:
            continue
        for kind in BENCHES[name]:
            if kind == "postgresql" and not is_there():
                print(f"{name}: PostgreSQL does not answer at BENCH_DATABASE_URL or 127.0.0.1:5432.", file=sys.stderr)
                return 2
            print(f"{name} ({kind}) …", file=sys.stderr, flush=True)
            results += run(name, kind, quick=chosen.quick)
    print(table(results))
    keep(results)
    print(f"{time.monotonic() - start:.0f} s; kept in bench/results/latest.json")
    return 0 if all(one.ok for one in results) else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="Measure the product against limits and against the best peers.")
    parser.add_argument("--only", action="append", choices=list(BENCHES), metavar="NAME", help=f"one of {', '.join(BENCHES)}")
    parser.add_argument("--quick", action="store_true", help=f"fewer rounds, and without {', '.join(SLOW)}")
    return parser.parse_args()


def run(name: str, kind: str, *, quick: bool) -> Sequence[Result]:
    with tempfile.TemporaryDirectory(prefix="readiness-bench-") as folder, database(kind, Path(folder)) as address:
        environment = os.environ | {"VAR_DIR": folder, "DATABASE_URL": address, "REDIS_URL": "", "DEBUG": "false", "PYTHONHASHSEED": "0"}
        command = [sys.executable, "-m", "bench.child", name, *(["--quick"] if quick else [])]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"{name} ({kind}) failed; its lines above say why")
    return decoded(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())
