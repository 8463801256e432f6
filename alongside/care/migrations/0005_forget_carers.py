"""How a deleted space takes along what carers wrote in it, on PostgreSQL."""

from django.db import migrations

from alongside.care.walls import FORGET_CARERS
from alongside.core.row_security import on_postgres


class Migration(migrations.Migration):
    dependencies = [("care", "0004_second_wall")]
    operations = [on_postgres(FORGET_CARERS)]
