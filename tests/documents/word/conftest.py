import pytest

from tests.documents.word.reading import read


@pytest.fixture(scope="session")
def notice():
    return read()
