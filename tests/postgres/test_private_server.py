"""The tests' own PostgreSQL: two roles as in production, and nothing left behind however a run ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.house.source import HOME
from tests.postgres.private_server import APP, OWNER, PREFIX, PrivateServer, Server, reap_orphans

pytestmark = pytest.mark.postgres


def sign_in(server: Server, role: str) -> psycopg.Connection[tuple[object, ...]]:
    password = server.app_password if role == APP else server.owner_password
    return psycopg.connect(host=server.host, port=server.port, user=role, password=password, dbname="postgres")


def answers(port: int) -> bool:
    try:
        psycopg.connect(host="127.0.0.1", port=port, user="nobody", dbname="postgres", connect_timeout=2)
    except psycopg.OperationalError as fault:
        return "Connection refused" not in str(fault)
    return True


def test_it_brings_both_roles_keeps_out_strangers_and_leaves_nothing_behind():
    private = PrivateServer(fsync=False)
    server = private.start()
    try:
        with sign_in(server, OWNER) as connection:
            rights = (
                "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = ANY(%s) ORDER BY 1"
            )
            found = connection.execute(rights, [[OWNER, APP]]).fetchall()
            assert found == [(APP, False, False, False), (OWNER, False, False, True)]
            assert connection.execute("SHOW jit").fetchone() == ("off",)
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(host=server.host, port=server.port, user=OWNER, password="a guess", dbname="postgres")
    finally:
        private.stop()
    assert not answers(server.port)
    assert not private.folder.exists()


def test_it_goes_down_with_a_run_that_is_killed_outright():
    script = (
        "import sys, time; from tests.postgres.private_server import PrivateServer;"
        "own = PrivateServer(fsync=False); server = own.start(); print(server.port, own.folder, flush=True); time.sleep(60)"
    )
    run = subprocess.Popen([sys.executable, "-c", script], cwd=HOME, stdout=subprocess.PIPE, text=True)
    assert run.stdout
    port, folder = run.stdout.readline().split()
    assert answers(int(port))
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()
    until = time.monotonic() + 20
    while answers(int(port)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not answers(int(port))
    reap_orphans()
    assert not Path(folder).exists()


def test_a_folder_of_a_run_that_still_goes_on_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    mine, gone = tmp_path / f"{PREFIX}mine", tmp_path / f"{PREFIX}gone"
    for folder, starter in ((mine, os.getpid()), (gone, 2**22 + 1)):
        folder.mkdir()
        (folder / "started-by").write_text(str(starter))
    reap_orphans()
    assert mine.exists()
    assert not gone.exists()
