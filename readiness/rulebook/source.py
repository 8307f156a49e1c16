"""YAML with its line numbers kept, decimals exact, and unknown keys refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import yaml

from .errors import RulebookError, nearest

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Entry:
    """One YAML mapping: values are taken by name and type; what is left over at `close` is an error."""

    def __init__(self, path: Path, line: int, items: dict[str, Any], lines: dict[str, int]) -> None:
        self.path, self.line, self.items, self.lines = path, line, items, lines
        self.taken: set[str] = set()

    def __repr__(self) -> str:
        return "a mapping"

    def fail(self, message: str, key: str | None = None) -> NoReturn:
        raise RulebookError(self.path, self.lines.get(key or "", self.line), message)

    def has(self, key: str) -> bool:
        return key in self.items

    def take(self, key: str, kind: type | tuple[type, ...], default: Any = ...) -> Any:
        self.taken.add(key)
        if key not in self.items:
            if default is ...:
                self.fail(f"'{key}' is missing")
            return default
        value = self.items[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and not _takes_bool(kind)):
            self.fail(f"'{key}' should be {_names(kind)}, not {value!r}", key)
        return value

    def text(self, key: str, default: Any = ...) -> str:
        return self.take(key, str, default)

    def texts(self, key: str, default: Any = ...) -> tuple[str, ...]:
        found = self.take(key, Rows, default)
        if not isinstance(found, Rows):
            return found
        for value in found:
            if not isinstance(value, str):
                self.fail(f"'{key}' should list words, not {value!r}", key)
        return tuple(found)

    def entry(self, key: str) -> Entry:
        return self.take(key, Entry)

    def rows(self, key: str, default: Any = ...) -> Rows:
        return self.take(key, Rows, default)

    def close(self) -> None:
        for key in self.items:
            if key not in self.taken:
                self.fail(f"unknown key '{key}'{nearest(key, self.taken)}", key)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        self.taken.update(self.items)
        return iter(self.items.items())


class Rows(list[Any]):
    """One YAML sequence with its place."""

    def __init__(self, path: Path, line: int, values: list[Any]) -> None:
        super().__init__(values)
        self.path, self.line = path, line

    def entries(self) -> Iterator[Entry]:
        for value in self:
            if not isinstance(value, Entry):
                raise RulebookError(self.path, self.line, f"expected a mapping in this list, not {value!r}")
            yield value


def read_entry(path: Path) -> Entry:
    return _read(path, Entry)


def read_rows(path: Path) -> Rows:
    return _read(path, Rows)


def _read(path: Path, kind: type) -> Any:
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader)
    except OSError as error:
        raise RulebookError(path, 1, f"cannot be read: {error.strerror}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RulebookError(path, line, f"is not valid YAML: {error.problem}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RulebookError(path, 1, f"is not valid YAML: {str(error).splitlines()[0]}") from error
    tree = _tree(path, node) if node is not None else None
    if not isinstance(tree, kind):
        raise RulebookError(path, 1, f"should hold {_names(kind)}")
    return tree


def _tree(path: Path, node: yaml.Node) -> Any:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        items: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in items:
                raise RulebookError(path, key_node.start_mark.line + 1, f"'{key}' stands here twice")
            items[key] = _tree(path, value_node)
            lines[key] = key_node.start_mark.line + 1
        return Entry(path, line, items, lines)
    if isinstance(node, yaml.SequenceNode):
        return Rows(path, line, [_tree(path, child) for child in node.value])
    try:
        return _scalar(node)
    except (ValueError, ArithmeticError):
        raise RulebookError(path, line, f"{node.value!r} is no number or date that can be read") from None


def _scalar(node: yaml.Node) -> Any:
    kind = node.tag.rpartition(":")[2]
    if kind == "float":
        return Decimal(node.value)  # 0.02 means 0.02
    if kind == "int":
        return int(node.value.replace("_", ""))
    if kind == "bool":
        return node.value.lower() in {"true", "yes", "on"}
    if kind == "null":
        return None
    if kind == "timestamp":
        return dt.date.fromisoformat(node.value)
    return node.value


def _takes_bool(kind: type | tuple[type, ...]) -> bool:
    return kind is bool or kind is object or (isinstance(kind, tuple) and bool in kind)


def _names(kind: type | tuple[type, ...]) -> str:
    words = {Entry: "a mapping", Rows: "a list", str: "text", int: "a whole number"}
    words |= {bool: "true or false", Decimal: "a decimal", dt.date: "a date"}
    kinds = kind if isinstance(kind, tuple) else (kind,)
    return " or ".join(words.get(one, one.__name__) for one in kinds)
