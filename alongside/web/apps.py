"""Django's handle on this room."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "alongside.web"
    label = "web"

    def ready(self) -> None:
        """Register the start-up check of the gate."""
        import alongside.web.check  # noqa: F401, PLC0415 - registers itself; models are ready only now
