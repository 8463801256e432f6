"""Django's handle on this room."""

from django.apps import AppConfig


class ChoosingConfig(AppConfig):
    name = "alongside.choosing"
    label = "choosing"
