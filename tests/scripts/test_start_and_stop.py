"""bin/run from its start to its stop, with the processes and the queue that people get."""

import os
import signal
import socket
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
ASK_FOR_PRINTS = "from campaigns.notices.tasks import print_waiting; print_waiting.delay()"


def ask_the_group(process):
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does


def ask_the_script(process):
    process.terminate()  # as a supervisor does


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """The data of the first start serve the second, as on anybody's machine."""
    return {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path_factory.mktemp("portal") / "data")}


@pytest.fixture
def log(tmp_path):
    return tmp_path / "log"


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def portal(environment, log, port):
    """The running portal, as soon as it has said that it runs."""
    with log.open("w") as output:
        process = subprocess.Popen(
            [REPOSITORY / "bin/run", "--port", str(port)],
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    wait_until(lambda: "按 Ctrl-C 停止" in log.read_text() or process.poll() is not None)
    yield process
    if process.poll() is None:
        ask_the_script(process)
        process.wait(15)


def wait_until(true, seconds=90):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, true
        time.sleep(0.2)


def query(environment, sql):
    with closing(sqlite3.connect(f"{environment['DATA_DIR']}/portal.sqlite3", timeout=20)) as database, database:
        return database.execute(sql).fetchone()


def processes(environment):
    """Command lines of all processes that were started on this data."""
    ours = f"DATA_DIR={environment['DATA_DIR']}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if ours in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_bytes())
        except OSError:
            continue  # it ended meanwhile, or belongs to someone else
    return found


@pytest.mark.parametrize("stop", [ask_the_group, ask_the_script])
def test_the_portal_starts_answers_works_and_stops(portal, environment, log, port, stop):
    assert portal.poll() is None, log.read_text()
    assert f"地址：http://localhost:{port}" in log.read_text()
    with urlopen(f"http://127.0.0.1:{port}/") as answer:
        assert answer.status == 200

    query(environment, "DELETE FROM notices_editionfile")
    ask = [".venv/bin/python", "manage.py", "shell", "--verbosity", "0", "-c", ASK_FOR_PRINTS]
    subprocess.run(ask, cwd=REPOSITORY, env=environment, check=True, capture_output=True)
    wait_until(lambda: query(environment, "SELECT count(*) FROM notices_editionfile")[0] >= 6)

    assert len(processes(environment)) > 4
    stop(portal)
    assert portal.wait(15) == 0
    assert processes(environment) == []
    assert "Traceback" not in log.read_text()
