"""One template to start from, in the shape of Meta's create call."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class LibraryItem:
    """`purpose` and `variant`: ids as in `templates_mgr.enums`. `components`: as Meta takes them, samples and all."""

    purpose: str
    variant: str
    language: str
    category: str
    components: tuple[Mapping[str, Any], ...]

    @property
    def name(self) -> str:
        return f"{self.purpose}_{self.variant}"

    def create_call(self, name: str | None = None) -> dict[str, Any]:
        """The whole body of the call; the caller's own, to change as it likes."""
        return {
            "name": name or self.name,
            "language": self.language,
            "category": self.category,
            "parameter_format": "POSITIONAL",
            "components": deepcopy(list(self.components)),
        }
