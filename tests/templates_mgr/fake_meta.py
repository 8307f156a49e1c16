"""A stand-in of Meta's Graph API for message templates: a real server on this machine that speaks the documented shapes.

What it answers is held against the documented fields by test_exchange.py. It forgets everything when it is closed.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN, WABA = "EAAB" + "x" * 40, "102290129340398"


@dataclass
class Refusal:
    """What the next call is answered; `body` as it stands, where it is no error in Meta's shape."""

    status: int = 400
    code: int = 100
    subcode: int | None = None
    message: str = "(#100) Invalid parameter"
    user_message: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    is_done_first: bool = False


@dataclass
class FakeMeta:
    url: str = ""
    templates: list[dict[str, Any]] = field(default_factory=list)
    calls: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    tokens: set[str] = field(default_factory=lambda: {TOKEN})
    limit: int = 250
    serial: int = 594425479261000
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, call: dict[str, Any], **more: Any) -> dict[str, Any]:
        self.serial += 1
        kept = {**call, "id": str(self.serial), "status": "PENDING", "quality_score": {"score": "UNKNOWN"}} | more
        self.templates.append(kept)
        return kept

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        parts = path.strip("/").split("/")[1:]
        if parts == ["debug_token"]:
            valid = query.get("input_token") in self.tokens
            scopes = ["whatsapp_business_management", "whatsapp_business_messaging"]
            return 200, {
                "data": {"app_id": "1", "type": "SYSTEM_USER", "is_valid": valid, "expires_at": 0, "scopes": scopes, "user_id": "2"}
            }
        if parts == [WABA]:
            return 200, {"id": WABA, "name": "Moda Ipê"}
        if parts == [WABA, "message_templates"]:
            return {"GET": self._list, "POST": self._create, "DELETE": self._delete}[method](query, body)
        if method == "POST" and len(parts) == 1:
            return self._edit(parts[0], body)
        return 404, error(100, 33, "Unsupported request. Object with this ID does not exist.")

    def _list(self, query: dict[str, str], body: Any) -> tuple[int, Any]:
        rows = [one for one in self.templates if "name" not in query or one["name"] == query["name"]]
        start, size = int(query.get("after", "0") or 0), int(query.get("limit", "25"))
        some = rows[start : start + size]
        found: dict[str, Any] = {"data": some, "paging": {"cursors": {"before": str(start), "after": str(start + size)}}}
        if start + size < len(rows):
            found["paging"]["next"] = f"{self.url}/next"
        if "summary" in query:
            found["summary"] = {"total_count": len(rows), "message_template_count": len(rows), "message_template_limit": self.limit}
        return 200, found

    def _create(self, query: dict[str, str], body: Any) -> tuple[int, Any]:
        if any((one["name"], one["language"]) == (body["name"], body["language"]) for one in self.templates):
            return 400, error(100, 2388024, "Content in this language already exists", "There is already content in this language.")
        kept = self.add(body)
        return 200, {"id": kept["id"], "status": kept["status"], "category": kept["category"]}

    def _edit(self, template_id: str, body: Any) -> tuple[int, Any]:
        found = next((one for one in self.templates if one["id"] == template_id), None)
        if found is None:
            return 404, error(100, 33, "Unsupported request. Object with this ID does not exist.")
        found |= body | {"status": "PENDING"}
        return 200, {"success": True}

    def _delete(self, query: dict[str, str], body: Any) -> tuple[int, Any]:
        gone = [one for one in self.templates if one["name"] == query["name"] and query.get("hsm_id", one["id"]) == one["id"]]
        self.templates = [one for one in self.templates if one not in gone]
        return (200, {"success": True}) if gone else (404, error(100, 33, "Unknown template."))


def error(code: int, subcode: int | None, message: str, user_message: str = "") -> dict[str, Any]:
    told: dict[str, Any] = {"message": f"(#{code}) {message}", "type": "OAuthException", "code": code, "fbtrace_id": "AbC"}
    return {"error": told | ({"error_subcode": subcode} if subcode else {}) | ({"error_user_msg": user_message} if user_message else {})}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fake: FakeMeta

    def log_message(self, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        fake, parts = self.fake, urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with fake.lock:
            fake.calls.append((self.command, parts.path, query))
            refusal = fake.refusals.pop(0) if fake.refusals else None
            if refusal and not refusal.is_done_first:
                self._refuse(refusal)
                return
            if self.headers.get("Authorization", "").removeprefix("Bearer ") not in fake.tokens:
                self._send(401, error(190, None, "Invalid OAuth access token."))
                return
            status, answer = fake.answer(self.command, parts.path, query, json.loads(raw) if raw else None)
        if refusal:
            self._refuse(refusal)
        else:
            self._send(status, answer)

    do_POST = do_DELETE = do_GET

    def _refuse(self, refusal: Refusal) -> None:
        if refusal.status == 0:  # the line goes dead
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        told = error(refusal.code, refusal.subcode, refusal.message, refusal.user_message)
        self._send(refusal.status, told, refusal.headers, refusal.body)

    def _send(self, status: int, answer: Any, headers: dict[str, str] | None = None, body: bytes | None = None) -> None:
        content = body if body is not None else json.dumps(answer).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(content)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def fake_meta() -> Iterator[FakeMeta]:
    fake = FakeMeta()
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), {"fake": fake})) as server:
        server.daemon_threads = True
        fake.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield fake
        finally:
            server.shutdown()
            thread.join()
