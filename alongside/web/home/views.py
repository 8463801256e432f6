"""Where somebody lands: their own space, the people they help, what waits for them."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.care.queries import asks, communication, story
from alongside.circle import queries as circle
from alongside.circle.actions import spaces
from alongside.circle.queries import Footing
from alongside.circle.rules import Standing
from alongside.core.viewer import Purpose, Viewer, bound
from alongside.people.queries import back_in_of, seats_offered_to
from alongside.people.rules import PlatformRole
from alongside.themes.queries.studies import my_studies
from alongside.web.frame import space_menu
from alongside.web.gate import AccountPage, SpacePage
from alongside.web.home import waiting
from alongside.web.viewers import account_of, own_viewer

# One sentence for each place, shown on the home of a space.
ABOUT_PLACES = {
    "story": (
        gettext_lazy("Told once, in your own words, for the people you choose."),
        gettext_lazy("In their own words. Read it before you meet."),
    ),
    "communication": (
        gettext_lazy("What helps when people talk with you or write to you."),
        gettext_lazy("What helps when you talk with them or write to them."),
    ),
    "conversations": (
        gettext_lazy("One place to talk with everybody who helps you."),
        gettext_lazy("Talk with them, not about them."),
    ),
    "unknowns": (
        gettext_lazy("Questions nobody can answer yet, and who will look."),
        gettext_lazy("Questions nobody can answer yet, and who will look."),
    ),
    "notes": (
        gettext_lazy("What services wrote. You say whether it is right."),
        gettext_lazy("What services wrote, and what they say of it."),
    ),
    "circle": (
        gettext_lazy("Who is with you, and who may see what."),
        gettext_lazy("Who else is with them."),
    ),
    "how_it_was": (gettext_lazy("After an appointment or a call: two short questions, if you like."), ""),
    "looks": (gettext_lazy("Every look, by name."), ""),
}


@dataclass(frozen=True)
class Door:
    """One place of a space, as a card."""

    title: str
    href: str
    text: str


class Home(AccountPage):
    """The first page after signing in. Somebody with only their own space goes straight to it."""

    template = "home/home.html"
    log_kind = "own-home"
    title = gettext_lazy("Home")

    def get(self, request: HttpRequest) -> HttpResponse:
        account = account_of(request)
        own = circle.own_space(self.viewer)
        professional = own_viewer(request, purpose=Purpose.DIRECT_CARE)
        helped: list[Footing] = []
        asked: list[asks.WaitingAsk] = []
        if account.posts:
            with bound(professional):
                helped = circle.spaces_open_to(professional)
                asked = asks.asks_waiting_for(professional)[: waiting.MOST]
        cared_for = self._cared_for(own_viewer(request, purpose=Purpose.CARER_SUPPORT))
        invited = circle.invitations_waiting_for(account.id)
        seats = list(seats_offered_to(account.id))
        studies = my_studies(self.viewer)
        if own and not (helped or cared_for or invited or account.posts or account.roles or seats or studies):
            return self.go("space", space_id=own.pk)
        both = {f.space for f in helped} & {f.space for f in cared_for}
        return self.show(
            account=account,
            own=own,
            helped=helped,
            cared_for=cared_for,
            asked=asked,
            invited=invited,
            seats=seats,
            studies=studies,
            came=waiting.what_came_of_it(self.viewer),
            is_commissioner=PlatformRole.COMMISSIONER in account.roles,
            is_facilitator=PlatformRole.FACILITATOR in account.roles,
            two_hats=bool(both),
            is_officer=PlatformRole.PRIVACY_OFFICER in account.roles,
            is_administrator=PlatformRole.ADMINISTRATOR in account.roles,
            back_in=back_in_of(account.id),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open a space of one's own."""
        space = spaces.open_space(by=self.viewer)
        return self.go("space", space_id=space.pk)

    def _cared_for(self, carer: Viewer) -> list[Footing]:
        with bound(carer):
            return circle.spaces_open_to(carer)


class SpaceHome(SpacePage):
    """The front room of a space: what waits, where to go."""

    template = "home/space.html"
    log_kind = "home"

    def get(self, request: HttpRequest) -> HttpResponse:
        owner = self.footing.is_owner
        told = waiting.for_the_person if owner else waiting.for_a_helper
        quiet = self.footing.emergency is not None
        space = circle.own_space(self.viewer) if owner else None
        return self.show(
            title=_("Your space") if owner else _("%(name)s’s space") % {"name": self.footing.owner_name},
            waits=[] if quiet else told(self.viewer, self.footing),
            news=not quiet and waiting.something_new(self.viewer, self.footing),
            line="" if owner else story.line_of(self.viewer, self.space_id),
            card=communication.card(self.viewer, self.space_id),
            doors=self._doors(request),
            paused=bool(space and space.sharing_paused_at),
            restored=bool(space and space.sharing_paused_at)
            and circle.is_paused_after_restore(self.viewer, self.space_id),
            closing=space.closing_asked_at if space else None,
            back_in=back_in_of(space.owner_id) if space else None,
            empty_story=owner and not story.line_of(self.viewer, self.space_id),
            by_moment=not owner and self.viewer.purpose is Purpose.DIRECT_CARE,
        )

    def _doors(self, request: HttpRequest) -> list[Door]:
        doors = []
        for place in space_menu(request, self):
            about = ABOUT_PLACES.get(place.name)
            if about:
                doors.append(Door(place.label, place.href, str(about[0] if self.footing.is_owner else about[1])))
        if self.footing.is_owner:
            # Whoever sits on a panel lands here, and finds the way to it here.
            doors += [
                Door(one.service_name, reverse("wall", kwargs={"service": one.slug}), _("You sit on its panel."))
                for one in account_of(request).places
                if one.on_panel
            ]
        if self.footing.standing is Standing.CARER:
            own_page = reverse("carer", kwargs={"space_id": self.space_id})
            doors.append(
                Door(_("For you, as carer"), own_page, _("What you need yourself, and what you may see here."))
            )
        return doors
