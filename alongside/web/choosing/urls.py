"""Addresses of choosing and of the panel."""

from django.urls import path

from alongside.web.choosing.panel import MarkFeeling, MyNeeds, Panel, PanelTerms, SeatOffered
from alongside.web.choosing.rounds import Choosing, Codes, SetOut
from alongside.web.choosing.voting import Vote, VoteByCode

urlpatterns = [
    path("s/<slug:service>/choosing/", Choosing.as_view(), name="choosing"),
    path("s/<slug:service>/choosing/screens/", Vote.as_view(), name="vote"),
    path("s/<slug:service>/choosing/codes/", Codes.as_view(), name="choosing_codes"),
    path("s/<slug:service>/choosing/set-out/", SetOut.as_view(), name="set_out"),
    path("choose/<str:code>/", VoteByCode.as_view(), name="vote_by_code"),
    path("s/<slug:service>/panel/", Panel.as_view(), name="panel"),
    path("s/<slug:service>/panel/needs/", MyNeeds.as_view(), name="panel_needs"),
    path("s/<slug:service>/panel/agree/<slug:heading>/", PanelTerms.as_view(), name="panel_terms"),
    path("s/<slug:service>/panel/felt/<slug:moment>/", MarkFeeling.as_view(), name="panel_feeling"),
    path("seat/<uuid:seat_id>/", SeatOffered.as_view(), name="seat_offered"),
]
