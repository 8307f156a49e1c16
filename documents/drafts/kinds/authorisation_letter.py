"""An employee applies for the company: a letter signed by the person in charge (source: G-DO-9)."""

from __future__ import annotations

from documents.drafts.model import Draft, DraftSubject
from documents.drafts.writing import Writer


def build(subject: DraftSubject, language: str) -> Draft:
    letter = Writer("authorisation_letter", subject, language)
    letter.rows("legal_name", "registration_number", "address", "country")
    letter.paragraph("addressee")
    letter.heading("about")
    letter.paragraph("body")
    letter.paragraph("powers")
    letter.bullets("power_apply", "power_number", "power_answer", "power_tests")
    letter.paragraph("validity")
    letter.paragraph("liability")
    letter.signature(closing=True)
    return letter.draft()
