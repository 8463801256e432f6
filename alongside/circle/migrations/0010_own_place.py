"""On PostgreSQL, nobody makes more of their own place in a circle than an answer or a goodbye."""

from django.db import migrations

from alongside.circle.walls import OWN_PLACE
from alongside.core.row_security import on_postgres


class Migration(migrations.Migration):
    dependencies = [("circle", "0009_asking_by_address")]
    operations = [on_postgres(OWN_PLACE)]
