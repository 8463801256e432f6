"""Put work back in the queue that a worker had begun when it was killed. Every job bears a second run."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import ngettext
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from alongside.core import clock


class Command(BaseCommand):
    help = (
        "Puts work back in the queue that a killed worker left half done. Run it every few minutes, beside the worker."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--minutes", type=int, default=15, help="how long a job may run before it counts as left behind (15)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        left_behind = clock.now() - timedelta(minutes=options["minutes"])
        freed = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=left_behind).update(
            status=TaskResultStatus.READY, started_at=None
        )
        self.stdout.write(ngettext("%(count)d job put back.", "%(count)d jobs put back.", freed) % {"count": freed})
