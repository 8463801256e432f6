"""What stands around every page: menu, whose space this is, where "leave this page" goes."""

import base64
import hashlib
import hmac
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from alongside.care.queries import story
from alongside.circle import queries as circle
from alongside.circle.rules import Area, Standing
from alongside.core.viewer import Purpose
from alongside.people.rules import PlatformRole
from alongside.web.gate import AccountPage, SpacePage
from alongside.web.menu import SERVICE_MENU, SPACE_MENU
from alongside.web.moments.signals import Panel, panel
from alongside.web.service_page import ServicePage
from alongside.web.signing.demo import demo_label, demo_people
from alongside.web.viewers import Account, account_of


class Place(NamedTuple):
    """One entry of the menu."""

    label: str
    href: str
    current: bool


class SpacePlace(NamedTuple):
    """A place of a space with its URL name."""

    name: str
    label: str
    href: str
    current: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for every template. Asks the database hardly anything that the page has not already read."""
    page = getattr(request, "alongside_page", None)
    signed_in = getattr(request, "user", None) is not None and request.user.is_authenticated
    context: dict[str, Any] = {
        "menu": [],
        "space_owner": "",
        "leave_url": settings.LEAVE_URL,
        "demo": settings.DEMO,
        "signed_in": signed_in,
        "signed_in_as": str(request.user) if signed_in else "",
        "language_url": reverse("set_language"),
        "sign_out_url": reverse("account_logout") if signed_in else "",
        "account_menu": account_menu(request) if signed_in else [],
        "draft_key": device_key(request.user.pk) if signed_in else "",
        "demo_people": demo_people,
        "demo_label": demo_label,
        "once_key": getattr(page, "once_key", lambda: ""),
        "draft_token": page.draft_token if isinstance(page, SpacePage | AccountPage) else lambda: "",
    }
    if isinstance(page, SpacePage) and hasattr(page, "footing"):
        context["menu"] = [Place(*one[1:]) for one in space_menu(request, page)]
        context["space_id"] = page.space_id
        context["is_holder"] = page.footing.is_owner
        context["space_owner"] = "" if page.footing.is_owner else page.footing.owner_name
        context["emergency"] = page.footing.emergency is not None
        context["moment_panel"] = moment_beside(request, page)
    elif isinstance(page, ServicePage) and hasattr(page, "place"):
        context["menu"] = service_menu(request, page)
        context["service_name"] = page.service.name
    elif isinstance(page, AccountPage):
        context["menu"] = own_menu(request)
    return context


def space_menu(request: HttpRequest, page: SpacePage) -> list[SpacePlace]:
    """The menu of a space: only places that are open to this viewer, so that nothing hidden leaves a gap."""
    places = []
    for entry in SPACE_MENU:
        if entry.unless and any(place.name == entry.unless for place in places):
            continue
        if entry.holder_only and not page.footing.is_owner:
            continue
        if entry.for_carers and page.footing.standing is not Standing.CARER:
            continue
        if entry.area is Area.CONVERSATION:
            if page.footing.emergency is not None:
                continue
        elif entry.area is Area.STORY:
            if not may_read_story(page):
                continue
        elif entry.area is not None:
            if not circle.may_open(page.viewer, page.space_id, entry.area):
                continue
        try:
            href = reverse(entry.name, kwargs={"space_id": page.space_id})
        except NoReverseMatch:
            continue
        label = gettext(entry.label if page.footing.is_owner else entry.label_for_others)
        current = request.path == href if entry.exact else request.path.startswith(href)
        places.append(SpacePlace(entry.name, label, href, current))
    return places


def may_read_story(page: SpacePage) -> bool:
    """Whether the story leads anywhere: all of it is open, or one sealed part that is there."""
    if circle.may_open(page.viewer, page.space_id, Area.STORY):
        return True
    named = circle.may_open_some(page.viewer, page.space_id, Area.STORY)
    return named and story.may_read(page.viewer, page.space_id)


def service_menu(request: HttpRequest, page: ServicePage) -> list[Place]:
    """The menu of a service: only places that are for this viewer."""
    places = []
    for entry in SERVICE_MENU:
        here = page.place
        if (entry.leads_only and not here.leads) or (entry.staff_only and not here.works_here):
            continue
        if entry.panel_only and not (here.on_panel or here.leads):
            continue
        try:
            href = reverse(entry.name, kwargs={"service": page.slug})
        except NoReverseMatch:
            continue
        current = request.path == href if entry.name == "wall" else request.path.startswith(href)
        places.append(Place(gettext(entry.label), href, current))
    return places


def own_menu(request: HttpRequest) -> list[Place]:
    """The menu of pages that belong to no space: home, and what belongs to one's work."""
    entries = [(_("Home"), "home")]
    if account_of(request).posts:
        entries += [(_("Waiting in my service"), "work_asks"), (_("Ask to be let in"), "ask_to_join")]
    if PlatformRole.FACILITATOR in account_of(request).roles:
        entries += [(_("Sets of principles"), "sets"), (_("Studies"), "studies")]
    places = [Place(label, reverse(name), request.path == reverse(name)) for label, name in entries]
    for here in account_of(request).places:
        places.append(Place(here.service_name, reverse("wall", kwargs={"service": here.slug}), False))
    return places


def account_menu(request: HttpRequest) -> list[tuple[str, str]]:
    """What belongs to the account and to no space: at the foot of every page, also inside somebody's space."""
    entries = [(_("Your account"), reverse("account")), (_("Signed-in devices"), reverse("devices"))]
    if isinstance(getattr(request, "alongside_account", None), Account):
        if account_of(request).posts:
            entries.insert(0, (_("Waiting in my service"), reverse("work_asks")))
        entries += [
            (here.service_name, reverse("wall", kwargs={"service": here.slug})) for here in account_of(request).places
        ]
    return entries


def device_key(account: UUID) -> str:
    """The key under which this account's unsent words are kept on a device while the connection is down. Never stored."""
    made = hmac.new(settings.SECRET_KEY.encode(), b"alongside.device:" + account.bytes, hashlib.sha256).digest()
    return base64.b64encode(made).decode()


def moment_beside(request: HttpRequest, page: SpacePage) -> Panel | None:
    """The panel of the moment this professional chose for this space; beside every page but the moment's own."""
    if page.viewer.purpose is not Purpose.DIRECT_CARE or request.method != "GET":
        return None
    chosen = request.session.get(f"moment:{page.space_id}", "")
    beside = panel(chosen, page.viewer, page.footing) if chosen else None
    return beside if beside and beside.href != request.path else None
