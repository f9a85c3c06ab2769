"""What is costly to make is made once in a worker, and is then copied into the database for each test that asks for it.

    @pytest.fixture
    def offices(db, keep):
        return keep("offices", make_offices)

The first test in a worker that asks for `offices` has them made, as ever; their rows and files, and what `make_offices`
returned, are kept in memory. Each later test gets a copy: milliseconds instead of seconds, on either database, within the
transaction of a test or without one. A test may change what it gets; the next one does not see it.

What is kept begins with tables that are empty but for what migrations write: in a test that has rows already it is
refused, so a fixture that keeps stands before those that write rows of their own.
"""

from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

BY_MIGRATIONS = {"django_migrations", "django_content_type", "auth_permission"}  # their rows are there in every test
MOST_PARAMETERS = 30_000  # in one statement: SQLite takes 32,766


@dataclass(frozen=True)
class Kept:
    """What `made` was worth: rows by table, files by name, and the numbers of what its rows may point to."""

    rows: dict
    files: dict
    made: object
    rests_on: frozenset


class Keeper:
    def __init__(self):
        self.kept = {}

    def __call__(self, name, make):
        """Return what `make()` returned when it first ran in this worker, with its rows and files in place."""
        before = {table for table, rows in rows_by_table().items() if rows}
        assert not before, f"{name} is kept, so it comes before what wrote rows into {before}."
        kept = self.kept.get(name)
        if kept is None or kept.rests_on != numbers_by_migrations():  # a flush has given them new numbers
            made = make()
            kept = self.kept[name] = Kept(rows_by_table(), files_by_name(), deepcopy(made), numbers_by_migrations())
            return made
        with transaction.atomic(), unguarded(kept.rows):  # a row may come before the one that it points to
            for table, rows in kept.rows.items():
                insert(table, rows)
        for file, content in kept.files.items():
            path = Path(settings.MEDIA_ROOT, file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return deepcopy(kept.made)


def columns_by_table():
    """{table: the columns that are written} of every table of ours; what the database works out itself is left out."""
    models_of_all = apps.get_models(include_auto_created=True)
    return {
        model._meta.db_table: [
            field.column for field in model._meta.local_concrete_fields if not isinstance(field, models.GeneratedField)
        ]
        for model in models_of_all
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in BY_MIGRATIONS
    }


def rows_by_table():
    return {table: selected(table, columns) for table, columns in columns_by_table().items()}


def selected(table, columns):
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(table)}")  # noqa: S608
        return cursor.fetchall()


def insert(table, rows):
    columns = columns_by_table()[table]
    names = ", ".join(map(connection.ops.quote_name, columns))
    one = f"({', '.join(['%s'] * len(columns))})"
    size = MOST_PARAMETERS // len(columns)
    with connection.cursor() as cursor:
        for some in (rows[start : start + size] for start in range(0, len(rows), size)):
            values = [value for row in some for value in row]
            into = f"INSERT INTO {connection.ops.quote_name(table)} ({names})"
            cursor.execute(f"{into} VALUES {', '.join([one] * len(some))}", values)


@contextmanager
def unguarded(tables):
    """On PostgreSQL let rows in past the triggers, which refuse a clause that comes after its edition was issued."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY(%s)",
            [list(tables)],
        )
        guarded = [table for (table,) in cursor.fetchall()]
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks that wait cannot be altered
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def numbers_by_migrations():
    return frozenset(
        (table, *row)
        for table, columns in (("django_content_type", ["id", "model"]), ("auth_permission", ["id", "codename"]))
        for row in selected(table, columns)
    )


def files_by_name():
    root = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
