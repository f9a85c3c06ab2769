"""What must hold on every page: for everyone, on a phone and on a desk, with large text, and without a complaint."""

import pytest

from tests import entering

from .eyes import SMALL_TARGETS, complaints, faults, is_lost, sideways, stops, violations
from .pages import PAGES, SIGNED_IN, address

pytestmark = pytest.mark.browser


@pytest.fixture(params=[*PAGES, *SIGNED_IN])
def page(request, site, visit, visit_as):
    """One of the pages, as whoever comes to it sees it."""
    if request.param in PAGES:
        return visit(address(PAGES[request.param], site))
    return visit_as(entering.person())(address(SIGNED_IN[request.param], site))


def test_the_page_is_for_everyone_in_every_window(page):
    assert faults(page) == []


def test_every_page_has_a_title_of_its_own(client, site):
    titles = {}
    for name, path in PAGES.items():
        html = client.get(address(path, site)).content.decode()
        titles.setdefault(html.split("<title>")[1].split("</title>")[0], set()).add(name.split(",")[0])
    assert [names for names in titles.values() if len(names) > 1] == []


# The eyes themselves


@pytest.mark.parametrize("width", [360, 1280])
def test_a_page_that_breaks_the_rules_is_seen(visit, width):
    page = visit("/", width=width)
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"data:,\"><pre>' + 'x'.repeat(999)")
    page.evaluate("console.error('broken')")
    assert any(found.startswith("image-alt") for found in violations(page))
    assert "broken" in complaints(page)
    assert sideways(page) > 0


def test_a_small_target_is_seen(visit):
    page = visit("/", width=360)
    page.evaluate("document.body.innerHTML = '<p><a href=\"/\">one</a></p><button>x</button>'")
    assert len(page.evaluate(SMALL_TARGETS)) == 2


def test_a_focus_that_is_hidden_or_covered_is_seen(visit):
    page = visit("/")
    page.evaluate('document.body.innerHTML = \'<a id=a href="/">one</a> <a id=b href="/">two</a><div id=lid></div>\'')
    page.evaluate("document.querySelector('#a').style.outline = 'none'")
    assert [is_lost(stop) for stop in stops(page)] == [True, False]
    page.evaluate("Object.assign(document.querySelector('#lid').style, {position: 'fixed', inset: '0', zIndex: '9'})")
    assert [is_lost(stop) for stop in stops(page)] == [True, True]
