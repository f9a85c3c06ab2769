"""What must hold on every page, on a phone and on a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .pages import PAGES, address

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}

pytestmark = pytest.mark.browser


@pytest.fixture(params=[360, 1280])
def width(request):
    return request.param


@pytest.fixture(params=PAGES.values(), ids=PAGES)
def page(request, visit, site, width):
    return visit(address(request.param, site), width=width)


def violations(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


def complaints(page):
    """What the console says, but for Chromium's own note that the page is an error page."""
    return [text for text in page.said if page.answer.ok or not text.startswith("Failed to load resource")]


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_the_page_is_for_everyone_and_quiet_and_fits(page):
    assert violations(page) == []
    assert complaints(page) == []
    assert sideways(page) <= 0


def test_the_page_has_its_own_title_and_one_heading(page):
    assert page.title().endswith(" · 全国质量月")
    assert page.locator("h1").count() == page.locator("main").count() == 1


def test_a_page_that_breaks_the_rules_is_seen(visit, width):
    page = visit("/", width=width)
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"data:,\"><pre>' + 'x'.repeat(999)")
    page.evaluate("console.error('broken')")
    assert any(found.startswith("image-alt") for found in violations(page))
    assert "broken" in complaints(page)
    assert sideways(page) > 0
