"""Addresses of what we don't know."""

from django.urls import path

from alongside.web.unknowns.views import RaiseUnknown, UnknownPage, Unknowns

urlpatterns = [
    path("p/<uuid:space_id>/unknowns/", Unknowns.as_view(), name="unknowns"),
    path("p/<uuid:space_id>/unknowns/new/", RaiseUnknown.as_view(), name="raise_unknown"),
    path("p/<uuid:space_id>/unknowns/<uuid:unknown_id>/", UnknownPage.as_view(), name="unknown"),
]
