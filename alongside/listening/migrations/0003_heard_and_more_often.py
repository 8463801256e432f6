"""What is asked about more often for a while, and who has heard what came of it; the latter with its wall."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from alongside.core.row_security import on_postgres
from alongside.listening.walls import HEARD


class Migration(migrations.Migration):
    dependencies = [("listening", "0002_second_wall"), ("people", "0004_seat")]
    operations = [
        migrations.CreateModel(
            name="HeardBack",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("respondent", models.CharField(max_length=32)),
                ("text", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("respondent", "text"), name="heard_back_once")],
            },
        ),
        migrations.CreateModel(
            name="MoreOften",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("practice", models.CharField(max_length=40)),
                ("until", models.DateField()),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.service"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("service", "practice"), name="one_line_for_what_is_asked_more_often"
                    )
                ],
            },
        ),
        on_postgres(HEARD),
    ]
