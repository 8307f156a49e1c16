"""What the Graph API answers, in the parts that are used; everything else stays in `raw`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """Templates as Meta lists them; `after` is where the next page begins."""

    templates: tuple[Any, ...]
    after: str | None
    has_more: bool


@dataclass(frozen=True, slots=True)
class Created:
    id: str
    status: str
    category: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How many templates the account has and may have; None where Meta does not say."""

    count: int | None
    limit: int | None


@dataclass(frozen=True, slots=True)
class Token:
    is_valid: bool
    scopes: tuple[str, ...]
    expires_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Account:
    id: str
    name: str
    raw: Json = field(default_factory=dict)


def page_of(body: Json) -> Page:
    rows = body.get("data")
    paging = body.get("paging")
    paging = paging if isinstance(paging, Mapping) else {}
    cursors = paging.get("cursors")
    after = cursors.get("after") if isinstance(cursors, Mapping) else None
    return Page(tuple(rows) if isinstance(rows, list) else (), str(after) if after else None, bool(paging.get("next") and after))


def created_of(body: Json) -> Created:
    return Created(str(body.get("id") or ""), str(body.get("status") or ""), str(body.get("category") or ""))


def limits_of(body: Json) -> Limits:
    summary = body.get("summary")
    summary = summary if isinstance(summary, Mapping) else {}
    count, limit = (summary.get(name) for name in ("message_template_count", "message_template_limit"))
    total = summary.get("total_count") if count is None else count
    return Limits(total if isinstance(total, int) else None, limit if isinstance(limit, int) else None)


def token_of(body: Json) -> Token:
    data = body.get("data")
    data = data if isinstance(data, Mapping) else {}
    scopes, ends = data.get("scopes"), data.get("expires_at")
    return Token(
        data.get("is_valid") is True,
        tuple(map(str, scopes)) if isinstance(scopes, list) else (),
        dt.datetime.fromtimestamp(ends, dt.UTC) if isinstance(ends, int) and ends > 0 else None,
    )


def account_of(body: Json) -> Account:
    return Account(str(body.get("id") or ""), str(body.get("name") or ""), body)
