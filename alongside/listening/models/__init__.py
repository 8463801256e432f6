"""Tables of listening: contacts and answers, ways in, what would make it easier, stories."""

from alongside.listening.models.answers import Answer, Asked, Contact, Door, Easier, SetAside
from alongside.listening.models.stories import Excerpt, Story, StoryConsent, StoryEdit, StoryUse
from alongside.listening.models.telling import HeardBack, MoreOften

__all__ = [
    "Answer",
    "Asked",
    "Contact",
    "Door",
    "Easier",
    "Excerpt",
    "HeardBack",
    "MoreOften",
    "SetAside",
    "Story",
    "StoryConsent",
    "StoryEdit",
    "StoryUse",
]
