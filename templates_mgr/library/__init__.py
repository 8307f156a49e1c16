"""Templates to start from: each purpose in three versions (G-AF-15) and twelve languages. Pure: no ORM, no request, no clock.

    languages()          Meta's codes of the languages that have texts
    list_items()         every template, or those of one language; a file is read when it is first needed, RulebookError if it is wrong
    LibraryItem          purpose, variant, language, category, components; `create_call()` is what Meta takes

What versions have in common stands in `structure.yaml`; what a customer reads, and the samples, in `texts/<language>.yaml`.
"""

from __future__ import annotations

from .items import LibraryItem
from .loader import languages, list_items

__all__ = ["LibraryItem", "languages", "list_items"]
