"""Do it: make accounts and services, join and leave them; let somebody back in who lost every way in."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from alongside.core import clock, facts, work
from alongside.core.refusal import Refused, insist
from alongside.core.viewer import Viewer
from alongside.people import refusals as no
from alongside.people.models import Account, LetBackIn, Membership, Organisation, RoleHeld, Seat, Service, Shown
from alongside.people.queries import account_by_email, commissioning_organisations, place_at, roles_of
from alongside.people.rules import (
    BACK_IN_LAPSES,
    BACK_IN_WAITS,
    BackInEnd,
    Channel,
    Constituency,
    OrganisationKind,
    PlatformRole,
    ServiceRole,
)


def open_account(
    *,
    email: str,
    called: str,
    password: str | None = None,
    language: str = "en-gb",
    invented: bool = False,
    introduction: dict[str, str] | None = None,
) -> Account:
    """A new account. Nothing is open to it and nothing is sent to it."""
    return Account.objects.create_user(
        email=email,
        password=password,
        called=called.strip(),
        language=language,
        invented=invented,
        introduction=introduction or {},
    )


def choose_notices(*, account: UUID, channel: Channel, words: str, by: Viewer) -> None:
    """How this account hears that there is something new; `words` stand as the neutral subject line."""
    assert by.account == account
    Account.objects.filter(pk=account).update(notices=channel, notice_words=words.strip()[:120])


def choose_name(*, account: UUID, called: str, by: Viewer) -> None:
    """What to call somebody is theirs to choose."""
    assert by.account == account
    Account.objects.filter(pk=account).update(called=called.strip()[:120])


def choose_language(*, account: UUID, language: str, by: Viewer) -> None:
    """In which language this account reads, on whatever device."""
    assert by.account == account
    Account.objects.filter(pk=account).update(language=language)


def add_organisation(
    *, slug: str, name: str, kind: OrganisationKind, place: str = "", invented: bool = False
) -> Organisation:
    """A new organisation."""
    return Organisation.objects.create(slug=slug, name=name, kind=kind, place=place, invented=invented)


def add_service(*, organisation: Organisation, slug: str, name: str, about: str = "", contact: str = "") -> Service:
    """A new service of an organisation."""
    return Service.objects.create(organisation=organisation, slug=slug, name=name, about=about, contact=contact)


@transaction.atomic
def join_service(
    *, account: UUID, service: UUID, job_title: str, role: ServiceRole = ServiceRole.PROFESSIONAL
) -> Membership:
    """Somebody starts in a service. Joining twice changes the title and role only."""
    row, _made = Membership.objects.live().update_or_create(
        account_id=account, service_id=service, defaults={"job_title": job_title.strip(), "role": role}
    )
    facts.record("membership.joined", service=service)
    return row


@transaction.atomic
def leave_service(*, account: UUID, service: UUID) -> bool:
    """Somebody leaves a service. Every access through it ends with this row, at once."""
    ended = Membership.objects.live().filter(account_id=account, service_id=service).update(left_at=Now())
    if ended:
        facts.record("membership.left", service=service)
    return bool(ended)


@transaction.atomic
def offer_seat(*, account: UUID, service: UUID, constituency: Constituency, by: Viewer) -> Seat:
    """A service lead asks somebody to sit on the panel. Nothing is open to them before their yes."""
    asking = place_at(by.account, service)
    if asking is None or not asking.leads:
        raise Refused(no.not_the_lead())
    row, is_new = Seat.objects.get_or_create(
        account_id=account, service_id=service, ended_at=None, defaults={"constituency": constituency}
    )
    if is_new:
        facts.record("seat.offered", service=service, seat=row.pk)
    return row


@transaction.atomic
def answer_seat(*, seat: UUID, says_yes: bool, by: Viewer) -> None:
    """Somebody says yes or no to a seat that was offered to them."""
    row = Seat.objects.offered().select_for_update().filter(pk=seat, account_id=by.account).first()
    if row is None:
        raise Refused(no.seat_no_longer_open())
    if says_yes:
        row.accepted_at = clock.now()
    else:
        row.ended_at = clock.now()
    row.save(update_fields=["accepted_at", "ended_at"])
    facts.record("seat.taken" if says_yes else "seat.declined", service=row.service_id, seat=row.pk)


@transaction.atomic
def leave_seat(*, seat: UUID, by: Viewer) -> None:
    """Somebody leaves the panel, or its lead ends the seat: what came through it closes with this row."""
    row = Seat.objects.select_for_update().filter(pk=seat, ended_at=None).first()
    if row is None:
        return
    if row.account_id != by.account:
        standing = place_at(by.account, row.service_id)
        if standing is None or not standing.leads:
            raise Refused(no.not_the_lead())
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    facts.record("seat.ended", service=row.service_id, seat=row.pk)


@transaction.atomic
def show_to(*, service: UUID, organisation: UUID, by: Viewer) -> None:
    """A lead shows the released readings of a service to those who plan or pay for it."""
    _insist_leads(service, by)
    if not commissioning_organisations().filter(pk=organisation).exists():
        raise Refused(no.not_who_pays())
    _row, is_new = Shown.objects.get_or_create(service_id=service, organisation_id=organisation, ended_at=None)
    if is_new:
        facts.record("readings.shown_to", service=service, by=by.account, organisation=organisation)


@transaction.atomic
def stop_showing(*, service: UUID, organisation: UUID, by: Viewer) -> None:
    """From this moment they see nothing of it here. What they read before cannot be called in."""
    _insist_leads(service, by)
    live = Shown.objects.filter(service_id=service, organisation_id=organisation, ended_at=None)
    if live.update(ended_at=Now()):
        facts.record("readings.no_longer_shown_to", service=service, by=by.account, organisation=organisation)


def _insist_leads(service: UUID, by: Viewer) -> None:
    standing = place_at(by.account, service)
    if standing is None or not standing.leads:
        raise Refused(no.not_the_lead())


def hold_role(*, account: UUID, role: PlatformRole, organisation: Organisation | None = None) -> RoleHeld:
    """Give a role beside any space."""
    return RoleHeld.objects.create(account_id=account, role=role, organisation=organisation)


@transaction.atomic
def end_role(*, account: UUID, role: PlatformRole) -> None:
    """Take a role back."""
    RoleHeld.objects.filter(account_id=account, role=role, ended_at=None).update(ended_at=Now())


@transaction.atomic
def close_account(*, account: UUID) -> None:
    """Close an account: nobody can sign in to it, every membership and role ends, and its name and address go."""
    Membership.objects.live().filter(account_id=account).update(left_at=Now())
    RoleHeld.objects.filter(account_id=account, ended_at=None).update(ended_at=Now())
    Seat.objects.filter(account_id=account, ended_at=None).update(ended_at=Now())
    closed = Account.objects.get(pk=account)
    closed.set_unusable_password()
    closed.is_active = False
    closed.email = f"closed-{account}@closed.invalid"
    closed.called = closed.notice_words = ""
    closed.notices = Channel.NONE
    closed.save()


@transaction.atomic
def ask_back_in(*, email: str, by: Viewer) -> None:
    """An administrator is sure that somebody lost every way in. Whether the address is known makes no difference here."""
    _insist_administrator(by)
    address = email.strip().lower()
    somebody = account_by_email(address)
    if somebody is not None and somebody.pk == by.account:
        raise Refused(no.not_oneself())
    forgotten = LetBackIn.objects.filter(over_at=None, agreed_at=None, asked_at__lt=clock.now() - BACK_IN_LAPSES)
    forgotten.update(over_at=Now(), ended_as=BackInEnd.LAPSED)
    row, is_new = LetBackIn.objects.get_or_create(
        email=address, over_at=None, defaults={"account": somebody, "asked_by_id": by.account}
    )
    if is_new:
        facts.record("back_in.asked", by=by.account, which=row.pk)
        work.ask_for("back_in.tell", which=str(row.pk), what="asked")


@transaction.atomic
def agree_back_in(*, which: UUID, by: Viewer) -> None:
    """A second administrator is sure as well. The person is told, and has a day to say that it was not them."""
    _insist_administrator(by)
    row = LetBackIn.objects.select_for_update().filter(pk=which, over_at=None).first()
    if row is None or row.asked_at < clock.now() - BACK_IN_LAPSES:
        raise Refused(no.no_longer_open())
    insist(no.why_not_agree(asked_by=row.asked_by_id, account=row.account_id, by=by.account))
    if row.agreed_at is not None:
        return
    now = clock.now()
    row.agreed_by_id, row.agreed_at, row.ready_at = by.account, now, now + BACK_IN_WAITS
    row.save(update_fields=["agreed_by", "agreed_at", "ready_at"])
    facts.record("back_in.agreed", by=by.account, which=row.pk)
    work.ask_for("back_in.tell", which=str(row.pk), what="agreed")
    work.ask_for("back_in.due", later=BACK_IN_WAITS, which=str(row.pk))


@transaction.atomic
def take_back_in_back(*, which: UUID, by: Viewer) -> None:
    """An administrator has doubts: nobody is let in."""
    _insist_administrator(by)
    _end_back_in(LetBackIn.objects.filter(pk=which), BackInEnd.TAKEN_BACK, by)


@transaction.atomic
def stop_back_in(*, by: Viewer) -> bool:
    """Whoever is signed in to this account says that they need no letting in. Whether there was anything to stop."""
    return _end_back_in(LetBackIn.objects.filter(account_id=by.account), BackInEnd.STOPPED, by)


@transaction.atomic
def let_back_in(*, which: UUID) -> UUID | None:
    """The day is over and nobody stopped it: the old password is gone, and with it every session. Gives the account."""
    row = LetBackIn.objects.select_for_update().filter(pk=which, over_at=None, ready_at__lte=Now()).first()
    if row is None:
        return None
    row.over_at, row.ended_as = clock.now(), BackInEnd.LET_IN
    row.save(update_fields=["over_at", "ended_as"])
    somebody = Account.objects.filter(pk=row.account_id, is_active=True).first() if row.account_id else None
    if somebody is None:
        return None
    # Whoever knows only the old password must not come in once the second step is gone.
    somebody.set_unusable_password()
    somebody.save(update_fields=["password"])
    facts.record("back_in.let_in", which=row.pk)
    work.ask_for("back_in.tell", which=str(row.pk), what="let-in")
    return somebody.pk


def _end_back_in(rows: QuerySet[LetBackIn], end: BackInEnd, by: Viewer) -> bool:
    row = rows.select_for_update(of=("self",)).filter(over_at=None).first()
    if row is None:
        return False
    row.over_at, row.ended_as = clock.now(), end
    row.save(update_fields=["over_at", "ended_as"])
    facts.record(f"back_in.{end.value.replace('-', '_')}", by=by.account, which=row.pk)
    if end is BackInEnd.STOPPED:
        work.ask_for("back_in.tell", which=str(row.pk), what=end.value)
    return True


def _insist_administrator(by: Viewer) -> None:
    if by.account is None or PlatformRole.ADMINISTRATOR not in roles_of(by.account):
        raise Refused(no.not_an_administrator())
