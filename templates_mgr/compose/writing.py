"""The editor's fields into components: what was changed is written, everything else is the part that came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from templates_mgr.lint.variables import find_variables

from .fields import MAX_ROWS, CardFields, Fields, OtpFields
from .parts import Naming, write_body, write_footer, write_header, write_offer
from .reading import CARD_PARTS, PARTS, Raw, decompose, places
from .rows import claimed, is_same, write_buttons

Place = tuple[str, int | None, int | None]
FIXED = "AUTHENTICATION"


@dataclass(frozen=True, slots=True)
class Composed:
    """`fields`: component, card and button, counted as the linter does, to the form field; of a button, the start of its name."""

    components: list[Any]
    parameter_format: str
    fields: Mapping[Place, str] = field(default_factory=dict)


def compose(now: Fields, base: Sequence[Any] = (), *, category: str = "", parameter_format: str = "") -> Composed:
    """`base`: the components that the editor opened, in the shape that `read_template` takes."""
    was, there = decompose(base), places(base, PARTS)
    raw = {kind: base[place] for kind, place in there.items()}
    naming = Naming(_is_named(now, parameter_format), _is_named(was, parameter_format))
    buttons, button_names = write_buttons(now.buttons, now.otp, raw.get("BUTTONS"), "")
    carousel, card_fields = write_carousel(now.cards, raw.get("CAROUSEL"), naming)
    is_fixed = category.upper() == FIXED
    made = {
        "HEADER": write_header(now.header, raw.get("HEADER"), naming),
        "LIMITED_TIME_OFFER": write_offer(now.offer, was.offer, raw.get("LIMITED_TIME_OFFER")),
        "BODY": write_body(now.body, raw.get("BODY"), naming, security=now.security, is_fixed=is_fixed),
        "FOOTER": write_footer((now.footer, now.minutes), (was.footer, was.minutes), raw.get("FOOTER")),
        "BUTTONS": buttons,
        "CAROUSEL": carousel,
    }
    names = {"HEADER": "header_text", "BODY": "body", "FOOTER": "footer", "LIMITED_TIME_OFFER": "offer_text"}
    fields: dict[Place, str] = {(kind, None, None): name for kind, name in names.items()}
    fields |= {("BUTTONS", None, place): name for place, name in enumerate(button_names)} | card_fields
    if naming.now != naming.was:
        parameter_format = "NAMED" if naming.now else "POSITIONAL"
    return Composed(assembled(base, there, made, PARTS), parameter_format, fields)


def assembled(base: Sequence[Any], there: Mapping[str, int], made: Mapping[str, Raw | None], order: tuple[str, ...]) -> list[Any]:
    """What came at its place, changed or gone; what is new before the first that follows it in the reader's order."""
    kinds = {place: kind for kind, place in there.items()}
    both = ((kinds.get(place), one) for place, one in enumerate(base))
    done = [(kind, made[kind] if kind else one) for kind, one in both if not kind or made[kind] is not None]
    for rank, kind in enumerate(order):
        if kind not in there and made[kind] is not None:
            later = (place for place, (other, _one) in enumerate(done) if other and order.index(other) > rank)
            done.insert(next(later, len(done)), (kind, made[kind]))
    return [one for _kind, one in done]


def write_carousel(now: Sequence[CardFields], base: Raw | None, naming: Naming) -> tuple[Raw | None, dict[Place, str]]:
    old = list((base or {}).get("cards") or ())
    free = set(range(len(old[:MAX_ROWS])))
    cards: list[Any] = []
    fields: dict[Place, str] = {}
    for number, one in enumerate(now):
        origin, prefix = claimed(one.origin, free), f"card-{number}-"
        card, names = write_card(one, None if origin is None else old[origin], naming, prefix)
        if card is not None:
            at = len(cards)
            fields |= {("HEADER", at, None): f"{prefix}header_text", ("BODY", at, None): f"{prefix}body"}
            fields |= {("BUTTONS", at, place): name for place, name in enumerate(names)}
            cards.append(card)
    cards += old[MAX_ROWS:]
    if base is not None and is_same(cards, old):
        return base, fields
    return ({**(base or {"type": "CAROUSEL"}), "cards": cards} if cards else None), fields


def write_card(now: CardFields, base: Raw | None, naming: Naming, prefix: str) -> tuple[Raw | None, list[str]]:
    """None for a card with nothing in it."""
    old = list((base or {}).get("components") or ())
    there = places(old, CARD_PARTS)
    raw = {kind: old[place] for kind, place in there.items()}
    buttons, names = write_buttons(now.buttons, OtpFields(), raw.get("BUTTONS"), prefix)
    made = {"HEADER": write_header(now.header, raw.get("HEADER"), naming), "BODY": write_body(now.body, raw.get("BODY"), naming)}
    done = assembled(old, there, made | {"BUTTONS": buttons}, CARD_PARTS)
    if base is not None and is_same(done, old):
        return base, names
    return ({**(base or {}), "components": done} if done else None), names


def _is_named(fields: Fields, parameter_format: str) -> bool:
    """What the variables are; where there are none, or both kinds, what the template says."""
    kinds = {one.is_positional for text in fields.texts for one in find_variables(text)}
    return not kinds.pop() if len(kinds) == 1 else parameter_format.upper() == "NAMED"
