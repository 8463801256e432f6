"""Words of listening: answers, kinds of contact, what would make it easier, what a story may be used for."""

from django.utils.translation import gettext_lazy as _

from alongside.listening.rules import ContactKind, Easier, Said, Stood, StoryState, Use

ANSWERS = [
    (Said.YES.value, _("Yes")),
    (Said.PARTLY.value, _("Partly")),
    (Said.NO.value, _("No")),
    (Said.NOT_RELEVANT.value, _("It did not apply")),
    (Said.DONT_KNOW.value, _("I don’t know")),
]
CONTACTS = [
    (ContactKind.APPOINTMENT.value, _("An appointment")),
    (ContactKind.FIRST.value, _("A first meeting")),
    (ContactKind.CALL.value, _("A call")),
    (ContactKind.GROUP.value, _("A group")),
    (ContactKind.LETTER.value, _("A letter or message")),
]
EASIER = {
    Easier.TIME: _("Time"),
    Easier.SKILL: _("A skill"),
    Easier.CONFIDENCE: _("Confidence"),
    Easier.SPACE: _("A quiet place"),
    Easier.TOOL: _("A tool"),
    Easier.PERMISSION: _("Permission"),
    Easier.INFORMATION: _("Information"),
}
USES = {
    Use.IMPROVEMENT: (
        _("Making this service better"),
        _("Those who work in the service, and the people on its panel, may read it."),
    ),
    Use.TRAINING: (_("Training"), _("It may be read aloud or shown when staff learn together.")),
    Use.INFORMATION: (
        _("Information for others"),
        _("Some of its words may stand in a leaflet or on a page for people like you."),
    ),
    Use.PRINCIPLES: (
        _("Working out what good care is"),
        _("Researchers, some of whom live with this too, may look for what stories have in common."),
    ),
    Use.PUBLISHING: (_("Publishing"), _("Everybody may read it.")),
}
STOOD = {
    Stood.PRACTICE: _("on the page of one practice, for the service and its panel"),
    Stood.STORIES: _("whole, among the stories that were lent to the service"),
    Stood.STUDY: _("whole, in a study that looks for what stories have in common"),
}
STATES = {
    StoryState.TOLD: _("Somebody from outside the team reads it first. Until then nobody else can."),
    StoryState.CLEARED: _("It was read, and can be used for what you say yes to."),
    StoryState.KEPT_PRIVATE: _("It stays with you. It is not used or counted."),
    StoryState.TAKEN_BACK: _("You took it back. Nobody else sees it."),
}
WEIGHTS = [
    ("0", _("Easy to read")),
    ("1", _("A little hard")),
    ("2", _("Hard")),
    ("3", _("Very hard: warn people first")),
]
