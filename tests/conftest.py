"""What every test gets: files of its own, static files without collecting them, and no N+1 query.

And what makes tests quick without their doing anything for it: `keep` (tests/keeping.py), rows put back by copying pages
of SQLite, and fewer rounds of the garbage collector.
"""

import gc
import sqlite3
from itertools import count

import pytest
import zeal
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection
from django.test import SimpleTestCase, TransactionTestCase
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from tests.keeping import Keeper

# Files with tests of half a minute and more: nobody is to wait at the end for one that was begun last.
LONG = {"test_start_and_stop", "test_the_whole_way", "test_down_the_levels", "test_validity", "test_sample", "test_commands",
        "test_migrations", "test_sweep", "test_killed_worker"}  # fmt: skip
ONE_DATABASE_IS_ENOUGH = {"browser", "documents", "gates", "pages", "urls"}  # folders


def pytest_configure():
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    django_settings.STORAGES["staticfiles"] = {"BACKEND": plain}
    django_settings.STATIC_ROOT.mkdir(exist_ok=True)  # else whitenoise warns of it in every test
    initialize_app_registry()
    patch()
    gc.set_threshold(50_000, 20, 100)  # the typesetter and the reader of PDFs make objects by the hundred thousand


def touches_database(item):
    fixtures = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    django_test = isinstance(item.cls, type) and issubclass(item.cls, SimpleTestCase) and item.cls.databases
    return bool(fixtures or django_test or item.get_closest_marker("django_db"))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark with `database` what bin/test runs once more on PostgreSQL; and begin with what is long, in whatever order the rest comes."""
    for item in items:
        if touches_database(item) and item.path.parent.name not in ONE_DATABASE_IS_ENOUGH:
            item.add_marker("database")
    yield
    items.sort(key=lambda item: item.path.stem not in LONG)


def pytest_collection_finish():
    gc.collect()
    gc.freeze()  # what was imported stays: no round of the collector has to look at it


EMPTIABLE = """
SELECT format('ALTER TABLE %s DISABLE TRIGGER never_emptied', tgrelid::regclass)
FROM pg_trigger WHERE tgname = 'never_emptied' AND tgenabled <> 'D'
"""


def emptied(teardown):
    """Let Django empty PostgreSQL's tables after a test with transactions of its own: no trigger refuses that then."""

    def torn_down(test):
        with connection.cursor() as cursor:
            cursor.execute(EMPTIABLE)
            for (statement,) in cursor.fetchall():
                cursor.execute(statement)
        teardown(test)

    return torn_down


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """After a test with transactions of its own SQLite's tables are as migrations left them, numbers and all.

    Copying the pages of the database takes 3 ms; the flush that Django would do takes 150.
    """
    if connection.vendor != "sqlite":
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(TransactionTestCase, "_fixture_teardown", emptied(TransactionTestCase._fixture_teardown))
            yield
        return
    as_migrated = sqlite3.connect(":memory:")
    with django_db_blocker.unblock():
        connection.ensure_connection()
        connection.connection.backup(as_migrated)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            TransactionTestCase, "_fixture_teardown", lambda test: as_migrated.backup(connection.connection)
        )
        yield
    as_migrated.close()


@pytest.fixture(scope="session")
def keep():
    """Have costly rows made once in a worker: tests/keeping.py says how."""
    return Keeper()


FEW_REGIONS = ("000000", "120000", "330000", "650000", "660000")


@pytest.fixture
def load_offices(db, tmp_path):
    from campaigns import sample as campaigns
    from organizations import lines, regions, sample

    def load():
        header, *rows = regions.SOURCE.read_text(encoding="utf-8").splitlines()
        few = [row for row in rows if row.startswith(FEW_REGIONS) or row.split(",")[4] == "330000"]
        source = tmp_path / "regions.csv"
        source.write_text("\n".join([header, *few]), encoding="utf-8")
        regions.load(source)
        lines.load()
        sample.load()
        campaigns.load()

    return load


@pytest.fixture
def offices(keep, load_offices):
    """The sample's departments in the nation, four provinces and Zhejiang's cities, and the campaign of 2008."""
    keep("offices", load_offices)


@pytest.fixture
def nothing_is_printed(monkeypatch):
    """For tests that look at no file: what takes in notices makes none."""
    from campaigns.notices import tasks

    for task in ("print_edition", "print_comparisons"):
        monkeypatch.setattr(tasks, task, lambda *args: None)


@pytest.fixture
def sample_of_2008(keep, load_offices, nothing_is_printed):
    """The national notice of 2008 and Zhejiang's, in the offices of the sample, without their files."""
    from campaigns.notices import sample

    def load():
        load_offices()
        with zeal.zeal_ignore():  # one notice after the other
            return sample.load()

    return keep("sample of 2008", load)


serial = count()


@pytest.fixture(scope="session")
def all_files(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def own_files(settings, all_files):
    """A folder that is made by the first file that is written: most tests write none."""
    settings.MEDIA_ROOT = all_files / str(next(serial))
    settings.AUDIT_HEAD = settings.MEDIA_ROOT.with_suffix(".head")


@pytest.fixture(autouse=True)
def nothing_kept():
    """What one test leaves in the process's memory is not there for the next."""
    caches["process"].clear()


@pytest.fixture
def admin_client(db):
    """The client of a system administrator. A superuser has no place here."""
    from tests import factories

    return factories.client_of(factories.admin_of("system"))


ASKS_FOR_PAGES = {"client", "admin_client", "staff", "live_server", "page"}


@pytest.fixture(autouse=True)
def no_query_per_row(request, settings):
    """Fail a test whose code asks the database once per row, in one request or in the test as a whole.

    `zeal.zeal_ignore()` says where it may.
    """
    if ASKS_FOR_PAGES & set(request.fixturenames):
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, "zeal.middleware.zeal_middleware"]
        yield
    else:
        with zeal.zeal_context():
            yield


@pytest.fixture
def step_by_step():
    """For a test that does the same thing several times on purpose, each time in a transaction of its own."""
    with zeal.zeal_ignore():
        yield
