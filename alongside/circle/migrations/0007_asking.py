"""On PostgreSQL, somebody who works in a service can ask to come in."""

from django.db import migrations

from alongside.circle.walls import ASKING
from alongside.core.row_security import on_postgres


class Migration(migrations.Migration):
    dependencies = [("circle", "0006_whom_they_meant")]
    operations = [on_postgres(ASKING)]
