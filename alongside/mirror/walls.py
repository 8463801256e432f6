"""What the databases hold to by themselves: a reading is written by the count, read by the service, and changed by nobody."""

from typing import Any

from django.db import migrations

from alongside.core.row_security import guard

# Rows are of services, not of people: the pages ask who may read. What nobody may do is change or remove one.
SECOND_WALL = "\n".join(
    guard(table, see="true", write="current_setting('app.purpose', true) = 'service-reading'", change="false")
    for table in ("mirror_reading", "mirror_release")
)

FROZEN = "service_id, opens, closes, principle_set, set_version, method, policy, frozen, sha256"
KEPT_AS_WRITTEN = f"""
CREATE TRIGGER mirror_reading_kept_as_written BEFORE UPDATE OF {FROZEN} ON mirror_reading
BEGIN SELECT RAISE(ABORT, 'a reading is never changed'); END
"""


def on_sqlite(statement: str) -> migrations.RunPython:
    """A migration step that runs one statement on SQLite, and nothing elsewhere."""

    def run(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(statement, params=None)

    return migrations.RunPython(run, migrations.RunPython.noop)
