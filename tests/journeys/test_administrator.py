"""The administrator: says who works where, sees nobody's space, and when somebody leaves their access ends at once."""

import pytest

from alongside.care.actions import story as do_story
from alongside.care.rules import StoryKind
from alongside.circle.rules import Area
from alongside.core.viewer import Viewer
from alongside.people import actions as people
from alongside.people.rules import PlatformRole
from tests.factories import Somebody, a_person, a_service, an_account, lets_team_in, seen_by
from tests.journeys.visitor import Arrives, given, then, when

pytestmark = pytest.mark.journey


def test_an_administrator_manages_posts_and_opens_no_space(arrives: Arrives) -> None:
    with given("Seun let the whole harbour team read the story; Priya is about to start there"):
        seun = a_person("Seun")
        harbour = a_service("Harbour team")
        with seen_by(seun.viewer):
            do_story.save(space=seun.space, kind=StoryKind.LINE, text="I trust slowly.", version=0, by=seun.viewer)
        lets_team_in(seun, harbour, (Area.STORY,))
        priya_account = an_account("Priya")
        priya = Somebody(priya_account, Viewer(priya_account.pk, "Priya"))
        ada_account = an_account("Ada")
        people.hold_role(account=ada_account.pk, role=PlatformRole.ADMINISTRATOR)
        ada = Somebody(ada_account, Viewer(ada_account.pk, "Ada"))
        office, hers = arrives(ada), arrives(priya)
        before = hers.opens(f"/p/{seun.space}/story/")
        assert before is not None
        assert before.status == 404
    with when("Ada adds a service, and writes down that Priya starts in the harbour team"):
        office.opens("/")
        office.follows("Services and posts")
        office.writes("Organisation", "Invented Trust", exact=True)
        office.writes("Service", "Night line", exact=True)
        office.presses("Add the service")
        office.is_told("Night line")
        office.follows("Back to services")
        office.follows("Harbour team")
        office.writes("Their e-mail address", priya_account.email)
        office.writes("Their job title", "support worker")
        office.presses("Add them")
        office.sees("support worker")
    with then("Priya reads what the team may read"):
        hers.opens(f"/p/{seun.space}/story/")
        hers.sees("I trust slowly.")
    with then("Ada cannot open the space, whatever she tries"):
        for place in ("", "story/", "circle/", "conversations/", "notes/", "unknowns/", "looks/", "take-along/"):
            answer = office.opens(f"/p/{seun.space}/{place}")
            assert answer is not None
            assert answer.status == 404, place
            office.does_not_see("I trust slowly.")
    with when("Priya leaves the service"):
        office.opens("/administration/")
        office.follows("Harbour team")
        office.presses("They have left")
        office.sees("Everything they could see through this service is closed.")
    with then("nothing is open to her from that moment, in the browser she had open"):
        after = hers.opens(f"/p/{seun.space}/story/")
        assert after is not None
        assert after.status == 404
        hers.does_not_see("I trust slowly.")
