"""Django's handle on this room."""

from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "alongside.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Load the rooms of this floor, so that each registers what it does."""
        for room in ("back_in", "notes", "notices", "promises"):
            import_module(f"alongside.jobs.{room}")
