"""Who plays in the demo: accounts, services, circles and links by their names in the files, and as which viewer each comes.

A viewer is made here exactly as the web's gate makes one. It opens nothing that the person's consent does not open.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from alongside.care.queries import links
from alongside.care.queries.links import Behind
from alongside.circle import queries as circle
from alongside.circle.codes import hash_of
from alongside.circle.queries import Footing
from alongside.core.viewer import Purpose, Viewer, bound
from alongside.people.models import Service
from alongside.people.queries import Post, posts_of


class NotLetIn(Exception):
    """The files let somebody do something in a space that was not open to them then. A fault of the files."""


@dataclass
class Cast:
    """Everybody and everything by slug, filled while the story is played. `now` is the moment it arrives at."""

    now: datetime
    accounts: dict[str, UUID] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    spaces: dict[str, UUID] = field(default_factory=dict)
    # The row of the circle in the file, and the member that came of it: by whose space and who.
    rows: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    members: dict[tuple[str, str], UUID] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    things: dict[str, UUID] = field(default_factory=dict)
    # How everybody stands where, and where they work: forgotten whenever somebody comes, goes, pauses or leaves a service.
    footings: dict[tuple[str, str], Footing] = field(default_factory=dict)
    posts: dict[UUID, list[Post]] = field(default_factory=dict)

    def viewer(self, person: str, who: str, *, service: str = "") -> Viewer:
        """As whom `who` comes to the space of `person`; `service` for a colleague who comes through their team."""
        if who in self.codes:
            return Viewer(account=None, name="", purpose=Purpose.DIRECT_CARE, link=hash_of(self.codes[who]))
        account, name = self.accounts[who], self.names[who]
        if who == person:
            return Viewer(account=account, name=name)
        row = self.rows.get((person, who), {})
        if row.get("as") == "carer":
            return Viewer(account=account, name=name, purpose=Purpose.CARER_SUPPORT, role=row["relationship"])
        here = self.services[service or row["service"]].pk
        post = next((post for post in self._posts(account) if post.service == here), None)
        if post is None:
            raise NotLetIn(f"{who} does not work in {service or row['service']} then")
        return Viewer(
            account=account,
            name=name,
            purpose=Purpose.DIRECT_CARE,
            role=post.words,
            service=post.service,
            service_name=post.service_name,
        )

    def _posts(self, account: UUID) -> list[Post]:
        if account not in self.posts:
            self.posts[account] = posts_of(account)
        return self.posts[account]

    @contextmanager
    def acting(self, person: str, who: str, *, service: str = "") -> Iterator[tuple[Viewer, Footing]]:
        """A transaction in the space of `person` with `who` bound, as a page would have it."""
        with transaction.atomic(), bound(self.viewer(person, who, service=service)) as viewer:
            footing = self.footings.get((person, who)) or circle.footing(viewer, self.spaces[person])
            if footing is None:
                raise NotLetIn(f"{who} is not in the circle of {person} then")
            self.footings[person, who] = footing
            yield viewer, footing

    def forget(self) -> None:
        """Somebody came or went: how everybody stands is asked anew."""
        self.footings.clear()
        self.posts.clear()

    @contextmanager
    def behind_link(self, who: str) -> Iterator[tuple[Viewer, Behind]]:
        """A transaction of somebody outside who carries a link; signed with the name they gave, once they gave it."""
        with transaction.atomic(), bound(Viewer(None, "", Purpose.DIRECT_CARE, link=hash_of(self.codes[who]))) as bare:
            here = links.behind(bare)
            if here is None:
                raise NotLetIn(f"the link of {who} opens nothing then")
            known = replace(bare, name=here.name, role=here.role, memo={}) if here.is_known else bare
            with bound(known) as viewer:
                yield viewer, here

    @contextmanager
    def in_thread(self, person: str, who: str) -> Iterator[tuple[Viewer, Footing]]:
        """A transaction of somebody who writes in a conversation: from inside the circle, or by link."""
        if not self.is_outside(who):
            with self.acting(person, who) as found:
                yield found
            return
        with self.behind_link(who) as (viewer, here):
            yield viewer, here.footing

    def is_outside(self, who: str) -> bool:
        """Whether somebody comes by link."""
        return who in self.codes

    def key_of(self, person: str, who: str) -> str:
        """How forms name somebody in a conversation."""
        return "person" if who == person else str(self.members[person, who])
