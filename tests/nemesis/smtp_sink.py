"""A mail server that takes everything and writes one line of JSON for each mail it has accepted. Standard library only."""

from __future__ import annotations

import json
import os
import socketserver
import sys
import time

WORK_SECONDS = 0.01  # before the mail is kept and again before that is said, so that a death on either side can be met


class Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.say("220 sink")
        while line := self.rfile.readline():
            verb = line.split(b" ")[0].strip().upper()
            if verb == b"DATA":
                self.say("354 go on")
                content = b"".join(iter(self.body_line, b""))
                time.sleep(WORK_SECONDS)
                self.keep(content)
                time.sleep(WORK_SECONDS)
                self.say("250 kept")
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 sink")

    def body_line(self) -> bytes:
        line = self.rfile.readline()
        return b"" if line in (b".\r\n", b"") else line.removeprefix(b".") if line.startswith(b"..") else line

    def keep(self, content: bytes) -> None:
        told = {"at": time.time(), "mail": content.decode("latin-1")}  # read after the run: the sink is to be quick
        os.write(self.server.kept, json.dumps(told).encode() + b"\n")  # type: ignore[attr-defined]

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


if __name__ == "__main__":
    with Sink(("127.0.0.1", int(sys.argv[1])), Conversation) as server:
        server.kept = os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND | os.O_CREAT)  # type: ignore[attr-defined]
        server.serve_forever()
