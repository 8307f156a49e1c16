"""What Meta's Graph API answers instead of what was asked, with its code, subcode and words kept.

GraphError
├── TokenInvalid        0, 190: wrong, expired or revoked
├── PermissionMissing   3, 10, 200 to 299, 131005
├── RateLimited         4, 17, 32, 613, 80007, 80008, 130429, HTTP 429; `retry_after_seconds`
├── CursorInvalid       131059: the list begins again
├── Restricted          368, 131031: the account is restricted or locked
├── NotFound            HTTP 404, or 100 with subcode 33
├── Refused             any other answer with an error: 100 with the subcode of what is wrong
└── Unavailable         5xx, no answer, an answer that is no JSON or too long; `is_uncertain` where it may have been done
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TOKEN = frozenset({0, 190})
PERMISSION = frozenset({3, 10, 131005, *range(200, 300)})
RATE = frozenset({4, 17, 32, 613, 80007, 80008, 130429})
CURSOR, RESTRICTED, MISSING_OBJECT = 131059, frozenset({368, 131031}), 33


class GraphError(Exception):
    """`words`: what Meta says to a person, else its message; nothing of the request stands in it."""

    def __init__(  # noqa: PLR0913 — what Meta tells, each by its name
        self,
        message: str = "",
        *,
        code: int | None = None,
        subcode: int | None = None,
        title: str = "",
        user_message: str = "",
        details: str = "",
        trace_id: str = "",
        http_status: int | None = None,
        retry_after_seconds: float | None = None,
        is_uncertain: bool = False,
    ) -> None:
        super().__init__(message)
        self.message, self.code, self.subcode, self.title = message, code, subcode, title
        self.user_message, self.details, self.trace_id, self.http_status = user_message, details, trace_id, http_status
        self.retry_after_seconds, self.is_uncertain = retry_after_seconds, is_uncertain

    @property
    def words(self) -> str:
        said = self.user_message or self.details or self.message
        numbers = " ".join(str(one) for one in (self.code, self.subcode) if one is not None)
        return f"{said} ({numbers})" if numbers else said


class TokenInvalid(GraphError): ...


class PermissionMissing(GraphError): ...


class RateLimited(GraphError): ...


class CursorInvalid(GraphError): ...


class Restricted(GraphError): ...


class NotFound(GraphError): ...


class Refused(GraphError): ...


class Unavailable(GraphError): ...


def error_of(body: Mapping[str, Any], http_status: int, retry_after_seconds: float | None) -> GraphError:
    """The error of an answer in Meta's shape; what is missing in it is left open."""
    told = body.get("error")
    told = told if isinstance(told, Mapping) else {}
    data = told.get("error_data")
    code, subcode = _int(told.get("code")), _int(told.get("error_subcode"))
    kind = _kind(code, subcode, http_status, is_transient=told.get("is_transient") is True)
    return kind(
        str(told.get("message") or f"HTTP {http_status}"),
        code=code,
        subcode=subcode,
        title=str(told.get("error_user_title") or ""),
        user_message=str(told.get("error_user_msg") or ""),
        details=str(data.get("details") or "") if isinstance(data, Mapping) else "",
        trace_id=str(told.get("fbtrace_id") or ""),
        http_status=http_status,
        retry_after_seconds=retry_after_seconds,
    )


def _kind(code: int | None, subcode: int | None, http_status: int, *, is_transient: bool) -> type[GraphError]:
    tables: tuple[tuple[bool, type[GraphError]], ...] = (
        (code in TOKEN or http_status == 401, TokenInvalid),
        (code in RATE or http_status == 429, RateLimited),
        (code == CURSOR, CursorInvalid),
        (code in RESTRICTED, Restricted),
        (code in PERMISSION or http_status == 403, PermissionMissing),
        (http_status == 404 or subcode == MISSING_OBJECT, NotFound),
        (http_status >= 500 or is_transient, Unavailable),
    )
    return next((kind for holds, kind in tables if holds), Refused)


def _int(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
