"""The second wall of the space, on PostgreSQL."""

from django.db import migrations

from alongside.care.walls import POLICIES
from alongside.core.row_security import on_postgres


class Migration(migrations.Migration):
    dependencies = [("care", "0003_initial"), ("circle", "0003_second_wall")]
    operations = [on_postgres(POLICIES)]
