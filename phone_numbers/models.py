"""The phone number, the server behind the callback, and the health of the live account, as typed facts."""

from __future__ import annotations

from django.db import models
from django_countries.fields import CountryField
from phonenumber_field.modelfields import PhoneNumberField

from readiness.models import AnswerSheet
from readiness.models.sheet import amount_field, claim_field, count_field, share_constraints, share_field, text_field


class PhoneNumber(AnswerSheet):
    """`number` is the E.164 number itself; the other columns are facts."""

    number = PhoneNumberField(blank=True)
    number_country = CountryField(blank=True)
    number_is_virtual = claim_field()
    number_owned_days = count_field()
    number_receives_code = claim_field()
    number_on_whatsapp = claim_field()
    display_name_follows_rules = claim_field()
    phone_call_answered = claim_field()
    phone_call_transfers = count_field()

    def __str__(self) -> str:
        return str(self.number) or f"number of {self.company_id}"


class TechnicalSetup(AnswerSheet):
    domain_code_days = count_field()
    server_cpu_cores = count_field()
    server_ram_gb = amount_field()
    tls_version = text_field(8)
    callback_concurrent_requests = count_field()
    callback_error_rate = share_field()
    callback_peak_ms = amount_field()
    template_variable_error_rate = share_field()
    technical_tests_hours = amount_field()

    class Meta:
        constraints = share_constraints("technical", ["callback_error_rate", "template_variable_error_rate"])

    def __str__(self) -> str:
        return f"technical setup of {self.company_id}"


class AccountHealth(AnswerSheet):
    """What is watched after activation."""

    activated_on = models.DateField(null=True, blank=True)
    hourly_sends_max = count_field()
    user_response_rate = share_field()
    template_share = share_field()
    block_rate = share_field()
    customer_started_share = share_field()
    response_minutes_avg = amount_field()
    night_share = share_field()
    quiet_hours_kept = claim_field()
    inactive_customers_grouped = claim_field()
    api_failure_rate = share_field()
    callback_live_peak_ms = amount_field()
    variable_errors_per_day = amount_field()
    maintenance_hours_month = amount_field()
    support_staff_turnover = share_field()

    class Meta:
        constraints = share_constraints(
            "health",
            [
                "user_response_rate",
                "template_share",
                "block_rate",
                "customer_started_share",
                "night_share",
                "api_failure_rate",
                "support_staff_turnover",
            ],
        )

    def __str__(self) -> str:
        return f"health of {self.company_id}"
