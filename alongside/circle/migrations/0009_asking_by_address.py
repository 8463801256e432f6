"""On PostgreSQL, the wall finds the space that somebody asks to be let into; they are told nothing."""

from django.db import migrations

from alongside.circle.walls import ASKING_BY_ADDRESS
from alongside.core.row_security import on_postgres


class Migration(migrations.Migration):
    dependencies = [("circle", "0008_members_send_links")]
    operations = [on_postgres(ASKING_BY_ADDRESS)]
