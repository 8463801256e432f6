"""Django's handle on this room. Its words are read at start: a broken one means no start."""

from django.apps import AppConfig

from alongside.listening import catalogue


class ListeningConfig(AppConfig):
    name = "alongside.listening"
    label = "listening"

    def ready(self) -> None:
        catalogue.base_items()
