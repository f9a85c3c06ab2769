"""The pages on the way of a notice from draft to issue, looked at as every page is: for everyone, in every window."""

from types import SimpleNamespace

import pytest

from . import office
from .eyes import faults
from .pages import ON_ITS_WAY

pytestmark = pytest.mark.browser


@pytest.fixture
def site(live_server, keep):
    """The address of a site with an office in the midst of its work."""
    return SimpleNamespace(url=live_server.url, **keep("office", office.make))


@pytest.mark.parametrize(("who", "path"), ON_ITS_WAY.values(), ids=ON_ITS_WAY)
def test_the_page_is_for_everyone_in_every_window(visit_as, site, who, path):
    page = visit_as(site.people[who])(path.format_map(vars(site)))
    assert page.answer.status == 200
    assert faults(page) == []
