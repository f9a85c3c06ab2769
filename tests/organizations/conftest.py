import pytest

from tests import entering


@pytest.fixture
def quick(settings):
    settings.PASSWORD_HASHERS = entering.QUICK


@pytest.fixture
def person(db, quick):
    return entering.person()
