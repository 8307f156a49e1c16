"""Templates as a file: a JSON list of create calls, one call, or the answer of Meta's list (`{"data": [...]}`). Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

MAX_BYTES, MAX_MEGABYTES = 5 * 1024 * 1024, 5
MAX_TEMPLATES = 6_000  # Meta's own limit of an account


class BadFile(ValueError):
    """`code` names what is wrong, `seen` where and what; the page has the words."""

    def __init__(self, code: str, **seen: Any) -> None:
        super().__init__(code)
        self.code, self.seen = code, seen


def read_templates(content: bytes) -> list[Any]:
    """The rows as they stand; each is looked at when it is taken in. BadFile."""
    if len(content) > MAX_BYTES:
        raise BadFile("too_large", megabytes=MAX_MEGABYTES)
    if not content.strip():
        raise BadFile("empty")
    rows = _rows(_json(content))
    if not rows:
        raise BadFile("empty")
    if len(rows) > MAX_TEMPLATES:
        raise BadFile("too_many", count=len(rows), most=MAX_TEMPLATES)
    return rows


def _json(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise BadFile("not_text", position=error.start) from error
    except json.JSONDecodeError as error:
        raise BadFile("not_json", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise BadFile("too_deep") from error


def _no_number(name: str) -> NoReturn:
    raise BadFile("no_number", name=name)


def _rows(data: Any) -> list[Any]:
    if isinstance(data, Mapping):
        return data["data"] if isinstance(data.get("data"), list) else [data]
    if isinstance(data, list):
        return data
    raise BadFile("no_templates")


def write_templates(calls: list[dict[str, Any]]) -> str:
    return json.dumps(calls, ensure_ascii=False, indent=2) + "\n"
