"""A text of a template, as its rules look at it."""

from __future__ import annotations

from dataclasses import dataclass

from .variables import Variable

MAX_JUDGED_CHARS = 4_096  # what is longer is refused for its length; its words are judged no further


@dataclass(frozen=True, slots=True)
class TextPart:
    """A text that a customer reads: of a header, body, footer, card body or button label.

    `component` is Meta's type (BUTTONS for a label); `text` is whole, `judged` its beginning, for rules whose time grows with length.
    """

    component: str
    text: str
    variables: tuple[Variable, ...]
    card: int | None = None
    button: int | None = None

    @property
    def judged(self) -> str:
        return self.text[:MAX_JUDGED_CHARS]
