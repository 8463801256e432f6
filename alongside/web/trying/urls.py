"""Addresses of trying and telling back."""

from django.urls import path

from alongside.web.trying.changes import BeginChange, Changes
from alongside.web.trying.measures import MeasureFile, MeasurePage, PasteCounts
from alongside.web.trying.one_change import ChangePage
from alongside.web.trying.telling import CorrectToldBack, Ledger, PublicToldBack, ToldBack

ONE = "s/<slug:service>/changes/<uuid:change_id>/"
MEASURE = f"{ONE}measures/<uuid:measure_id>/"

urlpatterns = [
    path("s/<slug:service>/changes/", Changes.as_view(), name="changes"),
    path("s/<slug:service>/changes/new/", BeginChange.as_view(), name="begin_change"),
    path("s/<slug:service>/changes/ledger/", Ledger.as_view(), name="ledger"),
    path(ONE, ChangePage.as_view(), name="change"),
    path(MEASURE, MeasurePage.as_view(), name="measure"),
    path(f"{MEASURE}paste/", PasteCounts.as_view(), name="paste_counts"),
    path(f"{MEASURE}counts.csv", MeasureFile.as_view(), name="measure_file"),
    path("s/<slug:service>/told-back/", ToldBack.as_view(), name="told_back"),
    path("s/<slug:service>/told-back/<uuid:text_id>/correct/", CorrectToldBack.as_view(), name="correct_told_back"),
    path("told-back/<slug:slug>/", PublicToldBack.as_view(), name="public_told_back"),
]
