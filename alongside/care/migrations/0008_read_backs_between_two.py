"""The second wall around read-backs: between their writer and the person."""

from django.db import migrations

from alongside.care.walls import READ_BACK_BETWEEN_TWO
from alongside.core.row_security import on_postgres


class Migration(migrations.Migration):
    dependencies = [("care", "0007_carer_needs_tighter")]
    operations = [on_postgres(READ_BACK_BETWEEN_TWO)]
