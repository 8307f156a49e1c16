"""Links of a template, in its texts and buttons, and whether one goes by way of a shortener or back into WhatsApp."""

from __future__ import annotations

import re
from functools import cache

from antispam_link_shorteners import link_shorteners_list

from .words import WordLists

# With or without the scheme; a bare domain needs a path, so that a missing space after a full stop is no link.
LINK = re.compile(r"(?:https?://|www\.)[^\s{}<>\"']+|(?<![\w@.-])(?:[a-z0-9-]+\.)+[a-z]{2,12}/[^\s{}<>\"']*", re.IGNORECASE)
CHAT_DOMAINS = frozenset({"wa.me", "api.whatsapp.com", "chat.whatsapp.com", "wa.link"})


def find_links(text: str) -> list[re.Match[str]]:
    return list(LINK.finditer(text))


def domain_of(link: str) -> str:
    rest = re.sub(r"^[a-z]+://", "", link.lower())
    return re.split(r"[/:?#]", rest, maxsplit=1)[0].removeprefix("www.").rstrip(".,;)")


def is_chat(domain: str) -> bool:
    return domain in CHAT_DOMAINS


def is_shortener(domain: str, words: WordLists) -> bool:
    return domain in words.by_language("shortener")["any"] or domain in _published()


@cache
def _published() -> frozenset[str]:
    """The list of the data package."""
    return frozenset(link_shorteners_list())
