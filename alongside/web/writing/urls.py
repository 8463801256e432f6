"""Addresses of the writing aid."""

from django.urls import path

from alongside.web.writing.views import CheckWords, TryText

urlpatterns = [
    path("writing/", TryText.as_view(), name="try_text"),
    path("writing/check/", CheckWords.as_view(), name="check_words"),
]
