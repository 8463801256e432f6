"""Tables of accounts, organisations and services."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from alongside.people.rules import BackInEnd, Channel, Constituency, OrganisationKind, PlatformRole, ServiceRole


def _choices(enum: Any) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in enum]


class AccountManager(BaseUserManager["Account"]):
    """Accounts are found by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **extra)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractUser):
    """Somebody who can sign in. What they are called is theirs to choose."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = None
    first_name = None
    last_name = None
    email = models.EmailField(_("e-mail address"), unique=True)
    called = models.CharField(_("what to call you"), max_length=120)
    notices = models.CharField(max_length=10, choices=_choices(Channel), default=Channel.NONE)
    notice_words = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, default="en-gb")
    invented = models.BooleanField(default=False)
    # For invented people only: how the demo's sign-in page introduces them.
    introduction = models.JSONField(default=dict, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Privacy:
        personal = ("email", "called", "notices", "notice_words", "language", "password", "last_login")
        plain = ("id", "is_superuser", "is_staff", "is_active", "date_joined", "invented", "introduction")

    def __str__(self) -> str:
        return self.called or str(_("Somebody"))


class Organisation(models.Model):
    """A practice, trust, charity or team that runs services."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=30, choices=_choices(OrganisationKind), default=OrganisationKind.OTHER)
    place = models.CharField(max_length=120, blank=True)
    invented = models.BooleanField(default=False)

    class Privacy:
        personal = ()
        plain = ("id", "slug", "name", "kind", "place", "invented")

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """One service of an organisation: the unit that people meet, and that answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="services")
    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    contact = models.CharField(max_length=240, blank=True)

    class Privacy:
        personal = ()
        plain = ("id", "organisation", "slug", "name", "about", "contact")

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation.name}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def live(self) -> "MembershipQuerySet":
        """In the service now, by the database's clock."""
        return self.filter(models.Q(left_at=None) | models.Q(left_at__gt=Now()))


class Membership(models.Model):
    """Somebody works in a service. When it ends, every access that came through it ends at once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=_choices(ServiceRole), default=ServiceRole.PROFESSIONAL)
    job_title = models.CharField(max_length=120)
    joined_at = models.DateTimeField(db_default=Now())
    left_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "service"], condition=models.Q(left_at=None), name="one_live_membership"
            )
        ]

    class Privacy:
        personal = ("account",)
        plain = ("id", "service", "role", "job_title", "joined_at", "left_at")

    @property
    def leads_service(self) -> bool:
        return self.role == ServiceRole.LEAD


class RoleHeld(models.Model):
    """A role beside any space: commissioner, facilitator, administrator, privacy officer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles_held")
    role = models.CharField(max_length=20, choices=_choices(PlatformRole))
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("account",)
        plain = ("id", "role", "organisation", "ended_at")


class SeatQuerySet(models.QuerySet["Seat"]):
    def live(self) -> "SeatQuerySet":
        """Said yes to, and not ended, by the database's clock."""
        return self.filter(accepted_at__isnull=False).filter(models.Q(ended_at=None) | models.Q(ended_at__gt=Now()))

    def offered(self) -> "SeatQuerySet":
        """Waits for a yes or no."""
        return self.filter(accepted_at=None, ended_at=None)


class Seat(models.Model):
    """A seat on the panel of a service. It opens what the service learns, and nobody's space. Nobody sits without a yes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="seats")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="seats")
    constituency = models.CharField(max_length=20, choices=_choices(Constituency))
    offered_at = models.DateTimeField(db_default=Now())
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "service"], condition=models.Q(ended_at=None), name="one_seat_on_a_panel"
            )
        ]

    class Privacy:
        personal = ("account",)
        plain = ("id", "service", "constituency", "offered_at", "accepted_at", "ended_at")

    @property
    def is_offered(self) -> bool:
        """Waits for a yes or no."""
        return self.accepted_at is None and self.ended_at is None

    @property
    def is_taken(self) -> bool:
        """Said yes to, and not ended."""
        return self.accepted_at is not None and self.ended_at is None


class Shown(models.Model):
    """A service shows what was released about it to an organisation that plans or pays for it. Nothing before its lead says so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["service", "organisation"], condition=models.Q(ended_at=None), name="shown_once_to_one"
            )
        ]

    class Privacy:
        personal = ()
        plain = ("id", "service", "organisation", "since", "ended_at")


class LetBackIn(models.Model):
    """Somebody lost every way to sign in and asked to be let back in. Two administrators, a day of waiting, and a stop.

    `account` is None when nobody has the address: everything looks the same then, and nothing comes of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField()
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    agreed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)
    ended_as = models.CharField(max_length=20, blank=True, choices=_choices(BackInEnd))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["email"], condition=models.Q(over_at=None), name="let_back_in_once_at_a_time"
            ),
            models.CheckConstraint(
                name="two_people_let_somebody_back_in",
                condition=models.Q(agreed_by=None) | ~models.Q(agreed_by=models.F("asked_by")),
            ),
            models.CheckConstraint(
                name="nobody_is_let_in_before_two_agreed",
                condition=~models.Q(ended_as=BackInEnd.LET_IN) | models.Q(agreed_by__isnull=False),
            ),
        ]

    class Privacy:
        personal = ("email", "account", "asked_by", "agreed_by")
        plain = ("id", "asked_at", "agreed_at", "ready_at", "over_at", "ended_as")
