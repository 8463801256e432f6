"""Addresses of mirror."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
