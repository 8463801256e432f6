"""Django's handle on this room."""

from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "alongside.listening"
    label = "listening"
