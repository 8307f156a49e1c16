from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        from . import receivers, reminders  # noqa: F401, PLC0415 — signals and sources connect once the apps are ready
