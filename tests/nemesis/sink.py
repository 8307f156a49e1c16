"""The append-only table that everything is judged by: filled by a trigger, changed by nobody."""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import psycopg

TABLE = """
CREATE TABLE nemesis_sink (key uuid NOT NULL, channel text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
CREATE FUNCTION nemesis_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the sink only grows'; END $$;
CREATE TRIGGER nemesis_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON nemesis_sink EXECUTE FUNCTION nemesis_refuse();
"""
# A row that is sent and is sent again counts too: its state does not change, but the moment does.
TRIGGER = """
CREATE FUNCTION nemesis_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO nemesis_sink (key, channel) VALUES (NEW.key, NEW.channel); RETURN NULL; END $$;
CREATE TRIGGER nemesis_notes AFTER UPDATE OF state ON readiness_reminder FOR EACH ROW
WHEN (NEW.state = 'sent' AND (OLD.state IS DISTINCT FROM 'sent' OR NEW.sent_at IS DISTINCT FROM OLD.sent_at))
EXECUTE FUNCTION nemesis_note();
"""
LINK = re.compile(r"/reminder/([\w-]+):")


def make(server: psycopg.Connection[Any], *, with_trigger: bool) -> None:
    server.execute(TABLE + (TRIGGER if with_trigger else ""))


def count(server: psycopg.Connection[Any]) -> int:
    row = server.execute("SELECT count(DISTINCT key) FROM nemesis_sink").fetchone()
    return int(row[0]) if row else 0


def deliveries(server: psycopg.Connection[Any]) -> list[tuple[str, float]]:
    """(key, seconds since the epoch) of every delivery."""
    rows = server.execute("SELECT key::text, extract(epoch FROM at)::float8 FROM nemesis_sink").fetchall()
    return [(key, at) for key, at in rows]


def mails(path: Path) -> tuple[dict[str, set[str]], int]:
    """Message-IDs by the key of each reminder in them, and how many mails came over the wire more than once."""
    by_key: dict[str, set[str]] = {}
    seen: Counter[str] = Counter()
    for line in path.read_text().splitlines() if path.exists() else ():
        mail = message_from_bytes(json.loads(line)["mail"].encode("latin-1"), policy=default)
        name, body = str(mail["Message-ID"]), mail.get_body(("plain",))
        seen[name] += 1
        for payload in LINK.findall(body.get_content() if body else ""):
            by_key.setdefault(key_of(payload), set()).add(name)
    return by_key, sum(seen.values()) - len(seen)


def key_of(payload: str) -> str:
    """The key in a signed link, read without the product: JSON in base64."""
    plain = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return f"{plain[:8]}-{plain[8:12]}-{plain[12:16]}-{plain[16:20]}-{plain[20:]}"
