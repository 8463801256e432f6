"""From a request to a viewer: who this is, for which service, and for which purpose they come."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.utils.translation import gettext as _

from alongside.circle import queries as circle
from alongside.circle.rules import Standing
from alongside.core.viewer import Purpose, Viewer, bound
from alongside.people.queries import Place, Post, places_of, posts_of, roles_of
from alongside.people.rules import PlatformRole


@dataclass(frozen=True)
class Account:
    """The signed-in account as the pages need it: name, posts, roles."""

    id: UUID
    name: str
    posts: tuple[Post, ...]
    roles: frozenset[PlatformRole]

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Services that this account works in or sits on the panel of."""
        return tuple(places_of(self.id, self.posts))


def account_of(request: HttpRequest) -> Account:
    """The signed-in account; asked of the database once a request."""
    known = getattr(request, "alongside_account", None)
    if isinstance(known, Account):
        return known
    user = request.user
    found = Account(id=user.pk, name=str(user), posts=tuple(posts_of(user.pk)), roles=roles_of(user.pk))
    request.alongside_account = found  # type: ignore[attr-defined]  # a request carries what was read for it
    return found


def request_id(request: HttpRequest) -> str:
    """One id for everything this request writes."""
    known = getattr(request, "alongside_request", "")
    if not known:
        known = str(uuid4())
        request.alongside_request = known  # type: ignore[attr-defined]  # as above
    return known


def own_viewer(request: HttpRequest, *, purpose: Purpose = Purpose.OWN, service: UUID | None = None) -> Viewer:
    """The signed-in account as a viewer, for a purpose, acting for one of their services if they work in any."""
    account = account_of(request)
    post = next((p for p in account.posts if service in (None, p.service)), None)
    acting = post if purpose in (Purpose.DIRECT_CARE, Purpose.EMERGENCY) else None
    return Viewer(
        account=account.id,
        name=account.name,
        purpose=purpose,
        role=acting.words if acting else "",
        service=acting.service if acting else None,
        service_name=acting.service_name if acting else "",
        request=request_id(request),
    )


def viewer_in(request: HttpRequest, space_id: UUID) -> Viewer | None:
    """The viewer as who this account may come to this space at all, or None for a stranger.

    Must be called inside the transaction of the page. Somebody who is carer and professional at once comes as the one
    they chose last, else as professional.
    """
    with bound(own_viewer(request)) as probe:
        purposes = circle.purposes_in(probe, space_id)
        if not purposes:
            emergency = circle.glass_open_until(probe, space_id) is not None
            return own_viewer(request, purpose=Purpose.EMERGENCY) if emergency else None
        chosen = request.session.get("as", "")
        purpose = next((p for p in purposes if p.value == chosen), purposes[0])
        member = None if purpose is Purpose.OWN else circle.membership(probe, space_id, purpose)
    viewer = own_viewer(request, purpose=purpose)
    if purpose is Purpose.OWN:
        return viewer
    if member is None:
        return None
    if member.service_id is not None:
        return own_viewer(request, purpose=purpose, service=member.service_id)
    if member.standing == Standing.CARER:
        return Viewer(
            account=viewer.account,
            name=viewer.name,
            purpose=purpose,
            role=member.role or _("Carer, family or friend"),
            request=viewer.request,
        )
    return viewer
