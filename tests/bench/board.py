"""Boards at full scale beside a tenth of it: seconds and queries of each page, on SQLite and PostgreSQL."""

import json
import os
import subprocess
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from .measuring import PATIENCE, Figure, Table, python
from .serving import NO_SERVER, answers, empty_database
from .watched import LINEAR, PAGES

FEW, MANY = (
    (343, 36),
    (3433, 400),
)  # notices, and how many of them are of cities: the nation, 32 provinces, the rest counties


def scale(runs):
    table = Table(f"seconds for one answer, {MANY[0]} notices of 30 clauses beside {FEW[0]}, {runs.many} runs")
    for name, place in {"SQLite": sqlite, "PostgreSQL": postgresql}.items():
        if name == "PostgreSQL" and not answers():
            table.notes.append(NO_SERVER)
            continue
        found = {size: asked(place, size, runs) for size in (FEW, MANY)}
        for page in PAGES:
            (few, few_queries), (many, queries) = (found[size][page] for size in (FEW, MANY))
            least = table.add(f"{name}, {page}, {FEW[0]}", Figure(tuple(few)))
            table.add(f"{name}, {page}, {MANY[0]}", Figure(tuple(many)), least, f"with {FEW[0]}")
            if few_queries != queries:
                table.notes.append(f"{name}, {page}: {few_queries} queries, and {queries} with {MANY[0]}")
    table.notes.append(f"every column is in it, so it grows with them: {'、'.join(LINEAR)}")
    return table.done()


def asked(place, size, runs):
    """Return {page: [[seconds], queries]} of a site of this size in a database of its own."""
    with ExitStack() as stack:
        env = os.environ | {"DATABASE_URL": stack.enter_context(place(size[0])), "LOG_LEVEL": "ERROR"}
        subprocess.run(python("watched", "fill", *size), check=True, env=env, timeout=PATIENCE * 4)
        command = python("watched", "ask", runs.many)
        answer = subprocess.run(command, check=True, env=env, timeout=PATIENCE * 2, stdout=subprocess.PIPE)
        return json.loads(answer.stdout)


@contextmanager
def sqlite(notices):
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder, f'{notices}.sqlite3')}"


def postgresql(notices):
    return empty_database(f"board_{notices}")


MEASUREMENTS = {"scale": scale}
