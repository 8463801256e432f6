"""Take the readings that are due. For a timer: once a day is a good habit, and a second run does nothing twice."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.jobs import readings
from alongside.mirror import actions as mirror


class Command(BaseCommand):
    help = (
        "Takes the reading of every service for the newest quarter that has been over for a week. Run it every day. "
        "With --prove it counts the facts of one reading again and says whether the very same text comes out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--prove", type=UUID, metavar="READING", help="count the facts of this reading again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["prove"]:
            proof = mirror.prove(reading=options["prove"])
            if not proof.holds:
                raise CommandError(proof.why_not)
            self.stdout.write(_("The same facts give the very same reading."))
            return
        made = len(readings.take_due())
        self.stdout.write(ngettext("%(count)d reading taken.", "%(count)d readings taken.", made) % {"count": made})
