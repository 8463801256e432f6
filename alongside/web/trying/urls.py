"""Addresses of improvement."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
