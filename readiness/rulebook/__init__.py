"""What is known of the field, as data: YAML beside a loader that validates it once. Pure: no ORM, no request, no clock."""

from .errors import RulebookError
from .facts import Document, Facts
from .intake import FactError, facts_from
from .load import current_rulebook, load_rulebook
from .model import Rulebook

__all__ = ["Document", "FactError", "Facts", "Rulebook", "RulebookError", "current_rulebook", "facts_from", "load_rulebook"]
