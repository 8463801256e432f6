"""Django's handle on this room."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "alongside.care"
    label = "care"
