"""What differs between two company names as they are written. Pure: no ORM, no request, no clock."""

from .comparison import NameComparison, compare, legal_form
from .folding import NameDifference
from .judging import Difference
from .legal_forms import LegalForm
from .message import message

__all__ = ["Difference", "LegalForm", "NameComparison", "NameDifference", "compare", "legal_form", "message"]
