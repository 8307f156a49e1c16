"""Hard stops for the size of things. Over one of them: divide, do not raise."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.test_architecture import APPS, ROOT, kept_paths

MAX_FILE, MAX_FUNCTION, MAX_VIEW, MAX_CLASS = 500, 60, 40, 300
MAX_TEMPLATE, MAX_TEST_FILE, MAX_TEST = 200, 400, 40

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def written(*folders: str, suffix: str = ".py") -> list[Path]:
    kept = (path for path in kept_paths() if path.suffix == suffix and "migrations" not in path.parts)
    return [path for path in kept if path.parts[0] in folders]


def lines(path: Path) -> int:
    return len((ROOT / path).read_text().splitlines())


def definitions(path: Path) -> Iterator[tuple[Definition, int]]:
    """Each function and class with the lines it takes, decorators included."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, Definition):
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            yield node, (node.end_lineno or first) - first + 1


def too_long(paths: list[Path], kind: type[Definition] | tuple[type[Definition], ...], most: int) -> list[str]:
    found = ((path, node, size) for path in paths for node, size in definitions(path))
    return [f"{path}:{node.lineno} {node.name}: {size} lines" for path, node, size in found if isinstance(node, kind) and size > most]


FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
CODE = written(*APPS, "bench", "requirements")
TESTS = written("tests")
VIEWS = [path for path in CODE if "views" in path.parts or path.name == "views.py"]
TEMPLATES = written("templates", suffix=".html")


def test_files() -> None:
    assert {str(path): lines(path) for path in CODE if lines(path) > MAX_FILE} == {}


def test_functions() -> None:
    assert too_long(CODE, FUNCTIONS, MAX_FUNCTION) == []


def test_views() -> None:
    assert VIEWS
    assert too_long(VIEWS, FUNCTIONS, MAX_VIEW) == []


def test_classes() -> None:
    assert too_long(CODE, ast.ClassDef, MAX_CLASS) == []


def test_templates() -> None:
    assert TEMPLATES
    assert {str(path): lines(path) for path in TEMPLATES if lines(path) > MAX_TEMPLATE} == {}


def test_test_files() -> None:
    assert {str(path): lines(path) for path in TESTS if lines(path) > MAX_TEST_FILE} == {}


def test_tests() -> None:
    assert too_long(TESTS, FUNCTIONS, MAX_TEST) == []


def test_long_function_is_noticed(tmp_path: Path) -> None:
    long = tmp_path / "long.py"
    long.write_text("def f():\n" + "    pass\n" * MAX_FUNCTION)
    assert too_long([long], FUNCTIONS, MAX_FUNCTION) == [f"{long}:1 f: {MAX_FUNCTION + 1} lines"]
