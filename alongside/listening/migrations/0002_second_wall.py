"""On PostgreSQL, row-level security of answers and stories."""

from django.db import migrations

from alongside.core.row_security import on_postgres
from alongside.listening.walls import FUNCTIONS, POLICIES


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0001_initial"),
        ("people", "0004_seat"),
        ("circle", "0010_own_place"),
    ]
    operations = [on_postgres(FUNCTIONS + POLICIES)]
