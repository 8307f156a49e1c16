"""Companies whose papers are drafted in tests: one with everything known, one with nothing, one that means harm."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from decimal import Decimal

from documents.drafts import DraftSubject

ON = dt.date(2026, 11, 23)
NOTHING = DraftSubject(on=ON)
COMPLETE = DraftSubject(
    on=ON,
    legal_name="Officine Vela S.r.l.",
    registration_number="IT-01234567890",
    address="Via Garibaldi 12, 16124 Genova",
    country="IT",
    operations_country="SG",
    sector="ecommerce",
    business_model="both",
    place="Genova",
    signatory_name="Lucia Ferrando",
    signatory_role="Amministratrice unica",
    applicant_name="Pietro Canepa",
    applicant_role="E-commerce manager",
    technical_contact_name="Sara Oneto",
    technical_contact_role="CTO",
    privacy_contact="privacy@vela.example",
    support_contact="aiuto@vela.example",
    number="+6561234567",
    number_country="SG",
    number_is_virtual=True,
    number_operator="Merlion Telecom",
    number_reason="Our customers in Asia have known this number for six years.",
    provider_name="Ponte Messaggi SpA",
    purposes=("shipping", "otp", "birthday wishes"),
    template_categories=("UTILITY", "MARKETING"),
    languages=("en", "zh_CN"),
    monthly_messages=1250000,
    daily_interactions=4200,
    templates_prepared=24,
    opt_in_collected=True,
    opt_in_method="Box at checkout, unticked",
    opt_out_offered=True,
    opt_out_method="STOP as an answer",
    human_handover=True,
    support_team=48,
    privacy_policy_url="https://www.vela.example/privacy",
    retention_period="24 months",
    crm="Prora",
    helpdesk="Poppa",
    hosting="Nuvola Srl, Milano",
    callback_url="https://hook.vela.example/wa",
    server_cpu_cores=16,
    server_ram_gb=Decimal("32.000"),
    tls_version="1.3",
    callback_concurrent_requests=430,
    callback_error_rate=Decimal("0.0012"),
    callback_peak_ms=Decimal("184.250"),
    template_variable_error_rate=Decimal("0E-7"),
    api_calls_capacity_month=3100000,
)
HOSTILE_TEXTS = {
    "markup": "<b>Bold</b> & Sons <script>alert(1)</script>",
    "entity": "&lt;x&gt; \"quoted\" 'single' </title></td></table><h1>",
    "template": "{{ secret }} {% now %} {legal_name} {0}",
    "long": "Donaudampfschifffahrtsgesellschaft" * 14 + "abcdefghijklmnopqrstuvwx",
    "han": "上海亮波智能家居电子商务有限公司" * 31,
    "right-to-left": "\u202eشركة النور للتجارة\u202c (ذ.م.م) 2020",
    "control": "A\x00c\x07m\x1be\x7f Ltd\ud800\ufffe",
    "newline": "Acme\r\nLimited\u2028Company\tX",
    "xml": "]]> <!-- --> <?xml?> &#0; _x000D_",
}


def hostile(text: str) -> DraftSubject:
    """Every field of text is the same hostile one."""
    texts = {one.name: text for one in fields(DraftSubject) if one.type == "str | None"}
    return DraftSubject(on=ON, purposes=(text,), template_categories=(text,), languages=(text,), **texts)  # type: ignore[arg-type]
