from .document import Document
from .file import DocumentVersion, PaperFile, ReviewNote

__all__ = ["Document", "DocumentVersion", "PaperFile", "ReviewNote"]
