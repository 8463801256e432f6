"""On PostgreSQL, row-level security of ballots, priorities and what a panel says."""

from django.db import migrations

from alongside.choosing.walls import FUNCTIONS, POLICIES
from alongside.core.row_security import on_postgres


class Migration(migrations.Migration):
    dependencies = [("choosing", "0001_initial"), ("listening", "0002_second_wall")]
    operations = [on_postgres(FUNCTIONS + POLICIES)]
