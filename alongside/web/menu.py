"""The places of a space, in the order of the menu. A place appears when its URL name exists and it is open."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from alongside.circle.rules import Area


@dataclass(frozen=True)
class Entry:
    """One place: its words for the person and for others, its URL name, and what must be open."""

    label: str
    label_for_others: str
    name: str
    area: Area | None = None
    holder_only: bool = False
    exact: bool = False
    for_carers: bool = False
    # A place that leads here too: where it is in the menu, this one is not.
    unless: str = ""


@dataclass(frozen=True)
class ServiceEntry:
    """One place of a service: its words, its URL name, and for whom it is."""

    label: str
    name: str
    leads_only: bool = False
    staff_only: bool = False
    panel_only: bool = False


SERVICE_MENU: tuple[ServiceEntry, ...] = (
    ServiceEntry(_("What we see"), "wall"),
    ServiceEntry(_("Listening"), "listening"),
    ServiceEntry(_("Stories"), "stories"),
    ServiceEntry(_("What matters most"), "choosing"),
    ServiceEntry(_("What we try"), "changes"),
    ServiceEntry(_("Told back"), "told_back"),
    ServiceEntry(_("The panel"), "panel"),
    ServiceEntry(_("Our principles"), "service_set"),
    ServiceEntry(_("Readings"), "readings"),
)

SPACE_MENU: tuple[Entry, ...] = (
    Entry(_("Home"), _("Home"), "space", exact=True),
    Entry(_("My story"), _("Story"), "story", Area.STORY),
    Entry(
        _("How I like to be communicated with"),
        _("How to communicate"),
        "communication",
        Area.COMMUNICATION,
        unless="story",
    ),
    Entry(_("Conversations"), _("Conversations"), "conversations", Area.CONVERSATION),
    Entry(_("What we don’t know"), _("What we don’t know"), "unknowns", Area.UNKNOWNS),
    Entry(_("What my notes say"), _("What the notes say"), "notes", Area.NOTES),
    Entry(_("My circle"), _("Circle"), "circle", Area.CIRCLE),
    Entry(_("Your own place"), _("Your own place"), "carer", for_carers=True),
    Entry(_("How was it?"), _("How was it?"), "how_it_was", holder_only=True),
    Entry(_("Who looked"), _("Who looked"), "looks", holder_only=True),
)
