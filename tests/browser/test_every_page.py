"""What must hold on every page: for everyone, on a phone and on a desk, with large text, and without a complaint."""

from functools import partial

import pytest

from tests import entering

from .eyes import SMALL_TARGETS, complaints, is_lost, sideways, stops, violations
from .pages import PAGES, SIGNED_IN, address

SIZES = [(320, "100%"), (360, "200%"), (1280, "200%"), (3840, "100%")]

pytestmark = pytest.mark.browser


@pytest.fixture(params=[*PAGES, *SIGNED_IN])
def show(request, site, visit, visit_as):
    """Open one of the pages, in a window of this width."""
    if request.param in PAGES:
        return partial(visit, address(PAGES[request.param], site))
    return partial(visit_as(entering.person()), address(SIGNED_IN[request.param], site))


def test_the_page_is_for_everyone(show):
    for width in (360, 1280):
        page = show(width=width)
        assert violations(page) == []
        assert complaints(page) == []
        assert sideways(page) <= 0
        found = list(stops(page))
        assert len(found) > 5
        assert [stop["name"] for stop in found if is_lost(stop)] == []
    assert page.title().endswith(" · 全国质量月")
    assert page.locator("h1").count() == page.locator("main").count() == 1
    assert page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").count() == 0


def test_the_page_fits_every_window_and_twice_the_text_and_a_thumb(show):
    page = show(width=360)
    assert page.evaluate(SMALL_TARGETS) == []
    for width, size in SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        assert sideways(page) <= 0, (width, size)
    page.emulate_media(forced_colors="active")
    assert sideways(page) <= 0
    tags = page.locator(".tag:not(.tag--kept)").all()
    assert all(tag.evaluate("tag => getComputedStyle(tag).borderBlockStartStyle") != "none" for tag in tags)


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
