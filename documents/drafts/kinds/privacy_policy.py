"""A clause on WhatsApp for the privacy policy, for the company's lawyer to check (source: G-DO-23, G-AF-28, MN-privacy).

Who provides WhatsApp to whom: faq.whatsapp.com, "Who is providing your WhatsApp services"; who offers the platform: Meta Terms
for WhatsApp Business, 1.1.
"""

from __future__ import annotations

from documents.drafts.model import Draft, DraftSubject
from documents.drafts.writing import Writer

SYSTEMS = {"recipient_crm": "crm", "recipient_helpdesk": "helpdesk"}


def build(subject: DraftSubject, language: str) -> Draft:
    clause = Writer("privacy_policy", subject, language)
    clause.notice("lawyer")
    clause.heading("who")
    clause.paragraph("controller")
    clause.heading("data")
    clause.bullets("data_contact", "data_content", "data_delivery", "data_consent", "data_request")
    clause.heading("purposes")
    clause.bullets("purpose_answer", "purpose_service", "purpose_promotion", "purpose_proof")
    clause.heading("recipients")
    clause.bullets("recipient_provider", *_systems(clause), "recipient_whatsapp", "recipient_meta")
    clause.paragraph("transfers")
    clause.heading("retention")
    clause.paragraph("retention_period")
    clause.heading("stop")
    clause.paragraph("stop_how")
    clause.heading("rights")
    clause.paragraph("rights_list")
    clause.paragraph("version")
    return clause.draft()


def _systems(clause: Writer) -> list[str]:
    """The company's own systems, where it has named them; `none` is its answer when it has no such system."""
    return [key for key, name in SYSTEMS.items() if clause.values[name] not in (None, "none")]
