"""The editor's fields and a template's components, one from the other. Pure.

    decompose()          components → Fields
    compose()            Fields, the components that they came from → components, and where each field ended up
    to_flat()            Fields → names and texts as a web form sends them; from_flat() the way back

What the fields cannot show stays as it came and where it stood; a part that nobody changed is the very part that came.
"""

from __future__ import annotations

from .fields import (
    HEADER_KINDS,
    MAX_ROWS,
    ROW_KINDS,
    BodyFields,
    ButtonFields,
    CardFields,
    Fields,
    HeaderFields,
    OfferFields,
    OtpFields,
    from_flat,
    to_flat,
)
from .reading import decompose, unshown
from .writing import Composed, compose

__all__ = [
    "HEADER_KINDS",
    "MAX_ROWS",
    "ROW_KINDS",
    "BodyFields",
    "ButtonFields",
    "CardFields",
    "Composed",
    "Fields",
    "HeaderFields",
    "OfferFields",
    "OtpFields",
    "compose",
    "decompose",
    "from_flat",
    "to_flat",
    "unshown",
]
