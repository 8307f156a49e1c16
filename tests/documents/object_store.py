"""A small S3: put, get, head, delete, list and multipart, as documented, in the memory of a thread; signatures are not looked at."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

BUCKET = "papers-test"
STAMP = "2026-01-01T00:00:00.000Z"


class Store(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.objects: dict[str, bytes] = {}
        self.parts: dict[str, dict[int, bytes]] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Store
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Quiet."""

    @property
    def place(self) -> tuple[str, dict[str, str]]:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        return unquote(parts.path).removeprefix(f"/{BUCKET}").lstrip("/"), query

    def answer(self, status: int = 200, body: bytes = b"", *, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT", "ETag": '"e"', **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def body(self) -> bytes:
        if "aws-chunked" not in self.headers.get("Content-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        found = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            found += self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass  # trailers
        return found

    def do_PUT(self) -> None:
        key, query = self.place
        data = self.body()
        if "uploadId" in query:
            self.server.parts[query["uploadId"]][int(query["partNumber"])] = data
        else:
            self.server.objects[key] = data
        self.answer()

    def do_POST(self) -> None:
        key, query = self.place
        self.body()
        if "uploads" in query:
            upload = str(len(self.server.parts) + 1)
            self.server.parts[upload] = {}
            told = f"<Bucket>{BUCKET}</Bucket><Key>{escape(key)}</Key><UploadId>{upload}</UploadId>"
            self.answer(200, f"<InitiateMultipartUploadResult>{told}</InitiateMultipartUploadResult>".encode())
            return
        parts = self.server.parts.pop(query["uploadId"])
        self.server.objects[key] = b"".join(parts[number] for number in sorted(parts))
        self.answer(200, b"<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>")

    def do_HEAD(self) -> None:
        found = self.server.objects.get(self.place[0])
        self.answer(404) if found is None else self.answer(length=len(found))

    def do_GET(self) -> None:
        key, query = self.place
        if "list-type" in query or "prefix" in query:
            self.answer(200, self.listing(query.get("prefix", ""), query.get("delimiter", "")).encode())
        elif key in self.server.objects:
            self.part_of(self.server.objects[key])
        else:
            self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def part_of(self, data: bytes) -> None:
        """Large files are asked for in ranges, several at once."""
        wanted = self.headers.get("Range", "").removeprefix("bytes=")
        if not wanted:
            self.answer(200, data)
            return
        first, _, last = wanted.partition("-")
        end = int(last) + 1 if last else len(data)
        part = data[int(first) : end]
        self.answer(206, part, Content_Range=f"bytes {first}-{int(first) + len(part) - 1}/{len(data)}")

    def listing(self, prefix: str, delimiter: str) -> str:
        keys = sorted(key for key in self.server.objects if key.startswith(prefix))
        rests = {key: key.removeprefix(prefix) for key in keys}
        folders = sorted({rest.split(delimiter)[0] + delimiter for rest in rests.values() if delimiter and delimiter in rest})
        files = [key for key, rest in rests.items() if not delimiter or delimiter not in rest]
        told = "".join(f"<Contents><Key>{escape(key)}</Key><LastModified>{STAMP}</LastModified><Size>1</Size></Contents>" for key in files)
        told += "".join(f"<CommonPrefixes><Prefix>{escape(prefix + name)}</Prefix></CommonPrefixes>" for name in folders)
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{told}</ListBucketResult>"

    def do_DELETE(self) -> None:
        key, query = self.place
        if "uploadId" in query:
            self.server.parts.pop(query["uploadId"], None)
        self.server.objects.pop(key, None)
        self.answer(204)


@contextmanager
def object_store() -> Iterator[Store]:
    store = Store()
    thread = threading.Thread(target=store.serve_forever, daemon=True)
    thread.start()
    try:
        yield store
    finally:
        store.shutdown()
        store.server_close()
        thread.join(5)
