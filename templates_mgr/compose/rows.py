"""Buttons from their rows and from the section of the one-time code; those of other kinds stay between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .fields import ButtonFields, OtpFields
from .parts import put
from .reading import VALUE_KEYS, Raw, button_places, kind_of, otp_place, read_button, read_otp

OTP_FIELDS = "otp"
SAMPLED = frozenset({"URL", "COPY_CODE", "FLOW"})
Row = tuple[int | None, str, Any]  # origin, start of the name of its fields, the button


def write_buttons(now: Sequence[ButtonFields], otp: OtpFields, base: Raw | None, prefix: str) -> tuple[Raw | None, list[str]]:
    """The component, and for each button in it the start of the name of its fields."""
    old = list((base or {}).get("buttons") or ())
    shown, otp_at = button_places(base or {}), otp_place(base or {})
    rows = _shown_rows(now, old, set(shown), prefix)
    for place, one in enumerate(old):
        if place == otp_at:
            rows = _put_back(rows, (place, OTP_FIELDS, write_otp(otp, one))) if otp != OtpFields() else rows
        elif place not in shown:
            rows = _put_back(rows, (place, "", one))
    if otp_at is None and otp != OtpFields():
        rows.append((None, OTP_FIELDS, write_otp(otp, None)))
    made = [one for _origin, _name, one in rows]
    if base is not None and is_same(made, old):
        return base, [name for _origin, name, _one in rows]
    return ({**(base or {"type": "BUTTONS"}), "buttons": made} if made else None), [name for _origin, name, _one in rows]


def write_button(now: ButtonFields, base: Any) -> Raw:
    is_known = base is not None and kind_of(base) == now.kind
    was = read_button(base, now.origin) if is_known else ButtonFields(now.kind, origin=now.origin)
    if is_known and now == was:
        return base
    made: dict[str, Any] = dict(base) if is_known else {"type": now.kind}
    put(made, "text", now.text, was.text)
    if now.kind == "FLOW" and now.value != was.value:
        made.pop("flow_id", None)
        made.pop("flow_name", None)
        put(made, "flow_id" if now.value.isdigit() else "flow_name", now.value, "")
    elif now.kind in VALUE_KEYS:
        put(made, VALUE_KEYS[now.kind], now.value, was.value)
    if now.sample != was.sample and now.kind in SAMPLED:
        key = "navigate_screen" if now.kind == "FLOW" else "example"
        made.pop(key, None)
        made |= {key: [now.sample] if now.kind == "URL" else now.sample} if now.sample else {}
    return made


def write_otp(now: OtpFields, base: Any) -> Raw:
    was = read_otp(base) if base is not None else OtpFields()
    if base is not None and now == was:
        return base
    made: dict[str, Any] = dict(base or {"type": "OTP"})
    put(made, "otp_type", now.kind, was.kind)
    put(made, "text", now.text, was.text)
    put(made, "autofill_text", now.autofill, was.autofill)
    if now.apps != was.apps:
        made.pop("supported_apps", None)
        apps = [one.split(maxsplit=1) for one in now.apps.splitlines() if one.strip()]
        made |= {"supported_apps": [dict(zip(("package_name", "signature_hash"), one, strict=False)) for one in apps]} if apps else {}
    if now.terms != was.terms:
        made["zero_tap_terms_accepted"] = now.terms
    return made


def claimed(origin: int | None, free: set[int]) -> int | None:
    """The row's own origin, unless it is nobody's or another's."""
    if origin not in free:
        return None
    free.discard(origin)
    return origin


def is_same(made: Sequence[Any], old: Sequence[Any]) -> bool:
    """The very parts that came."""
    return len(made) == len(old) and all(one is other for one, other in zip(made, old, strict=True))


def _shown_rows(now: Sequence[ButtonFields], old: Sequence[Any], free: set[int], prefix: str) -> list[Row]:
    rows: list[Row] = []
    for number, one in enumerate(now):
        origin = claimed(one.origin, free)
        if one.kind:
            rows.append((origin, f"{prefix}button-{number}", write_button(one, None if origin is None else old[origin])))
    return rows


def _put_back(rows: list[Row], row: Row) -> list[Row]:
    """Before the first that stood behind it, or is new."""
    later = (at for at, (origin, _name, _one) in enumerate(rows) if origin is None or origin > (row[0] or 0))
    at = next(later, len(rows))
    return [*rows[:at], row, *rows[at:]]
