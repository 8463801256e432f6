"""Tables of making principles: studies and their words, codes, rounds of reading, themes and drafts."""

from alongside.themes.models.codes import Code, Command
from alongside.themes.models.drafts import Draft, FocusGroup, RefineCode, Refinement, Theme, ThemeExcerpt, Wording
from alongside.themes.models.rounds import Coding, ReadingRound, RoundCoder, Settlement, Suggestion
from alongside.themes.models.studies import Document, Study, StudyMember, WordsLook

__all__ = [
    "Code",
    "Coding",
    "Command",
    "Document",
    "Draft",
    "FocusGroup",
    "ReadingRound",
    "RefineCode",
    "Refinement",
    "RoundCoder",
    "Settlement",
    "Study",
    "StudyMember",
    "Suggestion",
    "Theme",
    "ThemeExcerpt",
    "Wording",
    "WordsLook",
]
