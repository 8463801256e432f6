"""Django's handle on this room. What counts as written down is read at start: a broken definition means no start."""

from django.apps import AppConfig

from alongside.mirror import catalogue


class MirrorConfig(AppConfig):
    name = "alongside.mirror"
    label = "mirror"

    def ready(self) -> None:
        catalogue.signals()
