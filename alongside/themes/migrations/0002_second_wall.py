"""On PostgreSQL, row-level security of studies, lent words, marks and drafts."""

from django.db import migrations

from alongside.core.row_security import on_postgres
from alongside.themes.walls import FUNCTIONS, POLICIES


class Migration(migrations.Migration):
    dependencies = [("themes", "0001_initial"), ("listening", "0002_second_wall")]
    operations = [on_postgres(FUNCTIONS + POLICIES)]
