"""Addresses of sets of principles."""

from django.urls import URLPattern, path

from alongside.web.sets.beside import CompareSets, SetLanguage, SetLanguagePlace, SetLanguages
from alongside.web.sets.editing import AddPractice, ChangePractice, PracticePage, PrinciplePage
from alongside.web.sets.public import PublicSet, PublicSetPoster, PublicSets
from alongside.web.sets.service import ServiceSetPage
from alongside.web.sets.views import BringSet, ForkSet, SetFilePage, SetHistory, Sets, SetVersionPage

ONE = "sets/<slug:set_id>/<slug:number>/"
PUBLIC = "principles/set/<slug:set_id>/<slug:number>/"

urlpatterns: list[URLPattern] = [
    path("sets/", Sets.as_view(), name="sets"),
    path("sets/bring/", BringSet.as_view(), name="bring_set"),
    path(ONE, SetVersionPage.as_view(), name="set_version"),
    path(f"{ONE}own/", ForkSet.as_view(), name="fork_set"),
    path(f"{ONE}history/", SetHistory.as_view(), name="set_history"),
    path(f"{ONE}compare/", CompareSets.as_view(), name="set_compare"),
    path(f"{ONE}file/", SetFilePage.as_view(), name="set_file"),
    path(f"{ONE}add/", AddPractice.as_view(), name="set_add_practice"),
    path(f"{ONE}principle/", PrinciplePage.as_view(), name="set_add_principle"),
    path(f"{ONE}principle/<int:principle>/", PrinciplePage.as_view(), name="set_principle"),
    path(f"{ONE}practice/<str:practice_id>/", PracticePage.as_view(), name="set_practice"),
    path(f"{ONE}practice/<str:practice_id>/<slug:what>/", ChangePractice.as_view(), name="set_change_practice"),
    path(f"{ONE}languages/", SetLanguages.as_view(), name="set_languages"),
    path(f"{ONE}languages/<slug:language>/", SetLanguage.as_view(), name="set_in_language"),
    path(f"{ONE}languages/<slug:language>/<str:place>/", SetLanguagePlace.as_view(), name="set_in_language_place"),
    path("principles/set/all/", PublicSets.as_view(), name="public_sets"),
    path(PUBLIC, PublicSet.as_view(), name="public_set"),
    path(f"{PUBLIC}poster/", PublicSetPoster.as_view(), name="public_set_poster"),
    path("s/<slug:service>/principles/", ServiceSetPage.as_view(), name="service_set"),
]
