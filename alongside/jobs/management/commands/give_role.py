"""Give a role beside any space, or take it back: how a new site gets its first administrators and privacy officer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from alongside.people import actions as people
from alongside.people import queries as tell
from alongside.people.rules import PlatformRole


class Command(BaseCommand):
    help = "Gives somebody with an account a role beside any space. No role opens a space."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", choices=[role.value for role in PlatformRole])
        parser.add_argument("email", help="the address they sign in with")
        parser.add_argument(
            "--organisation", default="", help="for which organisation, by its short name: for a commissioner"
        )
        parser.add_argument("--end", action="store_true", help="take the role back")

    def handle(self, *args: Any, **options: Any) -> None:
        somebody, role = tell.account_by_email(options["email"]), PlatformRole(options["role"])
        if somebody is None or not somebody.is_active:
            raise CommandError(_("There is no account with that address. Ask them to make one first."))
        house = tell.organisations().filter(slug=options["organisation"]).first() if options["organisation"] else None
        if options["organisation"] and house is None:
            raise CommandError(_("There is no organisation with that short name."))
        if options["end"]:
            people.end_role(account=somebody.pk, role=role)
        elif role not in tell.roles_of(somebody.pk):
            people.hold_role(account=somebody.pk, role=role, organisation=house)
        elif house is not None and not tell.holds_for(somebody.pk, role, house.pk):
            raise CommandError(_("They hold this role already, for somebody else. Take it back first, with --end."))
        held = sorted(one.value for one in tell.roles_of(somebody.pk))
        self.stdout.write(_("Roles of this account now: %(roles)s") % {"roles": ", ".join(held) or _("none")})
