"""A template with all that its rules look at, taken apart once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .parts import TextPart
from .reading import Reading
from .shape import Button, Component, Template
from .variables import find_variables
from .words import WordLists


@dataclass(frozen=True)
class Subject:
    """`state`: the templates that exist already; `words`: the word lists of the rulebook."""

    template: Template
    state: tuple[Template, ...]
    words: WordLists

    @cached_property
    def language(self) -> str:
        """The language without its country: it, pt, zh."""
        return self.template.language.replace("-", "_").partition("_")[0].lower()

    @cached_property
    def texts(self) -> tuple[TextPart, ...]:
        """In the order in which a customer reads: header, body, footer, cards, labels."""
        found = [part for component in self.template.all_components() for part in _texts(component)]
        return tuple(found)

    @cached_property
    def reading(self) -> Reading:
        """All texts but the labels of buttons, for rules that judge words."""
        return Reading([one for one in self.texts if one.component != "BUTTONS"], self.language, self.words)

    @cached_property
    def labels(self) -> Reading:
        return Reading([one for one in self.texts if one.component == "BUTTONS"], self.language, self.words)

    @cached_property
    def buttons(self) -> tuple[Button, ...]:
        return self.template.all_buttons()

    @cached_property
    def body(self) -> TextPart | None:
        return next((one for one in self.texts if one.component == "BODY" and one.card is None), None)


def _texts(component: Component) -> list[TextPart]:
    found = []
    if component.text is not None and component.kind != "BUTTONS":
        found.append(TextPart(component.kind, component.text, find_variables(component.text), component.card))
    for button in component.buttons:
        if button.text is not None:
            found.append(TextPart("BUTTONS", button.text, find_variables(button.text), component.card, button.position))
    return found
