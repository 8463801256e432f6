"""The second wall of the circle, on PostgreSQL."""

from django.db import migrations

from alongside.circle.walls import FUNCTIONS, HELD_MEMBERS, POLICIES, RIGHTS
from alongside.core.row_security import on_postgres


class Migration(migrations.Migration):
    dependencies = [("circle", "0002_initial"), ("core", "0002_rights"), ("people", "0001_initial")]
    operations = [on_postgres(FUNCTIONS), on_postgres(HELD_MEMBERS), on_postgres(POLICIES), on_postgres(RIGHTS)]
