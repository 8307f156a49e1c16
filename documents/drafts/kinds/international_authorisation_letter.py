"""The company authorises international communication with a number of another country (source: G-DO-12)."""

from __future__ import annotations

from documents.drafts.model import Draft, DraftSubject
from documents.drafts.writing import Writer


def build(subject: DraftSubject, language: str) -> Draft:
    letter = Writer("international_authorisation_letter", subject, language)
    letter.rows("legal_name", "registration_number", "country", "number", "number_country", "provider_name")
    letter.paragraph("addressee")
    letter.heading("about")
    letter.paragraph("body")
    letter.paragraph("terms")
    letter.bullets("term_use", "term_provider", "term_law", "term_consent")
    letter.paragraph("validity")
    letter.signature(closing=True)
    return letter.draft()
