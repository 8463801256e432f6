"""Do it: remember that somebody who told a story has opened what came of it, so that it does not wait for them again."""

from collections.abc import Iterable
from uuid import UUID

from alongside.core import clock
from alongside.core.viewer import Viewer, respondent_of
from alongside.core.walls import action
from alongside.listening.models import HeardBack


@action
def opened(*, texts: Iterable[UUID], by: Viewer) -> None:
    """These texts were on their page. No fact is written: nobody counts who read what."""
    me = respondent_of(by)
    known = set(HeardBack.objects.filter(respondent=me).values_list("text", flat=True)) if me else set()
    for text in dict.fromkeys(texts):
        if me and text not in known:
            HeardBack(respondent=me, text=text, at=clock.now()).save()
