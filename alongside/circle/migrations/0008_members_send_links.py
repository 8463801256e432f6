"""A link may be sent by a member who has leave for it, and says by whom it was sent."""

import django.db.models.deletion
from django.db import migrations, models

from alongside.circle.walls import SENDING
from alongside.core.row_security import on_postgres

AREAS = ("story", "communication", "notes", "conversation", "unknowns", "circle", "links")


class Migration(migrations.Migration):
    dependencies = [("circle", "0007_asking"), ("people", "0002_account_introduction")]
    operations = [
        migrations.AddField(
            model_name="member",
            name="sent_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="circle.member"
            ),
        ),
        migrations.AlterField(
            model_name="grant",
            name="area",
            field=models.CharField(choices=[(area, area) for area in AREAS], max_length=20),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent_by", None), ("standing", "outside"), _connector="OR"),
                name="only_a_link_was_sent_by_a_member",
            ),
        ),
        on_postgres(SENDING),
    ]
