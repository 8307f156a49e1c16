"""Why the number is from another country than the company (source: G-DO-12, G-ST-19)."""

from __future__ import annotations

from documents.drafts.model import Draft, DraftSubject
from documents.drafts.writing import Writer


def build(subject: DraftSubject, language: str) -> Draft:
    letter = Writer("number_explanation", subject, language)
    letter.rows("legal_name", "registration_number", "country", "number", "number_country", "number_operator")
    letter.paragraph("addressee")
    letter.heading("about")
    letter.paragraph("body")
    letter.heading("reason")
    if subject.operations_country and subject.operations_country == subject.number_country:
        letter.paragraph("operations")
    letter.paragraph("reason_given")
    letter.heading("declaration")
    letter.bullets("owned", *(["virtual"] if subject.number_is_virtual else []), "rules")
    letter.paragraph("attached")
    letter.signature(closing=True)
    return letter.draft()
