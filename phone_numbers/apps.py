from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PhoneNumbersConfig(AppConfig):
    name = "phone_numbers"
    verbose_name = _("Number and callback")
