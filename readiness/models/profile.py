"""The company profile: what the applicant says of the company. Column names are fact names."""

from __future__ import annotations

from django.db import models
from django_countries.fields import CountryField

from .sheet import AnswerSheet, amount_field, claim_field, count_field, share_constraints, share_field, text_field

SHARES = (
    "end_customer_revenue_share",
    "sector_top_share",
    "online_transaction_share",
    "email_transaction_share",
    "support_response_rate",
    "complaint_rate_6m",
)


class CompanyProfile(AnswerSheet):
    # Who the company is
    legal_name = text_field()
    country = CountryField(blank=True)
    operations_country = CountryField(blank=True)
    sector = text_field(30)
    business_model = text_field(10)
    is_formally_registered = claim_field()
    restricted_goods = claim_field()
    employees = count_field()
    # Revenue
    annual_revenue_amount = amount_field()
    annual_revenue_currency = text_field(3)
    end_customer_revenue_share = share_field()
    sector_top_share = share_field()
    # Volume and consent
    monthly_messages = count_field()
    daily_interactions = count_field()
    complaint_rate_6m = share_field()
    opt_in_collected = claim_field()
    opt_out_offered = claim_field()
    # Trade
    online_transaction_share = share_field()
    email_transaction_share = share_field()
    daily_unique_visitors = count_field()
    # Support
    support_team = count_field()
    support_agents_per_shift = count_field()
    conversations_per_4h = count_field()
    support_response_rate = share_field()
    human_handover = claim_field()
    support_contact_published = claim_field()
    # People and systems
    engineers = count_field()
    technical_team_is_external = claim_field()
    api_calls_capacity_month = count_field()
    engineer_can_run_https_callback = claim_field()
    engineer_knows_template_rules = claim_field()
    crm = text_field(120)
    helpdesk = text_field(120)
    https_server_ready = claim_field()
    developer_review_passed = claim_field()
    sms_fallback = claim_field()
    live_monitoring = claim_field()
    # Application
    use_cases_described = claim_field()
    submitter_is_employee = claim_field()
    privacy_policy_url = models.URLField(max_length=500, blank=True)
    privacy_policy_covers_whatsapp = claim_field()
    name_on_bank_statement = text_field()
    name_on_licence = text_field()
    name_in_website_footer = text_field()
    planned_submission_on = models.DateField(null=True, blank=True)
    # Provider
    provider_tier = text_field(20)
    provider_tested = claim_field()
    provider_costs_checked = claim_field()
    provider_covers_local_rules = claim_field()

    class Meta:
        constraints = share_constraints("profile", SHARES)

    def __str__(self) -> str:
        return f"profile of {self.company_id}"
