"""Tell me: who somebody is and where they work."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from alongside.people.models import Account, LetBackIn, Membership, Organisation, RoleHeld, Service
from alongside.people.rules import PlatformRole, ServiceRole


@dataclass(frozen=True)
class Post:
    """A live place of work: service, job title, and whether they lead it."""

    membership: UUID
    service: UUID
    service_name: str
    organisation_name: str
    job_title: str
    leads: bool

    @property
    def words(self) -> str:
        """The post as people say it: "physiotherapist, Harbour Pain Service"."""
        return f"{self.job_title}, {self.service_name}"


def account(account_id: UUID) -> Account | None:
    """The account with this id."""
    return Account.objects.filter(pk=account_id).first()


def account_by_email(email: str) -> Account | None:
    """The account with this e-mail address, whatever its capitals."""
    return Account.objects.filter(email__iexact=email.strip()).first()


def posts_of(account_id: UUID) -> list[Post]:
    """Where this account works now."""
    rows = (
        Membership.objects.live()
        .filter(account_id=account_id, account__is_active=True)
        .select_related("service__organisation")
        .order_by("joined_at")
    )
    return [
        Post(
            membership=row.pk,
            service=row.service_id,
            service_name=row.service.name,
            organisation_name=row.service.organisation.name,
            job_title=row.job_title,
            leads=row.role == ServiceRole.LEAD,
        )
        for row in rows
    ]


def roles_of(account_id: UUID) -> frozenset[PlatformRole]:
    """Roles beside any space."""
    held = RoleHeld.objects.filter(account_id=account_id, account__is_active=True, ended_at=None)
    return frozenset(PlatformRole(one) for one in held.values_list("role", flat=True))


def services() -> QuerySet[Service]:
    """Every service, with its organisation, by name."""
    return Service.objects.select_related("organisation").order_by("organisation__name", "name")


def organisations() -> QuerySet[Organisation]:
    """Every organisation with its services."""
    return Organisation.objects.prefetch_related("services").order_by("name")


def colleagues_in(service_id: UUID) -> QuerySet[Membership]:
    """Who works in a service now."""
    return (
        Membership.objects.live()
        .filter(service_id=service_id, account__is_active=True)
        .select_related("account", "service__organisation")
        .order_by("account__called")
    )


def professionals() -> QuerySet[Membership]:
    """Everybody who works in a service now: whom a person may look for and invite."""
    return (
        Membership.objects.live()
        .filter(account__is_active=True)
        .select_related("account", "service__organisation")
        .order_by("service__organisation__name", "account__called")
    )


def live_services_of(account_id: UUID) -> QuerySet[Membership, UUID]:
    """Ids of the services where this account works now, by the database's clock; usable inside another query."""
    return (
        Membership.objects.live()
        .filter(account_id=account_id, account__is_active=True)
        .values_list("service_id", flat=True)
    )


@dataclass(frozen=True)
class Invented:
    """An invented account of the demo, with the line that introduces it."""

    account: UUID
    name: str
    role: str
    role_words: str
    introduce: str


def invented_people() -> list[Invented]:
    """Invented accounts that stand on the demo's sign-in page, in the order in which they were made."""
    rows = (
        Account.objects.filter(invented=True, is_active=True).exclude(introduction={}).order_by("date_joined", "email")
    )
    return [
        Invented(
            account=row.pk,
            name=str(row),
            role=row.introduction.get("role", ""),
            role_words=row.introduction.get("words", ""),
            introduce=row.introduction.get("line", ""),
        )
        for row in rows
    ]


def service(service_id: UUID) -> Service | None:
    """One service, with its organisation."""
    return services().filter(pk=service_id).first()


def find_services(words: str) -> QuerySet[Service]:
    """Services that every one of these words fits: by the service, its organisation, its place, or somebody who works there."""
    found = services()
    for word in words.split()[:6]:
        works_there = Membership.objects.live().filter(account__is_active=True, account__called__icontains=word)
        found = found.filter(
            Q(name__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(organisation__place__icontains=word)
            | Q(about__icontains=word)
            | Q(pk__in=works_there.values("service_id"))
        )
    return found


def back_ins_open() -> QuerySet[LetBackIn]:
    """Everybody who waits to be let back in, oldest first; for administrators."""
    return LetBackIn.objects.filter(over_at=None).select_related("asked_by", "agreed_by").order_by("asked_at")


def back_in(which: UUID) -> LetBackIn | None:
    """One such wish, open or over."""
    return LetBackIn.objects.select_related("account", "asked_by", "agreed_by").filter(pk=which).first()


def back_in_of(account_id: UUID) -> LetBackIn | None:
    """Whether somebody is about to be let in to this account."""
    return LetBackIn.objects.filter(account_id=account_id, over_at=None).first()


def back_ins_due() -> list[UUID]:
    """Those whose waiting time is over, by the database's clock."""
    return list(LetBackIn.objects.filter(over_at=None, ready_at__lte=Now()).values_list("pk", flat=True))
