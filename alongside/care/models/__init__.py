"""Tables of the space, one file a subject. Actions and queries of this context use them; nobody else does."""

from alongside.care.models.carers import CarerAnswer, CarerNeed, Wish
from alongside.care.models.conversation import (
    Ask,
    AskClock,
    AskStep,
    Follower,
    Message,
    MessageFile,
    Participant,
    Seen,
    Thread,
    Unclear,
)
from alongside.care.models.notes import NoteLine, NoteMark, NotesImport, NotesOriginal
from alongside.care.models.story import (
    CommunicationPart,
    CommunicationVersion,
    Meeting,
    ReadBack,
    StoryFile,
    StoryPart,
    StoryVersion,
)
from alongside.care.models.unknowns import Unknown, UnknownStep

__all__ = [
    "Ask",
    "AskClock",
    "AskStep",
    "CarerAnswer",
    "CarerNeed",
    "CommunicationPart",
    "CommunicationVersion",
    "Follower",
    "Meeting",
    "Message",
    "MessageFile",
    "NoteLine",
    "NoteMark",
    "NotesImport",
    "NotesOriginal",
    "Participant",
    "ReadBack",
    "Seen",
    "StoryFile",
    "StoryPart",
    "StoryVersion",
    "Thread",
    "Unclear",
    "Unknown",
    "UnknownStep",
    "Wish",
]
