"""The demo's sign-in page: invented people by kind, each with a line about them. Empty outside the demo."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from alongside.people.queries import invented_people


@dataclass(frozen=True)
class DemoPerson:
    account: UUID
    name: str
    introduce: str


@dataclass(frozen=True)
class DemoGroup:
    title: str
    people: tuple[DemoPerson, ...]


def demo_people() -> list[DemoGroup]:
    """Whom one can be in the demo, in the order of the file."""
    if not settings.DEMO:
        return []
    titles = {
        "person": _("People with a space of their own"),
        "carer": _("Family and friends"),
        "professional": _("Professionals"),
        "other": _("People who run, pay for or look after services"),
    }
    groups: dict[str, list[DemoPerson]] = {key: [] for key in titles}
    for one in invented_people():
        key = one.role if one.role in titles else "other"
        groups[key].append(DemoPerson(one.account, one.name, one.introduce))
    return [DemoGroup(titles[key], tuple(people)) for key, people in groups.items() if people]


def demo_label() -> str:
    """Says that everybody is invented."""
    return _(
        "Everybody here is invented: put together from many lives, and nobody real. You can be one of them, and come back here to be another."
    )
