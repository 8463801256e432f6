"""Plain words for the parts of a story: a heading, what to write there, and how it is called to others.

Headings are our own. They are scoped to the headings of the PRSB About Me standard (docs/reference/story-headings.md).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from alongside.care.rules import CommunicationKind, StoryKind
from alongside.circle.rules import Label


@dataclass(frozen=True)
class PartWords:
    """What one part is called and asked. `others` is the heading on pages of those who help; `invite` is what a link says."""

    heading: str
    others: str
    ask: str
    hint: str
    invite: str


STORY: dict[StoryKind, PartWords] = {
    StoryKind.LINE: PartWords(
        _("In a line"),
        _("In a line"),
        _("Your story in a line"),
        _("If somebody had only ten seconds, what would you like them to know?"),
        _("A line about you"),
    ),
    StoryKind.PAGE: PartWords(
        _("On a page"),
        _("On a page"),
        _("Your story on a page"),
        _("What somebody should know before you meet for the first time. Three minutes of reading is plenty."),
        _("A page about you"),
    ),
    StoryKind.WHOLE: PartWords(
        _("The whole story"),
        _("The whole story"),
        _("Your whole story"),
        _("As long as you like, in any order. You can write it over many days, or dictate it and paste it in."),
        _("The whole story"),
    ),
    StoryKind.MATTERS_MOST: PartWords(
        _("What matters most to me"),
        _("What matters most"),
        _("What matters most to you?"),
        _("People, work, faith, a garden, sleep: whatever you would not want anybody to overlook."),
        _("What matters most to me"),
    ),
    StoryKind.PEOPLE: PartWords(
        _("People who matter to me"),
        _("People who matter"),
        _("Who matters to you?"),
        _("Who they are to you, and what they may be asked. Animals count too."),
        _("People who matter to me"),
    ),
    StoryKind.WELLNESS: PartWords(
        _("How I am on good days and bad days"),
        _("Good days and bad days"),
        _("What are good days and bad days like?"),
        _("What you can do, what you cannot, and how somebody would notice that things are sliding."),
        _("My good days and bad days"),
    ),
    StoryKind.PLEASE_DO: PartWords(
        _("Please do"),
        _("Please do"),
        _("What would you like people to do?"),
        _("One thing on each line."),
        _("Please do"),
    ),
    StoryKind.PLEASE_DONT: PartWords(
        _("Please don’t"),
        _("Please don’t"),
        _("What would you like people not to do?"),
        _("One thing on each line."),
        _("Please don’t"),
    ),
    StoryKind.SUPPORT: PartWords(
        _("What helps me, and when"),
        _("What helps, and when"),
        _("What helps you, and when?"),
        _("The kind of help that is useful, the times that suit you, and what you would rather do yourself."),
        _("What helps me, and when"),
    ),
    StoryKind.ALSO: PartWords(
        _("Also good to know"),
        _("Also good to know"),
        _("What else is good to know?"),
        _("Anything that fits nowhere else."),
        _("Anything else"),
    ),
    StoryKind.CARE_THAT_HELPED: PartWords(
        _("Care that helped me"),
        _("Care that helped"),
        _("What has helped you in care so far?"),
        _("A person, a sentence, a treatment, a chair by the door. Small things count."),
        _("Care that helped"),
    ),
    StoryKind.CARE_THAT_HARMED: PartWords(
        _("Care that harmed me"),
        _("Care that harmed"),
        _("What has harmed you in care so far?"),
        _(
            "Only what you want known. You choose below who may read it. You can stop at any moment; your words are kept."
        ),
        _("Care that harmed"),
    ),
    StoryKind.TIRED_OF_REPEATING: PartWords(
        _("What I am tired of repeating"),
        _("Tired of repeating: please do not ask this again"),
        _("What are you tired of repeating?"),
        _("One thing on each line. People who meet you see this list before they come."),
        _("What I am tired of repeating"),
    ),
}
LAYERS = (StoryKind.LINE, StoryKind.PAGE, StoryKind.WHOLE)
ABOUT_ME = (
    StoryKind.MATTERS_MOST,
    StoryKind.PEOPLE,
    StoryKind.WELLNESS,
    StoryKind.PLEASE_DO,
    StoryKind.PLEASE_DONT,
    StoryKind.SUPPORT,
    StoryKind.ALSO,
)
PAST_CARE = (StoryKind.CARE_THAT_HELPED, StoryKind.CARE_THAT_HARMED, StoryKind.TIRED_OF_REPEATING)

COMMUNICATION: dict[CommunicationKind, PartWords] = {
    CommunicationKind.HOW: PartWords(
        _("How to talk with me"),
        _("How to talk together"),
        _("How do you like people to talk with you?"),
        _("The language, the pace, who says what first, how you show that you have had enough."),
        _("How to talk with me"),
    ),
    CommunicationKind.NEEDS: PartWords(
        _("What I need so that I can take part"),
        _("Needed to take part"),
        _("What do you need so that you can take part?"),
        _("Tick what fits. Add anything else in your own words, one thing on each line."),
        _("What I need so that I can take part"),
    ),
    CommunicationKind.FORMATS: PartWords(
        _("How I like to read or hear things"),
        _("Ways to read or hear things"),
        _("How do you like to read or hear things?"),
        _("Tick what fits. Add anything else in your own words, one thing on each line."),
        _("How I like to read or hear things"),
    ),
    CommunicationKind.WORDS: PartWords(
        _("Words that do not help me"),
        _("Words that do not help"),
        _("Which words do not help you?"),
        _("One on each line. You can say why, if you like."),
        _("Words that do not help me"),
    ),
    CommunicationKind.DISTRESS: PartWords(
        _("When I am in pain or upset"),
        _("In pain or upset"),
        _("What helps when you are in pain or upset?"),
        _("How somebody would notice, what to say or not say, and what to do while it passes."),
        _("When I am in pain or upset"),
    ),
    CommunicationKind.CONTACT: PartWords(
        _("How and when to reach me"),
        _("How and when to get in touch"),
        _("How and when should people reach you?"),
        _("Tick what fits. Add anything else in your own words, one thing on each line."),
        _("How and when to reach me"),
    ),
}

# Common supports, to tick. Ticked ones are kept as lines of the person's own text.
SUPPORTS: dict[CommunicationKind, tuple[str, ...]] = {
    CommunicationKind.NEEDS: (
        _("Let me stand, lie down or walk about while we talk"),
        _("Short visits, or a pause in the middle"),
        _("More time to think before I answer"),
        _("Somebody I trust with me"),
        _("An interpreter"),
        _("British Sign Language"),
        _("Face me when you speak: I lip-read"),
        _("Somewhere quiet to wait"),
        _("The same person each time, where that can be done"),
        _("Write down what we agreed before I go"),
    ),
    CommunicationKind.FORMATS: (
        _("Short, with the most important thing first"),
        _("Large print"),
        _("Easy words and pictures"),
        _("Read aloud or recorded"),
        _("On a screen that can read it to me"),
        _("Braille"),
        _("In another language"),
        _("On paper, to keep"),
    ),
    CommunicationKind.CONTACT: (
        _("Write to me here"),
        _("Send a text message"),
        _("Ring me: writing is hard for me"),
        _("Please do not ring"),
        _("Tell me before you ring, and who you are"),
        _("Do not leave messages that others may hear"),
        _("Not first thing in the morning"),
    ),
}

# Who may read a part, as the person chooses it and as it stands beside the part.
LABELS: dict[Label, tuple[str, str]] = {
    Label.ORDINARY: (_("People I let see my story"), _("Carers and professionals you opened your story to.")),
    Label.NOT_FOR_CARERS: (
        _("The same, but not my carers"),
        _("Professionals you opened your story to. Family, friends and carers do not see it, or that it is here."),
    ),
    Label.SEALED: (
        _("Sealed: only people I name"),
        _("Only those you tick. Nobody else can see that it is here, not even in an emergency."),
    ),
    Label.PRIVATE: (_("Only me"), _("Nobody else, ever, not even in an emergency.")),
}
COMMUNICATION_LABELS = {
    **LABELS,
    Label.ORDINARY: (
        _("People I let see how I communicate"),
        _("Carers and professionals you opened “how I communicate” to."),
    ),
    Label.NOT_FOR_CARERS: (
        _("The same, but not my carers"),
        _("Professionals you opened “how I communicate” to. Family, friends and carers do not see it."),
    ),
}
LABEL_TAGS: dict[str, tuple[str, str]] = {
    Label.NOT_FOR_CARERS: (_("Not for carers"), "private"),
    Label.SEALED: (_("Sealed"), "private"),
    Label.PRIVATE: (_("Only you"), "private"),
}
