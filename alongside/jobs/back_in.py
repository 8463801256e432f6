"""Letting somebody back in: tell them at every address and in their log, and when the day is over take away what they lost.

Nobody gets a password or a link here: whoever reads the mail of this account chooses a new one in the ordinary way.
"""

from datetime import timedelta
from smtplib import SMTPException
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.circle.queries import own_space
from alongside.core import audit, work
from alongside.core.once import claim
from alongside.core.viewer import Purpose, Viewer, bound
from alongside.core.work import does
from alongside.jobs.notices import AGAIN_AFTER
from alongside.people import actions as people
from alongside.people import queries as tell

# What is said by e-mail as well: what is about to happen, and what has happened.
BY_MAIL = {"agreed": "notices/back_in_soon.txt", "let-in": "notices/back_in_now.txt"}
ONCE = timedelta(days=36_500)


@does("back_in.tell")
def tell_them(*, which: str, what: str) -> None:
    """Write it in the person's log, and send it to every address they have. For an address nobody has, nothing."""
    row = tell.back_in(UUID(which))
    if row is None or row.account is None:
        return
    with transaction.atomic():
        if not claim(f"back-in:{which}", what, at_most_every=ONCE):
            return
        doer = row.account if what == "stopped" else row.asked_by if what == "asked" else row.agreed_by
        assert doer is not None
        _write_in_their_log(row.account.pk, doer.pk, str(doer), what)
        if what in BY_MAIL:
            work.ask_for("back_in.mail", which=which, what=what)


@does("back_in.mail")
def write_to_them(*, which: str, what: str, tries: str = "0") -> None:
    """One plain message to every address of the account; tried again when the post does not go out."""
    row = tell.back_in(UUID(which))
    if row is None or row.account is None or (what == "agreed" and row.over_at is not None):
        return
    known = EmailAddress.objects.filter(user_id=row.account.pk).values_list("email", flat=True)
    with translation.override(row.account.language):
        subject = row.account.notice_words or _("You have a message")
        body = render_to_string(BY_MAIL[what], {"front_page": settings.FRONT_PAGE, "ready_at": row.ready_at})
    try:
        for address in sorted({row.account.email, *known}):
            EmailMessage(subject=subject, body=body, to=[address]).send()
    except (SMTPException, OSError):
        if int(tries) < len(AGAIN_AFTER):
            later = AGAIN_AFTER[int(tries)]
            work.ask_for("back_in.mail", later=later, which=which, what=what, tries=str(int(tries) + 1))


@does("back_in.due")
def let_in(*, which: str) -> bool:
    """If the day is over and nobody stopped it: the password, every second step and every session end together."""
    with transaction.atomic():
        account = people.let_back_in(which=UUID(which))
        if account is None:
            return False
        Authenticator.objects.filter(user_id=account).delete()
        return True


def let_in_all_due() -> int:
    """For the timer: whatever the queue has not done. Gives how many."""
    return sum(let_in(which=str(one)) for one in tell.back_ins_due())


def _write_in_their_log(account: UUID, doer: UUID, name: str, what: str) -> None:
    person = Viewer(account=account, name="", purpose=Purpose.OWN)
    with bound(person):
        own = own_space(person)
        if own is None:
            return
        role = "" if doer == account else _("administrator of this site")
        audit.begin()
        audit.look(
            Viewer(account=doer, name=name, role=role),
            space=own.pk,
            action=f"back-in.{what}",
            outcome=audit.Outcome.DONE,
        )
