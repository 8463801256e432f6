"""On PostgreSQL, row-level security of what a service tries and tells back."""

from django.db import migrations

from alongside.core.row_security import on_postgres
from alongside.improvement.walls import POLICIES


class Migration(migrations.Migration):
    dependencies = [("improvement", "0001_initial"), ("listening", "0002_second_wall")]
    operations = [on_postgres(POLICIES)]
