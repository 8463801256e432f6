"""Django's handle on this room."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "alongside.project"
    label = "project"
