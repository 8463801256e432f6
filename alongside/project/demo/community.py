"""The demo community as a whole: whether it is here, whether it may be built here, building it, clearing it away."""

from collections.abc import Callable

from django.core.management import call_command

from alongside.core.models import Fact
from alongside.people.models import Account

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


def build(*, say: Callable[[str], None]) -> None:
    """Build everything through actions, in order of time."""
    raise NotImplementedError
