"""Which database: SQLite for trying, small sites and tests; PostgreSQL, with its second wall, for real data."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

# WAL with synchronous=FULL: NORMAL acknowledges writes that a power cut can lose.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;"
)


def database_from(env: Mapping[str, str], var: Path, *, demo: bool = False) -> dict[str, Any]:
    """Settings for one database from ALONGSIDE_DB (`sqlite` or `postgres`) and its companions."""
    if env.get("ALONGSIDE_DB", "sqlite") == "postgres":
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": env.get("ALONGSIDE_PG_NAME", "alongside"),
            "USER": env.get("ALONGSIDE_PG_USER", "alongside_app"),
            "PASSWORD": env.get("ALONGSIDE_PG_PASSWORD", ""),
            "HOST": env.get("ALONGSIDE_PG_HOST", "127.0.0.1"),
            "PORT": env.get("ALONGSIDE_PG_PORT", "5432"),
            # Pages served with live updates in one process (ASGI) have a thread a request: nothing may be kept there.
            # A process that serves pages alone may keep its connections for a while.
            "CONN_MAX_AGE": int(env.get("ALONGSIDE_PG_KEEP_SECONDS", "0")),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"options": "-c jit=off"},
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": env.get("ALONGSIDE_SQLITE", str(var / ("demo.sqlite3" if demo else "alongside.sqlite3"))),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        "TEST": {"NAME": env.get("ALONGSIDE_SQLITE_TEST", str(var / "test.sqlite3"))},
    }
