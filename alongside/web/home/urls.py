"""Addresses of home."""

from django.urls import path

from alongside.web.home.views import Home, SpaceHome

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("p/<uuid:space_id>/", SpaceHome.as_view(), name="space"),
]
