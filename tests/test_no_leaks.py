"""Nothing in the tree points to the machine it was made on, to a registry, or to another host."""

from __future__ import annotations

import re

import pytest

from tests.test_architecture import ROOT, kept_paths

# Put together from parts, so that this file is not its own finding.
MACHINE = re.compile("|".join(["/wo" + "rk/", "/opt/(?:wheels|py" + "pi)"]))
REGISTRY = re.compile("|".join(["py" + r"pi\.org", "python" + r"hosted\.org", r"registry\.npm" + r"js", "jf" + "rog", "arti" + "factory"]))
ADDRESS = re.compile(r"(?:https?:)?//[\w-]+(?:\.[\w-]+)+[^\s\"'<>)]*")
# Names, never fetched: XML namespaces. And the heads of vendored files, which say whose they are.
NAMES = ("http://www.w3.org/",)
LICENCE_LINES = ("https://tabler.io", "https://github.com/tabler/tabler/blob/master/LICENSE")
BINARY = {".ttf", ".png", ".pdf", ".mo", ".ico", ".woff2"}
TEXTS = {str(path): (ROOT / path).read_text(errors="replace") for path in kept_paths() if path.suffix not in BINARY}
LOADED = [name for name in TEXTS if name.startswith(("templates/", "static/")) and not name.endswith(("LICENSE", "SHA256SUMS"))]
LOCKS = [name for name in TEXTS if re.fullmatch(r"requirements/\w+\.txt", name)]


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY], ids=["machine", "registry"])
def test_tree_names_no_place(pattern: re.Pattern[str]) -> None:
    found = {name: pattern.findall(text) for name, text in TEXTS.items()}
    assert {name: places for name, places in found.items() if places} == {}


def test_pages_load_from_the_host_alone() -> None:
    assert LOADED
    found = {name: [one for one in ADDRESS.findall(TEXTS[name]) if not one.startswith((*NAMES, *LICENCE_LINES))] for name in LOADED}
    assert {name: addresses for name, addresses in found.items() if addresses} == {}


def test_locks_carry_hashes_and_no_address() -> None:
    assert LOCKS
    for name in LOCKS:
        pins = [line for line in TEXTS[name].splitlines() if re.match(r"[a-z0-9]", line, re.IGNORECASE)]
        assert [line for line in pins if not re.fullmatch(r"[\w.\[\],-]+==[\w.+!]+(?: ;.*)? \\", line)] == []
        assert TEXTS[name].count("--hash=sha256:") >= len(pins)
        assert "://" not in TEXTS[name]
