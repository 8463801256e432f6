"""Sentences of the mirror's pages: kinds of disagreement with their next step, how sure, what the questions are."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.listening.rules import Easier
from alongside.mirror.talks.rules import Turn

Words = str | Promise


@dataclass(frozen=True)
class Kind:
    """A kind of disagreement: its name, what it may mean, and a first step that fits it."""

    name: Words
    means: Words
    step: Words


KINDS: dict[str, Kind] = {
    "not_felt": Kind(
        _("Staff say it happens. People do not feel it."),
        _("It may be done in a way that does not reach them, or at a time when they cannot take it in."),
        _("Ask people: “When did you last notice this? What would have made you notice?”"),
    ),
    "done_not_written": Kind(
        _("People say it happens. It is not written down."),
        _("The care may be better than the records. The next colleague cannot build on what they cannot read."),
        _("Ask staff: “What would make it quick to write this down where the person can read it too?”"),
    ),
    "written_not_felt": Kind(
        _("It is written down. People do not feel it."),
        _("A box may be ticked while nothing reached the person. Only people can show you this one."),
        _("Read a few records together with the panel, with consent. Ask: “What happened, beyond these words?”"),
    ),
    "not_happening": Kind(
        _("It seldom happens, whoever you ask."),
        _("The sides agree. That is hard to read, and it is a clear place to start."),
        _("Ask staff what stands in the way: time, skill, space, or leave to do it. Then ask who can change that."),
    ),
    "not_observable": Kind(
        _("Nobody could tell."),
        _("Most answers were “I don’t know”, or nobody was in a place to see it."),
        _("Think about who could see it. Change the question, or ask at another moment."),
    ),
}

# What is asked when nothing stands apart: it keeps a talk open without claiming anything.
NO_KIND = Kind(
    _("No clear pattern between what people, staff and records say."),
    _("That may be luck, or few answers. It does not say that all is well."),
    _("Ask: “Does this picture fit what you have lived and seen?”"),
)


@dataclass(frozen=True)
class TurnInWords:
    """One step of a talk, for the wall of a room: whose turn, what to do first, what to ask, what to say once it is open."""

    title: Words
    first: Words
    ask: tuple[Words, ...]
    opened: Words = ""


TURNS: dict[Turn, TurnInWords] = {
    Turn.START: TurnInWords(
        _("Before we start"),
        _("One practice, about twenty minutes. We look at one view at a time."),
        (
            _("Nobody is marked here: no person, no team."),
            _("Whoever lives with it speaks first. Nobody has to tell their story."),
            _("You can pass, pause or leave at any time, and say nothing about why."),
            _("What is said stays in the room. What we decide is written down, also by those who see it differently."),
        ),
    ),
    Turn.PERSON: TurnInWords(
        _("First: those who live with it"),
        _("Before you look, everybody guesses: in how many of ten contacts did people say yes? Write it down."),
        (
            _("If you live with this or care for somebody: what does this practice look like when it is done well?"),
            _("Everybody else listens. Ask only to understand."),
        ),
        _(
            "This is what people said. Does it fit what you have lived? A guess that was far off is worth as much as a near one."
        ),
    ),
    Turn.STAFF: TurnInWords(
        _("Then: those who work here"),
        _("Guess again before you look: in how many of ten contacts did staff say yes?"),
        (
            _("When did this go well lately? What made it possible?"),
            _("What stands in the way on an ordinary day?"),
        ),
        _("This is what staff said, beside what people said. Nobody has to explain it yet."),
    ),
    Turn.RECORD: TurnInWords(
        _("Then: what is written down"),
        _("Guess once more: in how many of ten contacts was it written down?"),
        (_("Does what is written fit what you have just heard?"),),
        _("All three stand side by side now. What is written is a hollow bar: it cannot show that anybody felt it."),
    ),
    Turn.QUESTIONS: TurnInWords(
        _("Three questions"),
        _("Take them in turn. Whoever lives with it goes first each time."),
        (_("What surprises us?"), _("What do we not know?"), _("What would we try?")),
    ),
    Turn.DECISION: TurnInWords(
        _("What we decide"),
        _("It may be small. “Nothing yet, because …” is a decision too."),
        (),
    ),
}
NEXT_TURN: dict[Turn, Words] = {
    Turn.START: _("Start with those who live with it"),
    Turn.PERSON: _("Go on to staff"),
    Turn.STAFF: _("Go on to what is written down"),
    Turn.RECORD: _("Go on to the three questions"),
    Turn.QUESTIONS: _("Go on to what we decide"),
}

# What staff say would make a practice easier.
EASIER: dict[Easier, Words] = {
    Easier.TIME: _("Time"),
    Easier.SKILL: _("Learning how"),
    Easier.CONFIDENCE: _("Feeling sure enough"),
    Easier.SPACE: _("A room for it"),
    Easier.TOOL: _("Something to work with"),
    Easier.PERMISSION: _("Leave to do it"),
    Easier.INFORMATION: _("Something to know"),
}
