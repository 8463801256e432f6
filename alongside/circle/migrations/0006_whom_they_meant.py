"""An invitation keeps the name the person used; the second wall can ask whether somebody is in a circle now."""

from django.db import migrations, models

from alongside.circle.walls import IS_IN
from alongside.core.row_security import on_postgres


class Migration(migrations.Migration):
    dependencies = [("circle", "0005_emergency")]
    operations = [
        migrations.AddField(
            model_name="invitation",
            name="for_name",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        on_postgres(IS_IN),
    ]
