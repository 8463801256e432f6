"""On PostgreSQL: the role of the running application may use tables and owns none of them."""

from django.db import migrations

from alongside.core.row_security import GRANT_TO_APP, on_postgres

RIGHTS = GRANT_TO_APP(
    """
        GRANT USAGE ON SCHEMA public TO alongside_app;
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO alongside_app;
        GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO alongside_app;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO alongside_app;
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO alongside_app;
    """
)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [on_postgres(RIGHTS)]
