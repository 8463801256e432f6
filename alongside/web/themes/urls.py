"""Addresses of themes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
