from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScoringConfig(AppConfig):
    name = "scoring"
    verbose_name = _("Score")

    def ready(self) -> None:
        from . import digest, receivers  # noqa: F401, PLC0415 — signals connect once the apps are ready
