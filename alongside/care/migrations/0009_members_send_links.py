"""On PostgreSQL, a member with leave to send links may point one at a conversation that they see."""

from django.db import migrations

from alongside.care.walls import SEND_LINKS
from alongside.core.row_security import on_postgres


class Migration(migrations.Migration):
    dependencies = [("care", "0008_read_backs_between_two"), ("circle", "0008_members_send_links")]
    operations = [on_postgres(SEND_LINKS)]
