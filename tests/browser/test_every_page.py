"""What must hold on every page: for everyone, on a phone and on a desk, with large text, and without a complaint."""

import pytest

from tests import entering

from .eyes import SMALL_TARGETS, complaints, faults, is_lost, places, sideways, stops, violations
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


@pytest.mark.parametrize("walk", [stops, places])
def test_a_focus_that_is_hidden_or_covered_is_seen(visit, walk):
    page = visit("/")
    page.evaluate('document.body.innerHTML = \'<a id=a href="/">one</a> <a id=b href="/">two</a><div id=lid></div>\'')
    page.evaluate("document.querySelector('#a').style.outline = 'none'")
    assert [is_lost(stop) for stop in walk(page)] == [True, False]
    page.evaluate("Object.assign(document.querySelector('#lid').style, {position: 'fixed', inset: '0', zIndex: '9'})")
    assert [is_lost(stop) for stop in walk(page)] == [True, True]


def test_both_ways_through_a_page_find_the_same_places(visit, site):
    page = visit("/notices/")
    assert sorted(stop["name"] for stop in stops(page)) == sorted(stop["name"] for stop in places(page))


# What is broken in one window only.
BROKEN_IN_A_WINDOW = """
@media (width: 1280px) { main { min-width: 70rem } #wide:focus { outline: none } }
@media (width: 360px) { main { min-width: 21rem } #narrow:focus { outline: none } #pale { color: #ccc } }
@media (width: 320px) { body { min-width: 400px } }
@media (width: 3840px) { body { min-width: 4000px } }
@media (forced-colors: active) { body { min-width: 5000px } }
"""
BROKEN = """
<h1>Another</h1><p id="pale">Some words</p><p id="grey">Some words</p><ul><p>No item</p></ul>
<span id="tag" class="tag">Tag</span><button id="wide">One</button><button id="narrow">Two</button>
"""
SAID = [
    "console: broken", "1280 px: list", "360 px: list", "1280 px: color-contrast: ['#grey']", "360 px: color-contrast: ['#pale']",
    '1280 px: lost <button id="wide"', '360 px: lost <button id="narrow"', "1280 px at 200%:", "360 px at 200%:", "320 px:",
    "3840 px:", "small: <button", "forced colours:", '<span id="tag"', "not one title, one h1",
]  # fmt: skip


def test_each_kind_of_fault_is_seen_in_its_window_and_in_no_other(visit):
    page = visit("/help/words/")
    page.evaluate(
        """([html, rules]) => {
          document.querySelector("main").insertAdjacentHTML("afterbegin", html);
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(rules);
          document.adoptedStyleSheets.push(sheet);
          document.querySelector("#grey").style.color = "#ccc";
          document.querySelector("#tag").style.setProperty("border", "none", "important");
          console.error("broken");
        }""",
        [BROKEN, BROKEN_IN_A_WINDOW],
    )
    found = faults(page)
    assert [said for said in SAID if not any(each.startswith(said) for each in found)] == [], found
    assert [each for each in found if not each.startswith(tuple(SAID))] == []


def test_a_page_without_places_for_the_keyboard_is_seen(visit):
    page = visit("/")
    page.evaluate("document.querySelectorAll('header, footer, nav').forEach((each) => each.remove())")
    page.evaluate("document.querySelector('main').innerHTML = '<h1>Nothing</h1>'")
    assert {"1280 px: no stops", "360 px: no stops"} <= set(faults(page))
