"""Django's handle on this room."""

from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "alongside.themes"
    label = "themes"
