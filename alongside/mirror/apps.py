"""Django's handle on this room."""

from django.apps import AppConfig


class MirrorConfig(AppConfig):
    name = "alongside.mirror"
    label = "mirror"
