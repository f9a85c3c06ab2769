"""What every test gets: files of its own, static files without collecting them, and no N+1 query."""

import pytest
import zeal
from django.conf import settings as django_settings
from django.core.cache import caches
from django.test import SimpleTestCase
from zeal.constants import initialize_app_registry
from zeal.patch import patch

ONE_DATABASE_IS_ENOUGH = {"browser", "documents", "gates"}  # folders


def pytest_configure():
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    django_settings.STORAGES["staticfiles"] = {"BACKEND": plain}
    django_settings.STATIC_ROOT.mkdir(exist_ok=True)  # else whitenoise warns of it in every test
    initialize_app_registry()
    patch()


def touches_database(item):
    fixtures = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    django_test = isinstance(item.cls, type) and issubclass(item.cls, SimpleTestCase) and item.cls.databases
    return bool(fixtures or django_test or item.get_closest_marker("django_db"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark with `database` what bin/test runs once more on PostgreSQL."""
    for item in items:
        if touches_database(item) and item.path.parent.name not in ONE_DATABASE_IS_ENOUGH:
            item.add_marker("database")


FEW_REGIONS = ("000000", "120000", "330000", "650000", "660000")


@pytest.fixture
def offices(db, tmp_path):
    """The sample's departments in the nation, four provinces and Zhejiang's cities, and the campaign of 2008."""
    from campaigns import sample as campaigns
    from organizations import lines, regions, sample

    header, *rows = regions.SOURCE.read_text(encoding="utf-8").splitlines()
    few = [row for row in rows if row.startswith(FEW_REGIONS) or row.split(",")[4] == "330000"]
    source = tmp_path / "regions.csv"
    source.write_text("\n".join([header, *few]), encoding="utf-8")
    regions.load(source)
    lines.load()
    sample.load()
    campaigns.load()


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


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
