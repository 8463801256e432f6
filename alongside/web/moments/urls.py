"""Addresses of the moments."""

from django.urls import path

from alongside.web.moments.views import MomentPage

urlpatterns = [
    path("p/<uuid:space_id>/moment/", MomentPage.as_view(), name="moments"),
    path("p/<uuid:space_id>/moment/<slug:moment>/", MomentPage.as_view(), name="moment"),
]
