from .document import Document
from .file import DocumentVersion, PaperFile, ReviewNote
from .waiver import Waiver

__all__ = ["Document", "DocumentVersion", "PaperFile", "ReviewNote", "Waiver"]
