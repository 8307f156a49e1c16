"""Drafts of the papers that a company has to sign and hand in, prefilled with what is known of it."""

from .docx import to_docx
from .kinds import BUILDERS
from .model import Draft, DraftSubject
from .pdf import to_pdf
from .subject import subject_from
from .wording import wordings

KINDS = tuple(BUILDERS)


def draft_for(kind: str, subject: DraftSubject, language: str) -> Draft:
    """KeyError for a kind or a language that has no draft."""
    return BUILDERS[kind](subject, language)


def languages() -> tuple[str, ...]:
    """The languages in which papers can be drafted."""
    return tuple(wordings())


__all__ = ["KINDS", "Draft", "DraftSubject", "draft_for", "languages", "subject_from", "to_docx", "to_pdf"]
