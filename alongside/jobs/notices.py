"""Telling somebody by e-mail that there is something new: never what, from whom, about whom or where.

Nothing goes to an account that has not chosen a channel. At most one unread notice in some hours. Not for reminders.
"""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.care.queries import links
from alongside.care.queries import notices as tell
from alongside.core import work
from alongside.core.once import claim, give_back
from alongside.core.viewer import Purpose, Viewer, bound
from alongside.core.work import does
from alongside.people.queries import account as account_with_id
from alongside.people.rules import Channel

# One unread notice in this time is enough; after somebody was here, the next news may be told again.
QUIET = timedelta(hours=4)
# How long to wait before the next try when the post does not go out.
AGAIN_AFTER = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
TURN = "notice.email"


@does("conversation.something_new")
def something_new(*, thread: str, holder: str, writer: str) -> None:
    """Find, with the person's own rights, who is in the conversation now; ask for one notice each."""
    somebody = account_with_id(UUID(holder))
    if somebody is None:
        return
    person = Viewer(account=somebody.pk, name="", purpose=Purpose.OWN)
    with transaction.atomic(), bound(person):
        for one in tell.accounts_to_tell(person, UUID(thread), writer=writer):
            _ask_for_notice(one.account, one.last_here)
        for follower in tell.followers_to_tell(person, UUID(thread), writer=writer):
            key = f"follower:{follower.id}"
            if claim(key, TURN, at_most_every=QUIET):
                work.ask_for("notice.follower", follower=str(follower.id), link=follower.link)


@does("notice.account")
def tell_account(*, account: str, tries: str = "0") -> None:
    """Send one notice to an account, in its language and under the words it chose."""
    somebody = account_with_id(UUID(account))
    if somebody is None or not somebody.is_active or somebody.notices != Channel.EMAIL:
        return
    with translation.override(somebody.language):
        subject = somebody.notice_words or _("You have a message")
        body = render_to_string("notices/something_new.txt", {"front_page": settings.FRONT_PAGE})
    _send(subject, body, somebody.email, tries, "notice.account", account, account=account)


@does("notice.follower")
def tell_follower(*, follower: str, link: str, tries: str = "0") -> None:
    """Send one notice to somebody outside who follows a conversation by e-mail, if their link still works."""
    bearer = Viewer(account=None, name="", purpose=Purpose.DIRECT_CARE, link=link)
    with transaction.atomic(), bound(bearer):
        row = links.follower(bearer, UUID(follower))
        email = row.email if row else ""
    if not email:
        return
    token = links.way_to_stop(UUID(follower), link)
    stop = settings.FRONT_PAGE.rstrip("/") + reverse("stop_following", kwargs={"code": token})
    body = render_to_string("notices/something_new_to_follow.txt", {"front_page": settings.FRONT_PAGE, "stop": stop})
    _send(
        _("You have a message"),
        body,
        email,
        tries,
        "notice.follower",
        f"follower:{follower}",
        follower=follower,
        link=link,
    )


def _ask_for_notice(account: UUID, last_here: float) -> None:
    somebody = account_with_id(account)
    if somebody is None or not somebody.is_active or somebody.notices != Channel.EMAIL:
        return
    been_here = datetime.fromtimestamp(last_here, tz=UTC) if last_here else None
    if claim(str(account), TURN, at_most_every=QUIET, or_if_before=been_here):
        work.ask_for("notice.account", account=str(account))


def _send(subject: str, body: str, to: str, tries: str, kind: str, turn: str, **about: str) -> None:
    """Hand one message to the post. When it does not go out, try again later, and later still."""
    try:
        EmailMessage(subject=subject, body=body, to=[to]).send()
    except (SMTPException, OSError):
        if int(tries) < len(AGAIN_AFTER):
            work.ask_for(kind, later=AGAIN_AFTER[int(tries)], tries=str(int(tries) + 1), **about)
        else:
            give_back(turn, TURN)
