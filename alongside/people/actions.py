"""Do it: make accounts and services, join and leave them."""

from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from alongside.core import facts
from alongside.core.viewer import Viewer
from alongside.people.models import Account, Membership, Organisation, RoleHeld, Service
from alongside.people.rules import Channel, OrganisationKind, PlatformRole, ServiceRole


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
    closed = Account.objects.get(pk=account)
    closed.set_unusable_password()
    closed.is_active = False
    closed.email = f"closed-{account}@closed.invalid"
    closed.called = closed.notice_words = ""
    closed.notices = Channel.NONE
    closed.save()
