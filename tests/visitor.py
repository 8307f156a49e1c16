"""A client that looks at every answer: no server error, nothing inline that the policy would refuse, no GET that writes."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE", "COPY")
# Written on a safe request by design: a message once shown is gone from the session; allauth takes the address of an
# account that was made without its sign-up page into its own table when the person first looks at it.
WRITTEN_BY_READING = ("django_session", "account_emailaddress")


class Visitor(Client):
    """`downloaded` of a response holds what was streamed."""

    def request(self, **request: Any) -> Any:
        method = request.get("REQUEST_METHOD", "GET")
        if method in SAFE_METHODS:
            with connection.execute_wrapper(refuse_writes):
                response = super().request(**request)
        else:
            response = super().request(**request)
        if response.streaming:
            response.downloaded = b"".join(response.streaming_content)  # to the end, which closes the file
        look_at(response, f"{method} {request.get('PATH_INFO')}")
        return response


def refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if sql.lstrip().upper().startswith(WRITES) and not any(table in sql for table in WRITTEN_BY_READING):
        raise AssertionError(f"a safe request writes: {sql[:200]}")
    return execute(sql, params, many, context)


def look_at(response: HttpResponseBase, what: str) -> None:
    if response.status_code >= 500:
        raise AssertionError(f"{what} answers {response.status_code}")
    if "html" in response.headers.get("Content-Type", "") and not response.streaming:
        problems = inline_parts(response.content.decode())
        if problems:
            raise AssertionError(f"{what} holds what the content security policy refuses: {problems}")


def inline_parts(html: str) -> list[str]:
    """Scripts, styles and handlers written into the page instead of into a file, in the order of the page."""
    reader = InlineReader()
    reader.feed(html)
    return reader.found


class InlineReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.found.append("script without src")
        if tag == "style":
            self.found.append("style element")
        self.found += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self.found += [f"{tag} {name}" for name, value in attrs if (value or "").strip().lower().startswith("javascript:")]

    handle_startendtag = handle_starttag
