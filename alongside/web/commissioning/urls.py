"""Addresses of what services show to those who plan or pay for them."""

from django.urls import path

from alongside.web.commissioning.views import Commissioned, CommissionedReading, CommissionedService, ShownTo

urlpatterns = [
    path("s/<slug:service>/shown-to/", ShownTo.as_view(), name="shown_to"),
    path("commissioned/", Commissioned.as_view(), name="commissioned"),
    path("commissioned/<slug:slug>/", CommissionedService.as_view(), name="commissioned_service"),
    path("commissioned/<slug:slug>/<str:closes>/", CommissionedReading.as_view(), name="commissioned_reading"),
]
