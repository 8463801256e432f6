"""Addresses for privacy officers and administrators."""

from django.urls import path

from alongside.web.stewards.views import Administration, LetBackIn, Review, ServicePage

urlpatterns = [
    path("review/", Review.as_view(), name="review"),
    path("administration/", Administration.as_view(), name="administration"),
    path("administration/let-back-in/", LetBackIn.as_view(), name="let_back_in"),
    path("administration/<uuid:service_id>/", ServicePage.as_view(), name="administer_service"),
]
