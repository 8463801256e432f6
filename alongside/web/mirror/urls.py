"""Addresses of the mirror."""

from django.urls import path

from alongside.web.mirror.practice import PracticeHere
from alongside.web.mirror.talking import Deciding, Talking, Talks
from alongside.web.mirror.views import NotHeard, Readings, Wall

urlpatterns = [
    path("s/<slug:service>/", Wall.as_view(), name="wall"),
    path("s/<slug:service>/readings/", Readings.as_view(), name="readings"),
    path("s/<slug:service>/readings/<str:closes>/", Wall.as_view(), name="reading"),
    path("s/<slug:service>/readings/<str:closes>/<str:practice_id>/", PracticeHere.as_view(), name="reading_practice"),
    path("s/<slug:service>/not-heard/", NotHeard.as_view(), name="not_heard"),
    path("s/<slug:service>/talks/", Talks.as_view(), name="talks"),
    path("s/<slug:service>/practice/<str:practice_id>/", PracticeHere.as_view(), name="practice_here"),
    path("s/<slug:service>/practice/<str:practice_id>/talk/", Talking.as_view(), name="practice_talk"),
    path("s/<slug:service>/practice/<str:practice_id>/talk/decision/", Deciding.as_view(), name="practice_decide"),
    path("s/<slug:service>/practice/<str:practice_id>/talk/<slug:turn>/", Talking.as_view(), name="practice_talk_turn"),
    path(
        "s/<slug:service>/practice/<str:practice_id>/talk/<slug:turn>/open/",
        Talking.as_view(opened=True),
        name="practice_talk_open",
    ),
]
