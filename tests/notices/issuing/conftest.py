"""An edition that awaits its signature, who may sign it, and who may not; one that was issued; one in each state."""

import pytest

from tests import factories
from tests.notices.issuing import world as each_state


@pytest.fixture
def edition():
    return factories.ready()


@pytest.fixture
def host(edition):
    return edition.notice.host


@pytest.fixture
def signatory(edition):
    return factories.signatory(edition, "王签发")


@pytest.fixture
def sign(edition, signatory):
    """Sign the edition as it stands; what is given replaces what is right."""

    def act(by=signatory, **facts):
        from campaigns.notices.issuing import signing

        right = {"seen": edition.text_hash, "series": factories.series(edition.notice.host)}
        return signing.sign(edition.pk, by=by, **right | facts)

    return act


@pytest.fixture
def issued():
    return factories.issued()


@pytest.fixture
def by(issued):
    """Who corrects it or ends it."""
    return factories.signatory(issued, "王签发")


@pytest.fixture
def world():
    return each_state.made()
