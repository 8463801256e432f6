"""Django's handle on this room."""

from django.apps import AppConfig


class CircleConfig(AppConfig):
    name = "alongside.circle"
    label = "circle"
