"""Addresses of trying and telling back."""

from django.urls import path

from alongside.web.trying.views import BeginChange, ChangePage, Changes, PublicToldBack, ToldBack

urlpatterns = [
    path("s/<slug:service>/changes/", Changes.as_view(), name="changes"),
    path("s/<slug:service>/changes/new/", BeginChange.as_view(), name="begin_change"),
    path("s/<slug:service>/changes/<uuid:change_id>/", ChangePage.as_view(), name="change"),
    path("s/<slug:service>/told-back/", ToldBack.as_view(), name="told_back"),
    path("told-back/<slug:slug>/", PublicToldBack.as_view(), name="public_told_back"),
]
