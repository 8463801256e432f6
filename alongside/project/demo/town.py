"""The place before anything happens in it: organisations, services, accounts, posts and roles."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings

from alongside.people import actions as people
from alongside.people.rules import OrganisationKind, PlatformRole, ServiceRole
from alongside.project.demo.cast import Cast
from alongside.project.demo.play import Play, Turn, read

BEFORE_EVERYTHING = timedelta(days=500)
PLATFORM_ROLES = frozenset(role.value for role in PlatformRole)
# What somebody without a job title is, on the sign-in page.
KINDS = {
    "person": "",
    "carer": "family or friend",
    "commissioner": "commissioner",
    "facilitator": "facilitator",
    "administrator": "administrator",
    "privacy-officer": "privacy officer",
}


def tell(play: Play, cast: Cast) -> None:
    """Everybody's accounts in the order of the file, and where they work."""
    begins = play.now - BEFORE_EVERYTHING
    place = read("about.yaml")["place"]
    organisations: dict[str, Any] = {}
    for one in read("organisations.yaml")["organisations"]:
        play.then(begins, one["slug"], partial(_organisation, one, place, organisations, cast), Turn.TOWN)
    for one in read("accounts.yaml")["accounts"]:
        play.then(begins, one["slug"], partial(_account, one, organisations, cast), Turn.TOWN)
        if "left" in one:
            play.then(play.when(one["left"]), one["slug"], partial(_left, one, cast), Turn.ENDED)


def _organisation(one: dict[str, Any], place: str, organisations: dict[str, Any], cast: Cast) -> None:
    made = people.add_organisation(
        slug=one["slug"], name=one["name"], kind=OrganisationKind(one["kind"]), place=place, invented=True
    )
    organisations[one["slug"]] = made
    for service in one["services"]:
        cast.services[service["slug"]] = people.add_service(
            organisation=made,
            slug=service["slug"],
            name=service["name"],
            about=service["about"],
            contact=f"{service['phone']} · {service['email']}",
        )


def _account(one: dict[str, Any], organisations: dict[str, Any], cast: Cast) -> None:
    role = one["role"]
    words = one.get("job_title") or KINDS[role]
    shown = {"role": role, "words": words, "line": one["introduce"]} if one.get("on_sign_in_page", True) else {}
    first = one.get("languages", ["en"])[0]
    made = people.open_account(
        email=one["email"],
        called=one["name"],
        language=first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
        invented=True,
        introduction=shown,
    )
    cast.accounts[one["slug"]], cast.names[one["slug"]] = made.pk, str(made)
    for service in one.get("services", []):
        people.join_service(
            account=made.pk,
            service=cast.services[service].pk,
            job_title=one["job_title"],
            role=ServiceRole.LEAD if role == "lead" else ServiceRole.PROFESSIONAL,
        )
    if role in PLATFORM_ROLES:
        people.hold_role(
            account=made.pk, role=PlatformRole(role), organisation=organisations.get(one.get("organisation", ""))
        )


def _left(one: dict[str, Any], cast: Cast) -> None:
    for service in one["services"]:
        people.leave_service(account=cast.accounts[one["slug"]], service=cast.services[service].pk)
    cast.forget()
