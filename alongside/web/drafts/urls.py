"""Address of autosave."""

from django.urls import path

from alongside.web.drafts.views import KeepDraft

urlpatterns = [path("drafts/<str:token>/", KeepDraft.as_view(), name="keep_draft")]
