"""Invitations say which way they go and can be read by whoever they name; a change of consent may be for everybody."""

import django.db.models.deletion
from django.db import migrations, models

from alongside.circle.walls import INVITED
from alongside.core.row_security import on_postgres


class Migration(migrations.Migration):
    dependencies = [("circle", "0003_second_wall")]
    operations = [
        migrations.AddField(
            model_name="invitation",
            name="way",
            field=models.CharField(
                choices=[("code", "code"), ("email", "email"), ("name", "name")], default="code", max_length=10
            ),
        ),
        migrations.AlterField(
            model_name="consentchange",
            name="member",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="circle.member"
            ),
        ),
        on_postgres(INVITED),
    ]
