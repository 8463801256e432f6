"""The professional: is let in, chooses a moment, prepares a first meeting, reads back, is put right, answers an ask."""

import pytest

from alongside.care.actions import story as do_story
from alongside.care.rules import StoryKind
from alongside.circle.rules import Area
from tests.factories import a_person, a_professional_in, a_service, lets_in, seen_by
from tests.factories.talk import a_conversation, writes
from tests.journeys.visitor import PHONE, Arrives, given, then, when

pytestmark = pytest.mark.journey


def test_a_professional_prepares_reads_back_is_put_right_and_answers(arrives: Arrives) -> None:
    with given("Stevie let Yusuf read the story, and asked him something"):
        stevie = a_person("Stevie")
        yusuf = a_professional_in(a_service("Early support team"), name="Yusuf Khan", job_title="physiotherapist")
        for kind, words in (
            (StoryKind.LINE, "I hear things, and my neck hurts. Both are real."),
            (StoryKind.TIRED_OF_REPEATING, "Whether I sleep enough"),
        ):
            with seen_by(stevie.viewer):
                do_story.save(space=stevie.space, kind=kind, text=words, version=0, by=stevie.viewer)
        member = lets_in(stevie, yusuf, (Area.STORY, Area.COMMUNICATION, Area.CIRCLE, Area.UNKNOWNS))
        thread = a_conversation(stevie, member, subject="Neck and night", words="I would like to know one thing.")
        writes(stevie, stevie.space, thread, "Is it safe to turn my head?", asks=str(member))
        his, theirs = arrives(yusuf), arrives(stevie, size=PHONE)
    with when("Yusuf opens the space and chooses the first meeting as what is coming"):
        his.opens("/")
        his.sees("Is it safe to turn my head?")
        his.follows("Stevie", exact=True)
        his.opens(f"/p/{stevie.space}/moment/")
        his.follows("first", exact=False)
    with then("he sees its practices on what is really there"):
        his.sees("story")
        his.opens(f"/p/{stevie.space}/")
        his.sees("Stevie")
    with when("he reads the story before they meet, and writes two lines back"):
        his.goes_to("Story")
        his.follows("About to meet Stevie?")
        his.is_told("Before you meet Stevie")
        his.sees("Whether I sleep enough")
        his.writes("What you understood, in two lines", "Your voices come from the pain. I will not ask about sleep.")
        his.presses("Check my words first")
        his.presses("Send it to Stevie")
    with then("Stevie puts it right, and Yusuf reads how"):
        his.sees("Waiting")
        theirs.opens(f"/p/{stevie.space}/")
        theirs.follows("Yusuf Khan wrote what they understood")
        theirs.sees("Your voices come from the pain.")
        theirs.picks("Not quite: I would like to put something right")
        theirs.writes("What would you like to tell them?", "They do not come from the pain. They were there before.")
        theirs.presses("Send my answer")
        his.opens(f"/p/{stevie.space}/story/before-you-meet/")
        his.sees("They were there before.")
    with when("he answers what he was asked"):
        his.goes_to("Conversations")
        his.sees("An answer from you is wished")
        his.follows("Neck and night")
        his.presses("I am working on it")
        his.sees("Working on it")
        his.follows("Answer it")
        his.writes("Your message", "Yes. Slowly, and as far as is comfortable. I will show you on Tuesday.")
        his.presses("Send", exact=True)
    with then("Stevie reads the answer beside the ask"):
        theirs.opens(f"/p/{stevie.space}/conversations/{thread}/")
        theirs.sees("Slowly, and as far as is comfortable.")
        theirs.sees("Answered")
