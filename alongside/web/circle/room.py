"""What the pages of the circle share: one member by the address, and how things stand for them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from alongside.care.actions.asks import settle_clocks
from alongside.care.queries.open_to import titles_of
from alongside.circle import queries as circle
from alongside.circle.consents import Consents, consents_of
from alongside.circle.rules import MAY_SEND_LINKS, Area, MemberState, Standing
from alongside.web.circle import words
from alongside.web.gate import SpacePage

GONE = (MemberState.ENDED, MemberState.LEFT, MemberState.DECLINED)
HERE = (MemberState.IN_CIRCLE, MemberState.PAUSED)


def areas_for(member: Any) -> list[Area]:
    """What can be opened to somebody. Leave to send links is given to somebody with a name, never to a whole service."""
    return [area for area in Area if area is not Area.LINKS or member.standing in MAY_SEND_LINKS]


class HolderPage(SpacePage):
    """A page of the circle for the person whose space it is."""

    holder_only = True

    def _guarded(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super()._guarded(request, *args, **kwargs)
        if request.method == "POST" and response.status_code in (302, 303):
            # Somebody may have been paused or let go: their service hears no more of what they were asked here.
            settle_clocks(footing=self.footing, by=self.viewer)
        return response

    def member_row(self, member_id: UUID, *, gone_too: bool = False) -> Any:
        """The member of this circle with this id."""
        row = circle.member(self.viewer, member_id)
        if row is None or row.space_id != self.space_id or (row.state in GONE and not gone_too):
            raise Http404
        return row

    def consents(self, member: Any) -> Consents:
        """What stands for one member."""
        return consents_of(self.viewer, self.space_id, [member])[member.pk]

    def said_of(self, member: Any) -> dict[str, Any]:
        """A member in words: state, kind, and every consent as a sentence."""
        consents = self.consents(member)
        titles = titles_of(self.viewer, self.space_id, (one.item for one in consents.items))
        return {
            "member": member,
            "as_what": _(words.STANDINGS[Standing(member.standing)]),
            "state": _(words.STATES[MemberState(member.state)]),
            "state_kind": words.STATE_KINDS.get(MemberState(member.state), "plain"),
            "consents": consents,
            "sentences": [words.sentence(member.name, consents.areas[area]) for area in areas_for(member)],
            "opened": [self._item(one, titles) for one in consents.items if not one.is_kept],
            "kept": [self._item(one, titles) for one in consents.items if one.is_kept],
            "kept_areas": [
                {"area": area.value, "words": _(words.SHORT[area])} for area in Area if consents.areas[area].is_kept
            ],
        }

    def _item(self, one: Any, titles: dict[UUID, str]) -> dict[str, Any]:
        return {
            "item": one.item,
            "area": one.area.value,
            "area_words": _(words.SHORT[one.area]),
            "title": titles.get(one.item, _("Something that is not here any more")),
            "until": words.until_day(one.until) if one.until else None,
        }
