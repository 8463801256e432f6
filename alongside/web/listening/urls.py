"""Addresses of listening."""

from django.urls import path

from alongside.web.listening.answering import Answer, AtWork, AtWorkAnswer, HowItWas, HowItWasAnswer, TypeCode
from alongside.web.listening.service import Codes, Links, Listening, MakeEasier
from alongside.web.listening.stories import (
    MyStories,
    MyStory,
    MyWordsByLink,
    ReadFirst,
    ReadingDesk,
    Stories,
    TellBehindLink,
    TellStory,
)

urlpatterns = [
    path("p/<uuid:space_id>/how-it-was/", HowItWas.as_view(), name="how_it_was"),
    path("p/<uuid:space_id>/how-it-was/<uuid:service_id>/", HowItWasAnswer.as_view(), name="how_it_was_answer"),
    path("answer/", TypeCode.as_view(), name="type_code"),
    path("answer/<str:code>/", Answer.as_view(), name="answer"),
    path("answer/<str:code>/story/", TellBehindLink.as_view(), name="tell_behind_link"),
    path("my-words/", MyStories.as_view(), name="my_words"),
    path("my-words/new/", TellStory.as_view(), name="tell_story"),
    path("my-words/<uuid:story_id>/", MyStory.as_view(), name="my_story_lent"),
    path("words/<str:code>/", MyWordsByLink.as_view(), name="my_words_by_link"),
    path("reading-desk/", ReadingDesk.as_view(), name="reading_desk"),
    path("reading-desk/<uuid:story_id>/", ReadFirst.as_view(), name="read_first"),
    path("s/<slug:service>/listening/", Listening.as_view(), name="listening"),
    path("s/<slug:service>/listening/codes/", Codes.as_view(), name="listening_codes"),
    path("s/<slug:service>/listening/links/", Links.as_view(), name="listening_links"),
    path("s/<slug:service>/listening/contact/", AtWork.as_view(), name="at_work"),
    path("s/<slug:service>/listening/contact/<str:contact>/<str:day>/", AtWorkAnswer.as_view(), name="at_work_answer"),
    path("s/<slug:service>/listening/easier/<str:practice_id>/", MakeEasier.as_view(), name="make_easier"),
    path("s/<slug:service>/stories/", Stories.as_view(), name="stories"),
]
