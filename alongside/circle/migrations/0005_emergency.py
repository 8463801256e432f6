"""How an emergency look finds its space, on PostgreSQL."""

from django.db import migrations

from alongside.circle.walls import EMERGENCY
from alongside.core.row_security import on_postgres


class Migration(migrations.Migration):
    dependencies = [("circle", "0004_ways_in")]
    operations = [on_postgres(EMERGENCY)]
