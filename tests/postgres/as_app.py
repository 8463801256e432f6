"""Tests on PostgreSQL run as production does: the owner makes the tables, the application comes in as a role that owns none.

Only the emptying of tables after a transactional test goes through the owner, because the application may not do it.
"""

import os
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg import sql

# What migrations themselves wrote stays: the record of migrations, and Django's own lists of kinds and rights.
KEPT = ("django_migrations", "django_content_type", "auth_permission")


def sign_in_as(role: str) -> None:
    """The same database, another role: for this connection and for those that threads open later."""
    connection.close()
    password = os.environ["ALONGSIDE_PG_OWNER_PASSWORD" if role == "owner" else "ALONGSIDE_PG_PASSWORD"]
    user = os.environ["ALONGSIDE_PG_OWNER" if role == "owner" else "ALONGSIDE_PG_USER"]
    connection.settings_dict.update(USER=user, PASSWORD=password)


def owner_connection() -> psycopg.Connection[tuple[Any, ...]]:
    """A connection of the owner's beside Django's."""
    told = connection.settings_dict
    return psycopg.connect(
        host=told["HOST"],
        port=told["PORT"],
        dbname=told["NAME"],
        user=os.environ["ALONGSIDE_PG_OWNER"],
        password=os.environ["ALONGSIDE_PG_OWNER_PASSWORD"],
        autocommit=True,
    )


def empty_tables(_operations: DatabaseOperations, _statements: list[str]) -> None:
    """Empty every table that has rows. A connection that a test forgot to close is named, never waited for."""
    with owner_connection() as owner:
        owner.execute("SET lock_timeout = '10s'")
        found = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        tables = [sql.Identifier(str(name)) for (name,) in found if name not in KEPT]
        asked = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {})").format(sql.Literal(table.as_string()), table)
            for table in tables
        )
        filled = [str(name) for (name,) in owner.execute(asked).fetchall()]
        if filled:
            names = sql.SQL(", ").join(sql.SQL(name) for name in filled)  # type: ignore[arg-type]  # quoted just above
            owner.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(names))


def insist_on_second_wall() -> None:
    """A run as a role that passes through the wall would prove nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        passes_through = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        owned = cursor.fetchone()[0]
    if passes_through or owned:
        raise RuntimeError(f"{settings.DATABASES['default']['USER']} would pass through the second wall")
