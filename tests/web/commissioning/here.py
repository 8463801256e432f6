"""Somebody who pays for services, for the tests of what is shown to them."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from alongside.core.viewer import Viewer
from alongside.people import actions as people
from alongside.people.rules import OrganisationKind, PlatformRole
from tests.factories import Somebody, an_account


@dataclass(frozen=True)
class Commissioner(Somebody):
    """Somebody who plans and pays for services, for an organisation."""

    organisation: UUID


def a_commissioner(name: str = "Rajan", house: str = "Invented Care Board") -> Commissioner:
    made = people.add_organisation(
        slug=f"board-{uuid4().hex[:12]}", name=house, kind=OrganisationKind.OTHER, invented=True
    )
    account = an_account(name)
    people.hold_role(account=account.pk, role=PlatformRole.COMMISSIONER, organisation=made)
    return Commissioner(account, Viewer(account.pk, name), made.pk)
