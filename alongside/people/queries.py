"""Tell me: who somebody is and where they work."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from alongside.people.models import Account, LetBackIn, Membership, Organisation, RoleHeld, Seat, Service, Shown
from alongside.people.rules import Constituency, PlatformRole, ServiceRole


@dataclass(frozen=True)
class Post:
    """A live place of work: service, job title, and whether they lead it."""

    membership: UUID
    service: UUID
    service_name: str
    service_slug: str
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
            service_slug=row.service.slug,
            organisation_name=row.service.organisation.name,
            job_title=row.job_title,
            leads=row.role == ServiceRole.LEAD,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Place:
    """How somebody stands towards a service as a whole: they work there, lead it, or sit on its panel."""

    service: UUID
    service_name: str
    slug: str
    works_here: bool = False
    leads: bool = False
    seat: UUID | None = None
    constituency: Constituency | None = None

    @property
    def on_panel(self) -> bool:
        return self.seat is not None


def places_of(account_id: UUID, posts: Iterable[Post] | None = None) -> list[Place]:
    """Every service that this account works in or sits on the panel of, now, by name. `posts`: when they are known already."""
    found = {
        post.service: Place(
            post.service,
            post.service_name,
            post.service_slug,
            works_here=True,
            leads=post.leads,
            constituency=Constituency.STAFF,
        )
        for post in (posts_of(account_id) if posts is None else posts)
    }
    seats = Seat.objects.live().filter(account_id=account_id, account__is_active=True).select_related("service")
    for seat in seats:
        at_work = found.get(seat.service_id, Place(seat.service_id, seat.service.name, seat.service.slug))
        found[seat.service_id] = replace(at_work, seat=seat.pk, constituency=Constituency(seat.constituency))
    return sorted(found.values(), key=lambda one: one.service_name)


def place_at(account_id: UUID | None, service: UUID) -> Place | None:
    """How this account stands towards one service; None for a stranger."""
    if account_id is None:
        return None
    return next((one for one in places_of(account_id) if one.service == service), None)


def panel_of(service_id: UUID) -> QuerySet[Seat]:
    """Who sits on the panel of a service now."""
    return Seat.objects.live().filter(service_id=service_id).select_related("account").order_by("account__called")


def seats_offered_to(account_id: UUID) -> QuerySet[Seat]:
    """Seats that wait for a yes or no of this account."""
    return Seat.objects.offered().filter(account_id=account_id).select_related("service__organisation")


def seat_of(account_id: UUID, seat: UUID) -> Seat | None:
    """A seat that was offered to this account, whatever came of it."""
    return Seat.objects.filter(pk=seat, account_id=account_id).select_related("service__organisation").first()


def seats_offered_by(service_id: UUID) -> QuerySet[Seat]:
    """Seats of this service that nobody has answered yet."""
    return Seat.objects.offered().filter(service_id=service_id).select_related("account")


@dataclass(frozen=True)
class ServiceInWords:
    """A service as pages name it."""

    id: UUID
    slug: str
    name: str
    about: str
    contact: str
    organisation_name: str
    invented: bool


def service_by_slug(slug: str) -> ServiceInWords | None:
    """The service with this short name."""
    return _in_words(Service.objects.select_related("organisation").filter(slug=slug).first())


def service_in_words(service_id: UUID) -> ServiceInWords | None:
    """The service with this id, as pages name it."""
    return _in_words(Service.objects.select_related("organisation").filter(pk=service_id).first())


def _in_words(row: Service | None) -> ServiceInWords | None:
    if row is None:
        return None
    return ServiceInWords(
        row.pk, row.slug, row.name, row.about, row.contact, row.organisation.name, row.organisation.invented
    )


def roles_of(account_id: UUID) -> frozenset[PlatformRole]:
    """Roles beside any space."""
    held = RoleHeld.objects.filter(account_id=account_id, account__is_active=True, ended_at=None)
    return frozenset(PlatformRole(one) for one in held.values_list("role", flat=True))


def holds_for(account_id: UUID, role: PlatformRole, organisation: UUID) -> bool:
    """Whether this account holds this role for this organisation now."""
    held = RoleHeld.objects.filter(account_id=account_id, role=role, ended_at=None)
    return held.filter(organisation_id=organisation).exists()


def commissioning_organisations() -> QuerySet[Organisation]:
    """Organisations for which somebody plans or pays for services now, by name."""
    held = RoleHeld.objects.filter(role=PlatformRole.COMMISSIONER, account__is_active=True, ended_at=None)
    return Organisation.objects.filter(pk__in=held.values("organisation_id")).order_by("name")


def shown_by(service_id: UUID) -> frozenset[UUID]:
    """To which organisations a service shows its released readings now."""
    return frozenset(
        Shown.objects.filter(service_id=service_id, ended_at=None).values_list("organisation_id", flat=True)
    )


def services_shown_to(account_id: UUID) -> list[ServiceInWords]:
    """Services that show their released readings to an organisation for which this account plans or pays, by name."""
    held = RoleHeld.objects.filter(
        account_id=account_id, account__is_active=True, role=PlatformRole.COMMISSIONER, ended_at=None
    )
    live = Shown.objects.filter(organisation_id__in=held.values("organisation_id"), ended_at=None)
    rows = Service.objects.filter(pk__in=live.values("service_id")).select_related("organisation")
    return [found for row in rows.order_by("name", "organisation__name") if (found := _in_words(row))]


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


def services_led_by(account_id: UUID) -> QuerySet[Membership, UUID]:
    """Ids of the services that this account leads now; usable inside another query."""
    rows = Membership.objects.live().filter(account_id=account_id, role=ServiceRole.LEAD, account__is_active=True)
    return rows.values_list("service_id", flat=True)


def seated_services_of(account_id: UUID) -> QuerySet[Seat, UUID]:
    """Ids of the services on whose panel this account sits now; usable inside another query."""
    rows = Seat.objects.live().filter(account_id=account_id, account__is_active=True)
    return rows.values_list("service_id", flat=True)


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
