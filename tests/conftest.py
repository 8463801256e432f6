"""What every test stands on: which database, the second wall in place, and no network.

`--db=sqlite` (default) or `--db=postgres`. PostgreSQL is brought up here unless ALONGSIDE_PG_HOST names a server.
It must be imported before Django's settings are read, so it imports nothing of Alongside at the top.
"""

import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from tests.postgres.private_server import STARTER, TESTS_PREFIX, NoPostgres, PrivateServer, reap_orphans

TOUCHES_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup", "django_db_serialized_rollback"}
HERE = {"127.0.0.1", "::1", "localhost", "0.0.0.0", ""}
SERVER = pytest.StashKey[PrivateServer]()
FOLDER = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=("sqlite", "postgres"), default="sqlite", help="the database the tests run on")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Says which settings to use, before Django reads them; the workers of a parallel run inherit all of it."""
    if hasattr(config, "workerinput"):
        return  # a worker of a parallel run was told everything by its environment
    if "alongside.project.settings" in sys.modules:
        raise pytest.UsageError(
            "Django was set up before the tests could choose a database: unset DJANGO_SETTINGS_MODULE"
        )
    os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.project.settings"
    os.environ["ALONGSIDE_ENV"] = "test"
    os.environ["ALONGSIDE_DB"] = config.getoption("--db")
    _prepare(config)
    from django.conf import settings

    settings.DATABASES  # noqa: B018  # read now; pytest-django sets Django up from here


def _prepare(config: pytest.Config) -> None:
    """A folder for this run, and a server where one is asked for."""
    reap_orphans()
    folder = config.stash[FOLDER] = tempfile.TemporaryDirectory(prefix=TESTS_PREFIX)
    Path(folder.name, STARTER).write_text(str(os.getpid()), encoding="ascii")
    os.environ["ALONGSIDE_VAR"] = folder.name
    Path(folder.name, "static").mkdir()
    # A file, not memory: threads, live servers and other processes of a test share it.
    os.environ["ALONGSIDE_SQLITE_TEST"] = str(Path(folder.name, "test.sqlite3"))
    if config.getoption("--db") == "postgres" and not os.environ.get("ALONGSIDE_PG_HOST"):
        # Safe against a power cut unless told otherwise: the tests of broken writes rely on it.
        server = config.stash[SERVER] = PrivateServer(fsync=os.environ.get("ALONGSIDE_TEST_PG_FSYNC", "on") != "off")
        try:
            os.environ.update(server.start().environment())
        except NoPostgres as fault:
            server.stop()
            raise pytest.UsageError(str(fault)) from fault


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    if SERVER in config.stash:
        config.stash[SERVER].stop()
    if FOLDER in config.stash:
        config.stash[FOLDER].cleanup()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL runs what touches the database, without the browser; the rest is the same on both and runs once."""
    on_postgres = config.getoption("--db") == "postgres"
    left_out = [item for item in items if _is_left_out(item, on_postgres=on_postgres)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def _is_left_out(item: pytest.Item, *, on_postgres: bool) -> bool:
    if not on_postgres:
        return item.get_closest_marker("postgres") is not None
    touches = item.get_closest_marker("django_db") or TOUCHES_DATABASE & set(getattr(item, "fixturenames", ()))
    elsewhere = item.get_closest_marker("sqlite") or item.get_closest_marker("journey")
    return bool(elsewhere) or not (touches or item.get_closest_marker("postgres"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """The tables are made by their owner; the tests come in as the application afterwards."""
    if os.environ["ALONGSIDE_DB"] == "postgres":
        from tests.postgres import as_app

        as_app.sign_in_as("owner")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """On PostgreSQL: with the second wall in place from here on, and the owner back to drop the database at the end."""
    if os.environ["ALONGSIDE_DB"] != "postgres":
        yield
        return
    from django.db.backends.postgresql.operations import DatabaseOperations

    from tests.postgres import as_app

    with django_db_blocker.unblock():
        as_app.sign_in_as("app")
        as_app.insist_on_second_wall()
        as_app.connection.close()
    with patch.object(DatabaseOperations, "execute_sql_flush", as_app.empty_tables):
        yield
    with django_db_blocker.unblock():
        as_app.sign_in_as("owner")


@pytest.fixture
def own_process_environment(transactional_db: None) -> dict[str, str]:
    """The environment for another process of ours (a command, a worker) on the very database of this test."""
    from django.db import connection

    told = connection.settings_dict
    name = "ALONGSIDE_PG_NAME" if connection.vendor == "postgresql" else "ALONGSIDE_SQLITE"
    return {**os.environ, name: str(told["NAME"])}


@pytest.fixture(autouse=True, scope="session")
def network_is_shut() -> Iterator[None]:
    """Tests reach this machine only. Anything else is refused and named, also when the code under test would hide it."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in HERE:
            raise NetworkTouched(f"a test wanted to reach {address[0]}")
        connect(self, address)

    def look_up_here(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host is not None and str(host) not in HERE:
            raise NetworkTouched(f"a test wanted to look up {host}")
        return look_up(host, *args, **kwargs)

    with patch.object(socket.socket, "connect", connect_here), patch.object(socket, "getaddrinfo", look_up_here):
        yield


class NetworkTouched(BaseException):
    """Not an Exception: code that catches everything and tries again must not hide it."""
