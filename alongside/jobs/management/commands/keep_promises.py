"""Carry out what was promised for later. For a timer: every hour is a good habit, and a second run does nothing twice."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.jobs import back_in, promises


class Command(BaseCommand):
    help = (
        "Deletes the spaces whose week of thinking is over, forgets words lent to a study whose last day is over, "
        "and lets people back in whose day of waiting is over. "
        "Run it every hour. "
        "After an old copy of the database was put back, run it once with --after-restore before anybody signs in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--after-restore", action="store_true", help="first delete again what was deleted since that copy was made"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["after_restore"]:
                again = promises.delete_again()
                self.stdout.write(
                    ngettext("%(count)d space deleted again.", "%(count)d spaces deleted again.", again)
                    % {"count": again}
                )
                words = promises.take_back_again()
                self.stdout.write(
                    ngettext(
                        "%(count)d interview or story taken back again.",
                        "%(count)d interviews and stories taken back again.",
                        words,
                    )
                    % {"count": words}
                )
                paused = promises.pause_again()
                self.stdout.write(
                    ngettext(
                        "%(count)d space paused: something was closed in it since. Its person is asked to look.",
                        "%(count)d spaces paused: something was closed in them since. Their people are asked to look.",
                        paused,
                    )
                    % {"count": paused}
                )
            kept = promises.keep_promises()
            back_in.let_in_all_due()
        except OSError as fault:
            raise CommandError(
                _("The list of deleted spaces cannot be written. Set ALONGSIDE_DELETED_SPACES to a file that can be.")
            ) from fault
        self.stdout.write(
            ngettext(
                "%(count)d space deleted, as its person asked.",
                "%(count)d spaces deleted, as their people asked.",
                kept.deleted,
            )
            % {"count": kept.deleted}
        )
        if kept.words:
            self.stdout.write(
                ngettext(
                    "The words of %(count)d person in a study are gone: their last day is over, or they are lent no more.",
                    "The words of %(count)d people in studies are gone: their last day is over, or they are lent no more.",
                    kept.words,
                )
                % {"count": kept.words}
            )
        if kept.failed:
            raise CommandError(
                ngettext(
                    "%(count)d space could not be deleted. The next run tries again.",
                    "%(count)d spaces could not be deleted. The next run tries again.",
                    kept.failed,
                )
                % {"count": kept.failed}
            )
