"""Addresses of the log and of emergencies."""

from django.urls import path

from alongside.web.looks.views import AskAboutLook, BreakGlassPage, Looks

urlpatterns = [
    path("p/<uuid:space_id>/looks/", Looks.as_view(), name="looks"),
    path("p/<uuid:space_id>/looks/<uuid:event_id>/", AskAboutLook.as_view(), name="ask_about_look"),
    path("staff/emergency/", BreakGlassPage.as_view(), name="break_glass"),
]
