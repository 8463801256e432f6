"""The second wall around what carers need: never behind a link, and only while the carer is in the circle."""

from django.db import migrations

from alongside.care.walls import CARER_NEED_TIGHTER
from alongside.core.row_security import on_postgres


class Migration(migrations.Migration):
    dependencies = [("care", "0006_conversation_answers_and_proposals"), ("circle", "0006_whom_they_meant")]
    operations = [on_postgres(CARER_NEED_TIGHTER)]
