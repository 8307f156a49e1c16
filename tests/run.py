"""`make test`: every check and every test, on the embedded default and on PostgreSQL with Redis; what is given is passed to pytest."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.services import Missing, postgresql, redis

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CHECKED = ("readiness", "documents", "templates_mgr", "phone_numbers", "scoring")
EMBEDDED_ONLY = "--embedded-only"
# Decides where the product keeps its data: every step says for itself.
DECIDING = ("DATABASE_URL", "REDIS_URL", "VAR_DIR", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "DEBUG", "DEMO", "HTTPS_ONLY")


@dataclass
class Done:
    name: str
    seconds: float
    failed: bool


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    embedded_only, given = EMBEDDED_ONLY in arguments, [one for one in arguments if one != EMBEDDED_ONLY]
    done: list[Done] = []
    with contextlib.ExitStack() as stack:
        servers = {} if embedded_only else find_servers(stack)
        if servers is None:
            return 1
        for name, command in checks():
            done.append(step(name, command))
        done.append(step("tests on SQLite and files", pytest(given)))
        if servers:
            done.append(step("tests on PostgreSQL and Redis", pytest(given), **servers))
    return summary(done, embedded_only)


def find_servers(stack: contextlib.ExitStack) -> dict[str, str] | None:
    try:
        return {"DATABASE_URL": stack.enter_context(postgresql()), "REDIS_URL": stack.enter_context(redis())}
    except Missing as problem:
        hint = "" if os.environ.get("CI") else f" Without servers: tests/run.py {EMBEDDED_ONLY}"
        print(f"{problem}{hint}", file=sys.stderr)
        return None


def checks() -> list[tuple[str, list[str]]]:
    templates = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))
    return [
        ("lint", [tool("ruff"), "check", "."]),
        ("format", [tool("ruff"), "format", "--check", "."]),
        ("imports", [tool("lint-imports"), "--no-logo"]),
        ("types", [tool("mypy"), *CHECKED]),
        ("template format", [tool("djade"), "--check", *templates]),
        ("migrations", [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]),
    ]


def tool(name: str) -> str:
    return str(BIN / name)


def pytest(given: list[str]) -> list[str]:
    # In the order of collection: the browser's tests are long and must not come last.
    return [sys.executable, "-m", "pytest", "-q", "-n", "2", "--no-loadscope-reorder", *given]


def step(name: str, command: list[str], **environment: str) -> Done:
    print(f"\n── {name} {'─' * (76 - len(name))}", flush=True)
    kept = {key: value for key, value in os.environ.items() if key not in DECIDING}
    started = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env=kept | environment).returncode
    seconds = time.monotonic() - started
    print(f"   {'failed' if code else 'passed'} in {seconds:.1f} s", flush=True)
    return Done(name, seconds, bool(code))


def summary(done: list[Done], embedded_only: bool) -> int:
    print(f"\n── summary {'─' * min(69, shutil.get_terminal_size().columns)}")
    for one in done:
        print(f"   {'FAILED' if one.failed else 'passed':8}{one.seconds:7.1f} s  {one.name}")
    if embedded_only:
        print("   left out           tests on PostgreSQL and Redis")
    print(f"   {'':8}{sum(one.seconds for one in done):7.1f} s  in all")
    return 1 if any(one.failed for one in done) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
