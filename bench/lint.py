"""Message templates: the linter's time on the labelled corpus, beside the validator of jina-whatsapp-mcp on the same inputs.

The peer answers valid or not: invalid counts as refused, and what it does not look for (review, category) is silence. It takes MARKETING
and UTILITY. Its tool puts the kinds of components in small letters, as its models want them, but not those of buttons: that is done for
it here, outside the clock. Ours starts from the create call as it came.
"""

from __future__ import annotations

import copy
import importlib.util
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from statistics import median, quantiles
from typing import Any

from templates_mgr.lint import Verdict, lint, read_template
from tests.templates_mgr.lint.measure import PARTS, Judged, Labelled, judge, label_table, read_corpus, word_lists

from .results import Result, beside, in_turn, seconds, within

ROUNDS, QUICK_ROUNDS = 9, 5
THOUSAND = 1000
MEDIAN_LIMIT_MS, P95_LIMIT_MS, THOUSAND_LIMIT_S = 1.0, 5.0, 1.0
PEER, PEER_MODULE = "jina-whatsapp-mcp", "whatsapp_mcp"
PEER_CATEGORIES = ("MARKETING", "UTILITY")
PEER_BUTTONS = frozenset({"url", "phone_number", "quick_reply", "copy_code", "flow"})
PEER_KINDS = ("CAROUSEL", "CATALOG")
PEER_NAME, PEER_NAME_CHARS = re.compile(r"^[a-z][a-z0-9_]*$"), 512
UNKNOWN_TO_PEER = "AUTHENTICATION"
Call = Mapping[str, Any]


def measure(*, quick: bool) -> list[Result]:
    rounds = QUICK_ROUNDS if quick else ROUNDS
    corpus = read_corpus()
    for part in PARTS:
        say(f"{part}, ours:\n{label_table([judge(one) for one in corpus if one.part == part])}")
    results = [*each(corpus, rounds), thousand(corpus, rounds)]
    if importlib.util.find_spec(PEER_MODULE) is None:
        say(f"{PEER} is not installed: its lines are left out.")
        return results
    return [*results, peer(corpus, rounds)]


def ours(one: Labelled) -> None:
    lint(read_template(one.raw), word_lists(), one.state)


def each(corpus: Iterable[Labelled], rounds: int) -> list[Result]:
    """The median of each template's rounds, then the median and the 95th percentile of the templates."""
    times = [median(seconds(partial(ours, one)) for _ in range(rounds)) * 1000 for one in corpus]
    note = f"{len(times)} labelled templates, each from the JSON to the verdict"
    return [
        within("lint-median", median(times), MEDIAN_LIMIT_MS, "ms", note),
        within("lint-p95", quantiles(times, n=20)[-1], P95_LIMIT_MS, "ms", f"the slowest takes {max(times):.2f} ms"),
    ]


def thousand(corpus: tuple[Labelled, ...], rounds: int) -> Result:
    rows = [corpus[place % len(corpus)] for place in range(THOUSAND)]
    work = partial(run, ours, rows)
    return within("lint-1000", median(seconds(work) for _ in range(rounds)), THOUSAND_LIMIT_S, "s", f"{THOUSAND} templates one by one")


def run(work: Callable[[Any], object], rows: Iterable[Any]) -> None:
    for one in rows:
        work(one)


def peer(corpus: tuple[Labelled, ...], rounds: int) -> Result:
    from whatsapp_mcp.meta_api import MetaAPI

    validate = MetaAPI("", "", "").validate_create_payload
    taken = [one for one in corpus if one.template.category != UNKNOWN_TO_PEER]
    calls = [translated(one.raw) for one in taken]
    found = [Judged(one, theirs(validate, call), one.template.category, ()) for one, call in zip(taken, calls, strict=True)]
    for part in PARTS:
        say(f"{part}, {PEER}, without {UNKNOWN_TO_PEER}:\n{label_table([one for one in found if one.labelled.part == part])}")
    sides = (partial(run, ours, taken), partial(run, partial(theirs, validate), calls))
    ours_ms, theirs_ms = in_turn(rounds, *(lambda work=work: seconds(work) / len(taken) * 1000 for work in sides))  # type: ignore[misc]
    note = f"the mean over {len(taken)} templates that it takes; it judges form alone"
    return beside("lint-vs-jina", ours_ms, PEER, theirs_ms, MEDIAN_LIMIT_MS, "ms", note)


def theirs(validate: Callable[..., list[Any]], call: Call) -> Verdict:
    """What its tool does: a glance at name and category, then the validator that it chooses."""
    components, category = call["components"], call["category"]
    if not PEER_NAME.match(call["name"]) or len(call["name"]) > PEER_NAME_CHARS or category not in PEER_CATEGORIES or not components:
        return Verdict.REFUSE
    buttons = next((part.get("buttons", []) for part in components if part["type"] == "buttons"), None)
    kinds = {str(part.get("type", "")).upper() for part in (*components, *(buttons or ()))}
    kind = next((one for one in PEER_KINDS if one in kinds), "TEXT")
    faults = validate(call, category, kind, "LIMITED_TIME_OFFER" in kinds, buttons)
    return Verdict.REFUSE if faults else Verdict.APPROVE


def translated(raw: Call) -> dict[str, Any]:
    call = copy.deepcopy(dict(raw))
    call["category"] = call["category"].upper()
    call.pop("library", None)
    call.pop("library_template_name", None)
    lower(call["components"])
    return call


def lower(components: list[dict[str, Any]]) -> None:
    for part in components:
        part["type"] = part["type"].lower()
        for button in part.get("buttons", ()):
            kind = button["type"].lower()
            button["type"] = kind if kind in PEER_BUTTONS else button["type"]
        for card in part.get("cards", ()):
            lower(card["components"])


def say(text: str) -> None:
    print(text, file=sys.stderr)
