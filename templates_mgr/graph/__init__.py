"""The client of Meta's Graph API for message templates: no ORM, no settings; everything it needs is given to it."""

from .answers import Account, Created, Limits, Page, Token
from .client import GraphClient
from .errors import (
    CursorInvalid,
    GraphError,
    NotFound,
    PermissionMissing,
    RateLimited,
    Refused,
    Restricted,
    TokenInvalid,
    Unavailable,
)

__all__ = [
    "Account",
    "Created",
    "CursorInvalid",
    "GraphClient",
    "GraphError",
    "Limits",
    "NotFound",
    "Page",
    "PermissionMissing",
    "RateLimited",
    "Refused",
    "Restricted",
    "Token",
    "TokenInvalid",
    "Unavailable",
]
