"""How the circle is said: areas, states, consent and its history, in sentences a person would say."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from alongside.circle.consents import AreaConsent, Consents
from alongside.circle.rules import Area, MemberState, Standing
from alongside.web.components.words import day, moment_of

SHORT: dict[Area, str] = {
    Area.STORY: gettext_noop("Your story"),
    Area.COMMUNICATION: gettext_noop("How to communicate with you"),
    Area.NOTES: gettext_noop("What your notes say"),
    Area.CONVERSATION: gettext_noop("Start a conversation"),
    Area.UNKNOWNS: gettext_noop("What we don’t know"),
    Area.CIRCLE: gettext_noop("Who is in your circle"),
    Area.LINKS: gettext_noop("Send links"),
}
ASKED: dict[Area, str] = {
    Area.STORY: gettext_noop("May %(name)s read your story?"),
    Area.COMMUNICATION: gettext_noop("May %(name)s read how you like to be communicated with?"),
    Area.NOTES: gettext_noop("May %(name)s read what your notes say?"),
    Area.CONVERSATION: gettext_noop("May %(name)s start a conversation with you?"),
    Area.UNKNOWNS: gettext_noop("May %(name)s read what nobody knows yet?"),
    Area.CIRCLE: gettext_noop("May %(name)s see who is in your circle?"),
    Area.LINKS: gettext_noop("May %(name)s send somebody outside a link to a conversation?"),
}
MEANS: dict[Area, str] = {
    Area.STORY: gettext_noop("Everything in your story, except what you have sealed."),
    Area.COMMUNICATION: gettext_noop("What helps when people talk with you or write to you."),
    Area.NOTES: gettext_noop("What services wrote about you, and what you say of each line."),
    Area.CONVERSATION: gettext_noop(
        "They may write to you first. Who joins a conversation that you start is your choice each time."
    ),
    Area.UNKNOWNS: gettext_noop("Questions that are still open. They can add what they know."),
    Area.CIRCLE: gettext_noop("Names and roles of the people here, and what you wish of your carers."),
    Area.LINKS: gettext_noop(
        "Only to conversations that they are in, one at a time, for four weeks at most. You see each link with who sent it "
        "to whom, and can end it. When you say no again, the links they sent end too."
    ),
}
CAN: dict[Area, str] = {
    Area.STORY: gettext_noop("%(name)s can read your story"),
    Area.COMMUNICATION: gettext_noop("%(name)s can read how you like to be communicated with"),
    Area.NOTES: gettext_noop("%(name)s can read what your notes say"),
    Area.CONVERSATION: gettext_noop("%(name)s can start a conversation with you"),
    Area.UNKNOWNS: gettext_noop("%(name)s can read what nobody knows yet"),
    Area.CIRCLE: gettext_noop("%(name)s can see who is in your circle"),
    Area.LINKS: gettext_noop("%(name)s can send a link to a conversation they are in"),
}
CANNOT: dict[Area, str] = {
    Area.STORY: gettext_noop("%(name)s cannot read your story."),
    Area.COMMUNICATION: gettext_noop("%(name)s cannot read how you like to be communicated with."),
    Area.NOTES: gettext_noop("%(name)s cannot read what your notes say."),
    Area.CONVERSATION: gettext_noop("%(name)s cannot start a conversation with you."),
    Area.UNKNOWNS: gettext_noop("%(name)s cannot read what nobody knows yet."),
    Area.CIRCLE: gettext_noop("%(name)s cannot see who is in your circle."),
    Area.LINKS: gettext_noop("%(name)s cannot send links."),
}
# The same, to a member about somebody else's space.
I_CAN: dict[Area, str] = {
    Area.STORY: gettext_noop("You can read the story"),
    Area.COMMUNICATION: gettext_noop("You can read how %(owner)s likes to be communicated with"),
    Area.NOTES: gettext_noop("You can read what the notes say"),
    Area.CONVERSATION: gettext_noop("You can start a conversation with %(owner)s"),
    Area.UNKNOWNS: gettext_noop("You can read what nobody knows yet, and add to it"),
    Area.CIRCLE: gettext_noop("You can see who is in the circle"),
    Area.LINKS: gettext_noop("You can send somebody outside a link to a conversation you are in"),
}
STATES: dict[MemberState, str] = {
    MemberState.INVITED: gettext_noop("Has not answered yet"),
    MemberState.WANTS_IN: gettext_noop("Waits for your yes"),
    MemberState.IN_CIRCLE: gettext_noop("In your circle"),
    MemberState.PAUSED: gettext_noop("Paused"),
    MemberState.ENDED: gettext_noop("Ended"),
    MemberState.LEFT: gettext_noop("Left by themselves"),
    MemberState.DECLINED: gettext_noop("Said no, thank you"),
}
STATE_KINDS: dict[MemberState, str] = {
    MemberState.INVITED: "waiting",
    MemberState.WANTS_IN: "waiting",
    MemberState.IN_CIRCLE: "done",
    MemberState.PAUSED: "note",
}
STANDINGS: dict[Standing, str] = {
    Standing.CARER: gettext_noop("Carer, family or friend"),
    Standing.PROFESSIONAL: gettext_noop("Professional"),
    Standing.TEAM: gettext_noop("A whole service"),
    Standing.OUTSIDE: gettext_noop("By a link to one conversation"),
}
HISTORY: dict[str, str] = {
    "invited": gettext_noop("You invited %(name)s."),
    "team-added": gettext_noop("You let %(name)s in, as a whole service."),
    "wants-in": gettext_noop("%(name)s took your invitation and waited for your yes."),
    "asked": gettext_noop("%(name)s asked to come into your circle."),
    "accepted": gettext_noop("%(name)s said yes to your invitation."),
    "let-in": gettext_noop("You said yes: %(name)s is in your circle."),
    "let-in-again": gettext_noop("You let %(name)s in again."),
    "in-circle": gettext_noop("%(name)s came into your circle."),
    "declined": gettext_noop("%(name)s said no, thank you."),
    "paused": gettext_noop("You paused %(name)s."),
    "ended": gettext_noop("You ended this for %(name)s."),
    "left": gettext_noop("%(name)s left your circle."),
    "link-made": gettext_noop("%(by)s made a link to one conversation."),
    "link-sent": gettext_noop("%(by)s sent %(name)s a link to the conversation “%(item)s”."),
    "link-ended": gettext_noop("%(by)s ended the link of %(name)s."),
    "all-paused": gettext_noop("You paused all sharing."),
    "paused-after-restore": gettext_noop(
        "An older copy of our records was put back, so all sharing was paused for you to look."
    ),
    "all-resumed": gettext_noop("You shared again as before the pause."),
    "emergency-allowed": gettext_noop("You allowed emergency looks."),
    "emergency-not-allowed": gettext_noop("You did not allow emergency looks any more."),
}
HISTORY_AREA: dict[str, str] = {
    "opened": gettext_noop("You opened “%(area)s” to %(name)s."),
    "closed": gettext_noop("You closed “%(area)s” to %(name)s."),
    "shut": gettext_noop("You keep “%(area)s” from %(name)s."),
}
HISTORY_ITEM: dict[str, str] = {
    "opened": gettext_noop("You opened one thing to %(name)s: “%(item)s”."),
    "closed": gettext_noop("You closed one thing to %(name)s: “%(item)s”."),
    "shut": gettext_noop("You keep one thing from %(name)s: “%(item)s”."),
}


def until_day(ends_at: datetime) -> date:
    """The last day on which it is still open, as people say it: "until 3 May" holds on 3 May."""
    return timezone.localtime(ends_at - timedelta(seconds=1)).date()


def end_of(last: date) -> datetime:
    """The moment when that day is over."""
    return timezone.make_aware(datetime.combine(last + timedelta(days=1), datetime.min.time()))


def _sentence(can: str, consent: AreaConsent) -> str:
    if consent.begins_at and consent.until:
        return _("%(sentence)s from %(begin)s until %(day)s.") % {
            "sentence": can,
            "begin": moment_of(consent.begins_at),
            "day": day(until_day(consent.until)),
        }
    if consent.begins_at:
        return _("%(sentence)s from %(begin)s.") % {"sentence": can, "begin": moment_of(consent.begins_at)}
    if consent.until:
        return _("%(sentence)s until %(day)s.") % {"sentence": can, "day": day(until_day(consent.until))}
    return _("%(sentence)s.") % {"sentence": can}


def sentence(name: str, consent: AreaConsent) -> str:
    """ "Sam can read your story until Monday 3 May." """
    if not (consent.is_open or consent.begins_at):
        return _(CANNOT[consent.area]) % {"name": name}
    return _sentence(_(CAN[consent.area]) % {"name": name}, consent)


def my_sentences(owner: str, consents: Consents) -> list[str]:
    """What a member may do here, told to them. What is not open is not spoken of."""
    return [
        _sentence(_(I_CAN[area]) % {"owner": owner}, consent)
        for area, consent in consents.areas.items()
        if consent.is_open
    ]


def cell(consent: AreaConsent) -> str:
    """One cell of the grid."""
    if consent.begins_at:
        return _("Yes, from %(begin)s") % {"begin": moment_of(consent.begins_at)}
    if consent.is_open and consent.until:
        return _("Yes, until %(day)s") % {"day": day(until_day(consent.until))}
    if consent.is_kept:
        return _("No, kept from them")
    return _("Yes") if consent.is_open else _("No")


def history_sentence(change: Any, items: dict[Any, str]) -> str:
    """One change of consent, as the person would tell it."""
    named = {
        "name": change.member.name if change.member else "",
        "by": change.by_name,
        "area": _(SHORT[Area(change.area)]) if change.area else "",
        "item": items.get(change.item) or _("something that is not here any more"),
    }
    if change.area and change.kind in HISTORY_AREA:
        table = HISTORY_ITEM if change.item else HISTORY_AREA
        said = _(table[change.kind]) % named
    else:
        said = _(HISTORY.get(change.kind, gettext_noop("Something changed in your circle."))) % named
    if change.until:
        said = _("%(sentence)s Until %(day)s.") % {"sentence": said, "day": day(until_day(change.until))}
    return said
