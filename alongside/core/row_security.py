"""The second wall: sentences of SQL that put PostgreSQL's forced row-level security on a table. No-ops elsewhere."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connection, migrations

Sql = str


def on_postgres(forwards: Sql) -> migrations.RunPython:
    """A migration step that runs `forwards` on PostgreSQL and nothing on SQLite, which has one wall only."""

    def run(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(forwards, params=None)

    return migrations.RunPython(run, _leave_standing)


def _leave_standing(apps: Any, schema_editor: Any) -> None:
    """Going back drops the table, and its policies with it."""


def guard(table: str, *, see: str, write: str | None = None, change: str | None = None, remove: str = "false") -> Sql:
    """SQL that forces row-level security on `table`.

    `see` (rows visible), `write` (rows that may be inserted; default `see`), `change` (rows that may be updated;
    default `see`) and `remove` (rows that may be deleted; default none) are SQL conditions on a row of `table`.
    The owner of the tables, used for migrations and for the wall's own functions, is let through by its own policy;
    the application connects as another role that owns nothing.
    """
    write = write or see
    change = change or see
    return f"""
    ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
    DO $$ BEGIN
      EXECUTE format('CREATE POLICY {table}_keeper ON {table} TO %I USING (true) WITH CHECK (true)', current_user);
    END $$;
    CREATE POLICY {table}_see ON {table} FOR SELECT TO PUBLIC USING ({see});
    CREATE POLICY {table}_write ON {table} FOR INSERT TO PUBLIC WITH CHECK ({write});
    CREATE POLICY {table}_change ON {table} FOR UPDATE TO PUBLIC USING ({change}) WITH CHECK ({change});
    CREATE POLICY {table}_remove ON {table} FOR DELETE TO PUBLIC USING ({remove});
    """


GRANT_TO_APP: Callable[[str], Sql] = lambda rights: (
    f"""
    DO $$ BEGIN
      IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'alongside_app') THEN
        {rights}
      END IF;
    END $$;
    """
)


def ask_wall(function: str, *arguments: str | UUID) -> object:
    """Ask one of the wall's own functions on PostgreSQL; it answers only what its SQL allows to this viewer."""
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(arguments))
        cursor.execute(f"SELECT {function}({places})", arguments)
        row = cursor.fetchone()
        return row[0] if row else None
