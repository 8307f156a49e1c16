"""The server behind the callback: what it is and what was measured on it (source: G-DO-20, G-DO-21, G-DO-22, G-ST-13 to G-ST-16)."""

from __future__ import annotations

from documents.drafts.model import Draft, DraftSubject
from documents.drafts.writing import Writer


def build(subject: DraftSubject, language: str) -> Draft:
    paper = Writer("server_specification", subject, language)
    paper.paragraph("intro")
    paper.rows("legal_name", "number", "provider_name")
    paper.heading("server")
    paper.rows("hosting", "server_cpu_cores", "server_ram_gb")
    paper.heading("connection")
    paper.rows("callback_url", "tls_version")
    paper.heading("measured")
    paper.paragraph("measured_intro")
    paper.rows("callback_concurrent_requests", "callback_peak_ms", "callback_error_rate", "template_variable_error_rate")
    paper.rows("api_calls_capacity_month")
    paper.signature("technical_contact_name", "technical_contact_role")
    return paper.draft()
