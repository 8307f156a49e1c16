"""Shortened links and links back into WhatsApp raise refusals, says the guide (G-ST-22); Meta's present text names neither."""

from __future__ import annotations

from collections.abc import Iterator

from templates_mgr.lint.finding import Basis, Finding, Place, Severity
from templates_mgr.lint.links import domain_of, find_links, is_chat, is_shortener
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "short-link", 830, "template"
SOURCE = ("G-ST-22",)


def check(part: Template, subject: Subject) -> Finding | None:
    if part.library:
        return None
    for link, place in _links(subject):
        domain = domain_of(link)
        variant = "chat" if is_chat(domain) else "shortener" if is_shortener(domain, subject.words) else None
        if variant:
            return Finding(NAME, Severity.WARNING, place, SOURCE, Basis.GUIDE, variant=variant, seen={"domain": domain})
    return None


def _links(subject: Subject) -> Iterator[tuple[str, Place]]:
    for part in subject.texts:
        for found in find_links(part.judged):
            yield found[0], Place(part.component, part.card, part.button, found.start(), found.end())
    for button in subject.buttons:
        if button.url:
            yield button.url, Place("BUTTONS", button.card, button.position)
