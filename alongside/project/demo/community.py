"""The demo community as a whole: whether it is here, whether it may be built here, building it, clearing it away."""

from collections.abc import Callable
from datetime import timedelta

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from alongside.core import facts
from alongside.core.models import Fact
from alongside.mirror.gathering import forget_facts
from alongside.people.models import Account
from alongside.project.demo import (
    caring,
    circles,
    conversations,
    earlier,
    looks,
    questions,
    reading,
    records,
    stories,
    town,
    year,
)
from alongside.project.demo.cast import Cast
from alongside.project.demo.play import CONTENT, NotPlayed, Play, read

BUILT = "demo.built"


def is_built() -> bool:
    """Whether the community stands in this database."""
    return Fact.objects.filter(kind=BUILT).exists()


def why_not_here() -> str:
    """Why the demo may not run on this database, in one sentence; empty when it may."""
    if Account.objects.filter(invented=False).exclude(email__endswith="@closed.invalid").exists():
        return (
            "This database holds real accounts, so the demo will not start on it. "
            "Point ALONGSIDE_SQLITE at a new file, or start without ALONGSIDE_ENV=demo."
        )
    return ""


def clear() -> None:
    """Empty a demo database. Called only after `why_not_here` gave no reason."""
    call_command("flush", verbosity=0, interactive=False)
    forget_facts()


@transaction.atomic
def build(*, say: Callable[[str], None]) -> None:
    """Build everything through actions, in order of time. All of it or nothing; built twice, it stands once."""
    if is_built():
        say("The community is here already; nothing was changed.")
        return
    if connection.vendor != "sqlite":
        raise NotPlayed("The demo is built on SQLite only: on PostgreSQL nobody, not even the demo, may move times.")
    # Of a community that was here before and whose database is gone.
    forget_facts()
    since = timezone.now() - timedelta(milliseconds=5)
    now = timezone.localtime(since)
    play, cast = Play(now), Cast(now)
    accounts = read("accounts.yaml")["accounts"]
    at_home_are = {one["slug"] for one in accounts if one["role"] in ("person", "carer")}
    town.tell(play, cast)
    for path in sorted((CONTENT / "spaces").glob("*.yaml")):
        whole = read(f"spaces/{path.name}")
        for room in (circles, stories, records, conversations, questions, caring):
            room.tell(play, cast, whole)
        looks.tell(play, cast, whole, accounts)
        reading.tell(play, cast, whole, at_home_are)
    year.tell(play, cast)
    play.perform(since=since, say=say)
    earlier.arrive(now)
    facts.record(BUILT)
