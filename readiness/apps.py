from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "readiness"
    verbose_name = "Readiness"

    def ready(self) -> None:
        from . import digesting, watching  # noqa: F401, PLC0415 — sources of reminders connect once the apps are ready
