"""The house as drawn in docs/architecture.md: contracts of pyproject.toml, names, and what stands at the top level."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("readiness", "documents", "templates_mgr", "phone_numbers", "scoring")
FOLDERS = {*APPS, "static", "templates", "locale", "tests", "bench", "docs", "requirements", ".ci"}
FILES = {
    *("manage.py", "pyproject.toml", "README.md", "CHANGELOG.md", "Makefile", "Procfile"),
    *("docker-compose.yml", "Dockerfile", ".dockerignore", ".env.example", ".gitignore"),
}
JUNK_DRAWERS = {"utils", "util", "common", "core", "config", "helpers", "helper", "misc", "shared", "lib", "base_models"}
MADE = {".git", ".venv", "var", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", "results", "staticfiles"}
# What judges may read neither clock nor environment.
PURE = [
    "readiness/rulebook",
    "readiness/reminders",
    "documents/names",
    "documents/checks",
    "documents/renewals.py",
    "templates_mgr/lint",
    "templates_mgr/library",
    "scoring/estimate.py",
    "scoring/engine.py",
    "scoring/explain.py",
    "scoring/charts.py",
    "scoring/answer.py",
]
IMPURE_CALLS = {"today", "now", "utcnow", "time", "perf_counter", "getenv", "random", "localdate"}


def kept_paths() -> list[Path]:
    """What git keeps or would keep, as paths from the root; where there is no git, what is not made by running things."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        names = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if not MADE & set(path.relative_to(ROOT).parts)]
    return [Path(name) for name in names if name and (ROOT / name).is_file()]


def modules(*places: str) -> list[Path]:
    return sorted(path for place in places for path in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py")))


def test_imports_point_to_the_floor() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_top_level_is_as_drawn() -> None:
    tops = {path.parts[0] for path in kept_paths()}
    assert tops - FOLDERS - FILES == set()


def test_nothing_is_a_junk_drawer() -> None:
    named = [path for path in kept_paths() if path.suffix in {".py", ".html", ".css", ".js"} and "vendor" not in path.parts]
    assert [str(path) for path in named if {path.stem, *path.parts[:-1]} & JUNK_DRAWERS] == []


@pytest.mark.parametrize("module", modules(*PURE), ids=lambda path: str(path.relative_to(ROOT)))
def test_judgement_reads_no_clock(module: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Call)]
    names = {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in calls}
    assert names & IMPURE_CALLS == set()


def test_no_own_signal_is_a_model_signal() -> None:
    """Above hears below through signals declared for it, never through post_save."""
    told = {str(path): path.read_text() for path in modules(*APPS)}
    assert [path for path, text in told.items() if "django.db.models.signals" in text] == []


def test_scope_is_only_lifted_with_a_reason() -> None:
    """scopes_disabled opens every workspace: the line says why."""
    lines = [(path, line) for path in modules(*APPS) for line in path.read_text().splitlines() if "with scopes_disabled()" in line]
    assert [f"{path}: {line}" for path, line in lines if "#" not in line] == []
