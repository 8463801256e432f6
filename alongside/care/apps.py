"""Django's handle on this room. Its words are read at start: a broken one means no start."""

from django.apps import AppConfig

from alongside.care import catalogue


class CareConfig(AppConfig):
    name = "alongside.care"
    label = "care"

    def ready(self) -> None:
        catalogue.for_carers()
