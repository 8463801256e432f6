"""Addresses of conversations."""

from django.urls import path

from alongside.web.conversation.live import LinkNews, ThreadNews
from alongside.web.conversation.views import (
    ConversationFile,
    ConversationPage,
    ConversationPeople,
    Conversations,
    EndLink,
    MakeLink,
    StartConversation,
)
from alongside.web.conversation.work import WorkAsks

ONE = "p/<uuid:space_id>/conversations/<uuid:thread_id>/"

urlpatterns = [
    path("p/<uuid:space_id>/conversations/", Conversations.as_view(), name="conversations"),
    path("p/<uuid:space_id>/conversations/new/", StartConversation.as_view(), name="start_conversation"),
    path(ONE, ConversationPage.as_view(), name="conversation"),
    path(f"{ONE}people/", ConversationPeople.as_view(), name="conversation_people"),
    path(f"{ONE}link/", MakeLink.as_view(), name="make_link"),
    path(f"{ONE}link/<uuid:participant_id>/end/", EndLink.as_view(), name="end_link"),
    path(f"{ONE}files/<uuid:file_id>/", ConversationFile.as_view(), name="conversation_file"),
    path("staff/asks/", WorkAsks.as_view(), name="work_asks"),
    path("live/p/<uuid:space_id>/threads/<uuid:thread_id>/", ThreadNews.as_view(), name="thread_news"),
    path("live/reply/<str:code>/", LinkNews.as_view(), name="link_news"),
]
