"""Live: whether a conversation has changed, for those who have it open on their screen."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from alongside.care.queries import conversation as tell
from alongside.care.queries import links
from alongside.circle import queries as circle
from alongside.circle.codes import hash_of
from alongside.core.viewer import Purpose, Viewer, bound
from alongside.web.gate import needs_second_factor
from alongside.web.live import LivePage
from alongside.web.viewers import viewer_in


class ThreadNews(LivePage):
    """For members of the circle and the person."""

    def whose(self, request: HttpRequest, **where: Any) -> str:
        return f"account:{request.user.pk}"

    def change(self, request: HttpRequest, *, space_id: UUID, thread_id: UUID) -> int | None:
        if not request.user.is_authenticated or needs_second_factor(request):
            return None
        viewer = viewer_in(request, space_id)
        if viewer is None:
            return None
        with bound(viewer):
            if circle.footing(viewer, space_id) is None:
                return None
            return tell.change_of(viewer, space_id, thread_id)


class LinkNews(LivePage):
    """For the bearer of a link."""

    def whose(self, request: HttpRequest, **where: Any) -> str:
        return f"link:{hash_of(where['code'])}"

    def change(self, request: HttpRequest, *, code: str) -> int | None:
        viewer = Viewer(account=None, name="", purpose=Purpose.DIRECT_CARE, link=hash_of(code))
        with bound(viewer):
            here = links.behind(viewer)
            return here.thread.change if here else None
