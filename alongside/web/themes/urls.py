"""Addresses of studies, their codes, themes and drafts."""

from django.urls import path

from alongside.web.themes.codebook import CodebookFile, CodebookPage
from alongside.web.themes.drafts import DraftPage, ThemePage, Themes
from alongside.web.themes.outside import InterviewGiven, Refine
from alongside.web.themes.reading import NewRound, ReadWords, RoundPage
from alongside.web.themes.studies import Bring, Lent, People, Studies, StudyHome

urlpatterns = [
    path("studies/", Studies.as_view(), name="studies"),
    path("studies/<uuid:study_id>/", StudyHome.as_view(), name="study"),
    path("studies/<uuid:study_id>/people/", People.as_view(), name="study_people"),
    path("studies/<uuid:study_id>/words/new/", Bring.as_view(), name="bring_words"),
    path("studies/<uuid:study_id>/words/<uuid:document_id>/", Lent.as_view(), name="lent_words"),
    path("studies/<uuid:study_id>/codes/", CodebookPage.as_view(), name="codebook"),
    path("studies/<uuid:study_id>/codes/codebook.qdc", CodebookFile.as_view(), name="codebook_file"),
    path("studies/<uuid:study_id>/rounds/new/", NewRound.as_view(), name="new_round"),
    path("studies/<uuid:study_id>/rounds/<uuid:round_id>/", RoundPage.as_view(), name="reading_round"),
    path("studies/<uuid:study_id>/rounds/<uuid:round_id>/<uuid:document_id>/", ReadWords.as_view(), name="read_words"),
    path("studies/<uuid:study_id>/themes/", Themes.as_view(), name="study_themes"),
    path("studies/<uuid:study_id>/themes/<uuid:theme_id>/", ThemePage.as_view(), name="theme"),
    path("studies/<uuid:study_id>/drafts/<uuid:draft_id>/", DraftPage.as_view(), name="draft"),
    path("interview/<str:code>/", InterviewGiven.as_view(), name="interview_given"),
    path("refine/<str:code>/", Refine.as_view(), name="refine"),
]
