"""What the company sends and to whom, how much, and how people agree and stop (source: G-OV-4, G-OV-6, M-OPTIN)."""

from __future__ import annotations

from documents.drafts.model import Draft, DraftSubject
from documents.drafts.writing import Writer


def build(subject: DraftSubject, language: str) -> Draft:
    paper = Writer("use_case_description", subject, language)
    paper.rows("legal_name", "country", "sector", "number", "provider_name")
    paper.heading("messages")
    paper.paragraph("messages_intro")
    paper.rows("purposes", "business_model", "template_categories", "languages")
    paper.heading("volumes")
    paper.rows("monthly_messages", "daily_interactions", "templates_prepared")
    paper.heading("opt_in")
    if subject.opt_in_collected:
        paper.paragraph("opt_in_promise")
    paper.rows("opt_in_method")
    paper.heading("opt_out")
    if subject.opt_out_offered:
        paper.paragraph("opt_out_promise")
    paper.rows("opt_out_method")
    paper.heading("support")
    if subject.human_handover:
        paper.paragraph("handover")
    paper.rows("support_contact", "support_team", "privacy_policy_url")
    paper.signature()
    return paper.draft()
