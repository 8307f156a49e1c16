"""The facts of one company, as the rulebook judges them: typed, frozen, None where not known.

Names and types mirror facts.yaml (a test compares them). Shares are ratios from 0 to 1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

NO_FIGURES: Mapping[str, Any] = MappingProxyType({})


class Document(NamedTuple):
    """One paper of the company: what kind, where it stands, and what was read from it."""

    kind: str
    status: str | None = None
    dpi: int | None = None
    issued_on: dt.date | None = None
    expires_on: dt.date | None = None
    months_covered: int | None = None
    figures: Mapping[str, Any] = NO_FIGURES


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    # profile
    legal_name: str | None = None
    country: str | None = None
    operations_country: str | None = None
    sector: str | None = None
    business_model: str | None = None
    is_formally_registered: bool | None = None
    employees: int | None = None
    annual_revenue_amount: Decimal | None = None
    annual_revenue_currency: str | None = None
    end_customer_revenue_share: Decimal | None = None
    sector_top_share: Decimal | None = None
    monthly_messages: int | None = None
    daily_interactions: int | None = None
    online_transaction_share: Decimal | None = None
    email_transaction_share: Decimal | None = None
    daily_unique_visitors: int | None = None
    support_team: int | None = None
    support_agents_per_shift: int | None = None
    conversations_per_4h: int | None = None
    support_response_rate: Decimal | None = None
    engineers: int | None = None
    technical_team_is_external: bool | None = None
    api_calls_capacity_month: int | None = None
    engineer_can_run_https_callback: bool | None = None
    engineer_knows_template_rules: bool | None = None
    crm: str | None = None
    helpdesk: str | None = None
    https_server_ready: bool | None = None
    developer_review_passed: bool | None = None
    complaint_rate_6m: Decimal | None = None
    use_cases_described: bool | None = None
    submitter_is_employee: bool | None = None
    privacy_policy_url: str | None = None
    privacy_policy_covers_whatsapp: bool | None = None
    name_on_bank_statement: str | None = None
    name_on_licence: str | None = None
    name_in_website_footer: str | None = None
    provider_tier: str | None = None
    planned_submission_on: dt.date | None = None
    restricted_goods: bool | None = None
    opt_in_collected: bool | None = None
    opt_out_offered: bool | None = None
    support_contact_published: bool | None = None
    human_handover: bool | None = None
    provider_tested: bool | None = None
    provider_costs_checked: bool | None = None
    provider_covers_local_rules: bool | None = None
    sms_fallback: bool | None = None
    live_monitoring: bool | None = None
    # number
    number_country: str | None = None
    number_is_virtual: bool | None = None
    number_owned_days: int | None = None
    phone_call_answered: bool | None = None
    phone_call_transfers: int | None = None
    number_receives_code: bool | None = None
    number_on_whatsapp: bool | None = None
    display_name_follows_rules: bool | None = None
    # technical
    domain_code_days: int | None = None
    server_cpu_cores: int | None = None
    server_ram_gb: Decimal | None = None
    tls_version: str | None = None
    callback_concurrent_requests: int | None = None
    callback_error_rate: Decimal | None = None
    callback_peak_ms: Decimal | None = None
    template_variable_error_rate: Decimal | None = None
    technical_tests_hours: Decimal | None = None
    # templates
    templates_prepared: int | None = None
    template_languages: int | None = None
    template_lint_errors: int | None = None
    template_purposes_with_3_versions: int | None = None
    template_max_same_type: int | None = None
    # documents: None while nothing is known of them, () when there are none
    documents: tuple[Document, ...] | None = None
    # health
    activated_on: dt.date | None = None
    hourly_sends_max: int | None = None
    user_response_rate: Decimal | None = None
    template_share: Decimal | None = None
    block_rate: Decimal | None = None
    customer_started_share: Decimal | None = None
    response_minutes_avg: Decimal | None = None
    night_share: Decimal | None = None
    api_failure_rate: Decimal | None = None
    callback_live_peak_ms: Decimal | None = None
    variable_errors_per_day: Decimal | None = None
    maintenance_hours_month: Decimal | None = None
    support_staff_turnover: Decimal | None = None
    quiet_hours_kept: bool | None = None
    inactive_customers_grouped: bool | None = None
    # evaluation
    today: dt.date | None = None


FACT_NAMES: tuple[str, ...] = tuple(one.name for one in fields(Facts))
