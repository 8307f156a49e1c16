"""A client of the part of Meta's Graph API that manages message templates (§ templates/template-management).

Reads are tried again where waiting helps, with full jitter, within a deadline. Writes are sent once: whether one that got no answer was
done is not known, and `is_uncertain` says so. The token stands in no message and no representation; Meta wants it in the address of its
own check, so the library's log of addresses is silenced.
"""

from __future__ import annotations

import json
import logging
import random
import re
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

from .answers import Account, Created, Limits, Page, Token, account_of, created_of, limits_of, page_of, token_of
from .errors import RateLimited, Unavailable, error_of

FIELDS = (
    "id,name,language,status,category,sub_category,correct_category,previous_category,parameter_format,components,"
    "quality_score,rejected_reason,message_send_ttl_seconds,library_template_name"
)
SUMMARY = "total_count,message_template_count,message_template_limit"
MAX_ANSWER_BYTES, MAX_ATTEMPTS, MAX_WAIT_SECONDS = 16 * 1024 * 1024, 4, 20.0
logging.getLogger("httpx").setLevel(logging.WARNING)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
ID = re.compile(r"[0-9]{1,40}")


class GraphClient:
    """A context manager. `base_url` is https, or http on this very machine, where a stand-in answers."""

    def __init__(
        self,
        token: str,
        *,
        base_url: str = "https://graph.facebook.com",
        version: str = "v25.0",
        timeout: float = 15.0,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        _check_address(base_url)
        self._sleep, self._jitter = sleep, jitter
        self._http = httpx.Client(
            base_url=f"{base_url.rstrip('/')}/{version}/",
            headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
            timeout=timeout,
            follow_redirects=False,
            transport=transport,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._http.close()

    def __repr__(self) -> str:
        return f"GraphClient({self._http.base_url!s})"

    def check_token(self) -> Token:
        """Whether the token is good, for what, and until when."""
        return token_of(self._read("debug_token", {"input_token": self._http.headers["Authorization"].removeprefix("Bearer ")}))

    def account(self, waba_id: str) -> Account:
        return account_of(self._read(_id(waba_id), {"fields": "id,name"}))

    def limits(self, waba_id: str) -> Limits:
        return limits_of(self._read(f"{_id(waba_id)}/message_templates", {"limit": "1", "fields": "id", "summary": SUMMARY}))

    def list_templates(self, waba_id: str, *, after: str | None = None, limit: int = 100) -> Page:
        """CursorInvalid where Meta has forgotten `after`."""
        query = {"fields": FIELDS, "limit": str(limit)} | ({"after": after} if after else {})
        return page_of(self._read(f"{_id(waba_id)}/message_templates", query))

    def find_template(self, waba_id: str, name: str, language: str) -> str | None:
        """The id of the template with this name and language, if Meta has it."""
        found = page_of(self._read(f"{_id(waba_id)}/message_templates", {"name": name, "fields": "id,name,language", "limit": "200"}))
        same = (one for one in found.templates if isinstance(one, Mapping) and (one.get("name"), one.get("language")) == (name, language))
        return next((str(one["id"]) for one in same if one.get("id")), None)

    def create_template(self, waba_id: str, call: Mapping[str, Any]) -> Created:
        return created_of(self._write("POST", f"{_id(waba_id)}/message_templates", call))

    def edit_template(
        self,
        template_id: str,
        *,
        components: Any = None,
        category: str | None = None,
        message_send_ttl_seconds: int | None = None,
    ) -> bool:
        given = {"components": components, "category": category, "message_send_ttl_seconds": message_send_ttl_seconds}
        body = {name: value for name, value in given.items() if value is not None}
        return self._write("POST", _id(template_id), body).get("success") is True

    def delete_template(self, waba_id: str, name: str, *, template_id: str | None = None) -> bool:
        """One language with `template_id`, else every language of the name."""
        query = {"name": name} | ({"hsm_id": _id(template_id)} if template_id else {})
        return self._write("DELETE", f"{_id(waba_id)}/message_templates", None, query).get("success") is True

    def _read(self, path: str, query: Mapping[str, str]) -> Mapping[str, Any]:
        for attempt in range(MAX_ATTEMPTS):
            try:
                return self._sent("GET", path, None, query)
            except (RateLimited, Unavailable) as error:
                wait = error.retry_after_seconds or self._jitter() * 2**attempt
                if attempt + 1 == MAX_ATTEMPTS or wait > MAX_WAIT_SECONDS:
                    raise
                self._sleep(wait)
        raise AssertionError("a try returns or raises")

    def _write(self, method: str, path: str, body: Mapping[str, Any] | None, query: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        return self._sent(method, path, body, query or {})

    def _sent(self, method: str, path: str, body: Mapping[str, Any] | None, query: Mapping[str, str]) -> Mapping[str, Any]:
        try:
            with self._http.stream(method, path, params=query, json=body) as response:
                content = _content(response)
        except httpx.ConnectError as error:
            raise Unavailable("Meta cannot be reached") from error
        except httpx.HTTPError as error:
            # What was sent may have been done.
            raise Unavailable(f"no whole answer ({type(error).__name__})", is_uncertain=method != "GET") from error
        return _answer(response, content, is_write=method != "GET")


def _check_address(base_url: str) -> None:
    """ValueError: a token goes to Meta over TLS, or to a stand-in on this machine."""
    parts = urlsplit(base_url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError("the address of the Graph API should begin with https://")


def _id(value: str) -> str:
    if not ID.fullmatch(value):
        raise ValueError("an id of Meta's has digits only")
    return value


def _content(response: httpx.Response) -> bytes:
    kept = bytearray()
    for chunk in response.iter_bytes():
        kept += chunk
        if len(kept) > MAX_ANSWER_BYTES:
            raise Unavailable("the answer is too long", http_status=response.status_code)
    return bytes(kept)


def _answer(response: httpx.Response, content: bytes, *, is_write: bool) -> Mapping[str, Any]:
    status = response.status_code
    try:
        body = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unavailable(f"HTTP {status} without JSON", http_status=status, is_uncertain=is_write and status < 400) from error
    if not isinstance(body, Mapping):
        raise Unavailable(f"HTTP {status} with JSON of another shape", http_status=status)
    if status >= 300 or "error" in body:
        raise error_of(body, status, _retry_after(response))
    return body


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds: of the standard header, else of Meta's own usage header (minutes)."""
    given = response.headers.get("Retry-After", "")
    if given.isdigit():
        return float(given)
    try:
        usage = json.loads(response.headers.get("X-Business-Use-Case-Usage", "{}"))
        minutes = [row.get("estimated_time_to_regain_access", 0) for rows in usage.values() for row in rows]
        return max(minutes) * 60.0 if minutes and max(minutes) else None
    except (ValueError, AttributeError, TypeError):
        return None
