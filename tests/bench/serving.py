"""Pages as gunicorn serves them on PostgreSQL: requests a second beside a bare Django list, and how they hold at scale."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from urllib.parse import urlencode

import psycopg2

from .measuring import PATIENCE, Figure, Table

SERVER = os.environ.get("BENCH_DATABASE_SERVER", "postgres://qualitymonth:qualitymonth@127.0.0.1:5432")
NO_SERVER = "PostgreSQL does not answer: bin/services starts it"
PORT = 8460
WORKERS = CONNECTIONS = 2
FEW, MANY = 350, 3500
ROUND = 1.5  # seconds for one address
LISTS = {
    "list": {},
    "list, last page": {"page": "last"},
    "list, one level": {"level": "county"},
    "list, one province": {"province": "330000"},
    "list, one line": {"line": "quality"},
    "list, one layout": {"layout": "1999"},
    "search, a word that all have": {"q": "质量"},
    "search, a phrase that all have": {"q": "质量月活动"},
    "search, a phrase that one in twelve has": {"q": "锅炉焊工技能比武"},
    "search, nothing found": {"q": "量子计算机招标公告"},
}
ROWS = 20  # of one page of the list


def answers():
    try:
        psycopg2.connect(f"{SERVER}/postgres", connect_timeout=5).close()
    except psycopg2.OperationalError:
        return False
    return True


# --- sites --------------------------------------------------------------------------------------------------------


@contextmanager
def database(notices):
    """A database of its own with so many notices; gone afterwards. Gives its address."""
    with empty_database(notices) as address:
        command = [sys.executable, "-P", "-m", "tests.bench.site", str(notices)]
        subprocess.run(command, check=True, env=os.environ | {"DATABASE_URL": address}, timeout=PATIENCE * 2)
        yield address


@contextmanager
def empty_database(what):
    """A database of its own for what is measured, without tables; gone afterwards. Gives its address."""
    name = f"qualitymonth_bench_{os.getpid()}_{what}"
    _execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
    try:
        yield f"{SERVER}/{name}"
    finally:
        _execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _execute(sql):
    connection = psycopg2.connect(f"{SERVER}/postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
    connection.close()


@contextmanager
def served(application, address, port):
    """A WSGI application under gunicorn with two workers, on a database; gives its port once it answers."""
    command = [
        sys.executable, "-P", "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}",
        "--workers", str(WORKERS), "--threads", "2", "--no-control-socket", "--log-level", "error",
    ]  # fmt: skip
    process = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": address, "LOG_LEVEL": "ERROR"})
    try:
        _await(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _await(port, process):
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError(f"gunicorn ended with {process.returncode}")
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.connect()
        except OSError:
            time.sleep(0.1)
        else:
            return connection.close()
    raise RuntimeError(f"nothing answers on port {port}")


# --- readers ------------------------------------------------------------------------------------------------------


def rate(port, path):
    """Return how many requests a second are answered to a few readers at once, each on one connection."""
    until = time.perf_counter() + ROUND

    def read(_):
        connection, count = HTTPConnection("127.0.0.1", port, timeout=30), 0
        while time.perf_counter() < until:
            ask(connection, path)
            count += 1
        connection.close()
        return count

    with ThreadPoolExecutor(CONNECTIONS) as readers:
        return sum(readers.map(read, range(CONNECTIONS))) / ROUND


def ask(connection, path):
    connection.request("GET", path)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answers {answer.status}: {content[:200]!r}")
    return content


def wait(port, path, times=20):
    """Return the seconds that one reader waits for an answer: the mean of so many, on one connection."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    begun = time.perf_counter()
    for _ in range(times):
        ask(connection, path)
    return (time.perf_counter() - begun) / times


def listed(asked, notices):
    """Return the address of a list; its last page depends on how many notices there are."""
    last = {"page": -(-notices // ROWS)} if asked.get("page") == "last" else {}
    return f"/notices/?{urlencode(asked | last)}"


# --- measurements -------------------------------------------------------------------------------------------------


def pages(runs):
    """The pages that most people read, in turn with the yardstick, so that all see the same machine."""
    table = Table(f"requests a second, {WORKERS} gunicorn workers, PostgreSQL, {FEW} notices, {runs.many} runs")
    if not answers():
        table.add("nothing", Figure((0.0,), ""))
        table.notes.append(NO_SERVER)
        return table.done()
    with ExitStack() as stack:
        address = stack.enter_context(database(FEW))
        bare = stack.enter_context(served("tests.bench.bare:application", address, PORT))
        ours = stack.enter_context(served("qualitymonth.wsgi:application", address, PORT + 1))
        national, province = _known(address)
        asked = {
            "a bare Django list of 20 rows": (bare, "/"),
            "notice page": (ours, f"/notices/{national}/"),
            "notice page of a province": (ours, f"/notices/{province}/"),
            "notice page, not kept": (ours, f"/notices/{province}/?fresh"),
            "comparison": (ours, f"/notices/{province}/compare/"),
            "list": (ours, "/notices/"),
            "home": (ours, "/"),
        }
        found = {name: [] for name in asked}
        for number in range(runs.many + 1):
            for name, (port, path) in asked.items():
                found[name] += [rate(port, path)][:number]
    yardstick = Figure(tuple(found["a bare Django list of 20 rows"]), "/s")
    for name, rates in found.items():
        same = name == "a bare Django list of 20 rows"
        table.add(name, Figure(tuple(rates), "/s"), None if same else yardstick, "" if same else "bare list")
    table.notes.append(
        "the readers share the cores with the servers: every page seems nearer to the yardstick than it is"
    )
    return table.done()


def _known(address):
    """Return the keys of the national notice and of one that derives from it."""
    with psycopg2.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT id FROM notices_notice WHERE parent_id IS NULL ORDER BY id LIMIT 1")
        national = cursor.fetchone()[0]
        cursor.execute("SELECT id FROM notices_notice WHERE parent_id = %s ORDER BY id LIMIT 1", [national])
        return national, cursor.fetchone()[0]


def scale(runs):
    """Lists and searches with ten times as many notices, in turn with the few."""
    table = Table(f"seconds for one answer, {MANY} notices of 30 clauses beside {FEW}, PostgreSQL, {runs.many} runs")
    if not answers():
        table.add("nothing", Figure((0.0,), ""))
        table.notes.append(NO_SERVER)
        return table.done()
    with ExitStack() as stack:
        ports = {}
        for place, notices in enumerate((FEW, MANY)):
            address = stack.enter_context(database(notices))
            ports[notices] = stack.enter_context(served("qualitymonth.wsgi:application", address, PORT + place))
        found = {(name, notices): [] for name in LISTS for notices in ports}
        for number in range(runs.many + 1):
            for name, asked in LISTS.items():
                for notices, port in ports.items():
                    found[name, notices] += [wait(port, listed(asked, notices))][:number]
    for name in LISTS:
        few = table.add(f"{name}, {FEW}", Figure(tuple(found[name, FEW])))
        table.add(f"{name}, {MANY}", Figure(tuple(found[name, MANY])), few, f"with {FEW}")
    return table.done()


MEASUREMENTS = {"pages": pages, "scale": scale}
