"""Addresses of my story."""

from django.urls import path

from alongside.web.story.editing import (
    CommunicationPartBefore,
    EditCommunicationPart,
    EditStoryPart,
    StoryPartBefore,
)
from alongside.web.story.files import AddFile, ChangeFile, DownloadFile
from alongside.web.story.views import AnswerReadBack, CommunicationPage, FirstMeetings, Prepare, StoryPage

STORY = "p/<uuid:space_id>/story/"
HOW = "p/<uuid:space_id>/story/how-to-communicate/"

urlpatterns = [
    path(STORY, StoryPage.as_view(), name="story"),
    path(f"{STORY}before-you-meet/", Prepare.as_view(), name="prepare"),
    path(f"{STORY}meetings/", FirstMeetings.as_view(), name="first_meetings"),
    path(f"{STORY}understood/<uuid:read_back_id>/", AnswerReadBack.as_view(), name="read_back"),
    path(f"{STORY}files/new/", AddFile.as_view(), name="story_file_add"),
    path(f"{STORY}files/<uuid:file_id>/", DownloadFile.as_view(), name="story_file"),
    path(f"{STORY}files/<uuid:file_id>/change/", ChangeFile.as_view(), name="story_file_change"),
    path(f"{STORY}part/<slug:kind>/", EditStoryPart.as_view(), name="story_part"),
    path(f"{STORY}part/<slug:kind>/before/", StoryPartBefore.as_view(), name="story_before"),
    path(HOW, CommunicationPage.as_view(), name="communication"),
    path(f"{HOW}<slug:kind>/", EditCommunicationPart.as_view(), name="communication_part"),
    path(f"{HOW}<slug:kind>/before/", CommunicationPartBefore.as_view(), name="communication_before"),
]
