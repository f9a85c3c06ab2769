"""大字版 in the browser, by its link alone: scripts are off."""

import pytest

from campaigns.notices.models import Edition

from .test_every_page import complaints, sideways, violations

pytestmark = pytest.mark.browser
WAY = "text=大字版"


def size(page):
    return page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")


@pytest.mark.parametrize("width", [320, 1280])
def test_it_grows_the_text_stays_on_and_goes_away_again(visit, site, width):
    page = visit("/notices/?year=2008", width=width, java_script_enabled=False)
    page.click(WAY)
    assert page.url == f"{site.url}/notices/?year=2008"
    assert page.locator("html.large").count() == 1
    page.goto(site.url + site.child.get_absolute_url())
    assert page.locator("html.large").count() == 1
    page.click("text=标准版")
    assert page.url == site.url + site.child.get_absolute_url()
    assert page.locator("html.large").count() == 0


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("path", ["/", "/notices/", "/none/", "/notices/?year=x"])
def test_large_text_is_for_everyone_and_fits(visit, width, path):
    page = visit(path, width=width)
    before = size(page)
    with page.expect_navigation():
        page.click(WAY)
    assert size(page) == before * 1.25
    assert violations(page) == []
    assert sideways(page) <= 0


@pytest.mark.parametrize("width", [320, 360])
def test_the_ways_stand_on_one_line(visit, width):
    page = visit("/", width=width)
    page.click(WAY)
    assert len({way.bounding_box()["y"] for way in page.locator(".nav a").all()}) == 1


@pytest.mark.parametrize("width", [320, 360])
def test_no_line_of_a_title_begins_with_a_closing_quote(visit, site, width):
    Edition.objects.filter(pk=site.child.current_id).update(title="关于开展“2008年全省质量月”活动的通知")
    page = visit(site.child.get_absolute_url(), width=width)
    page.click(WAY)
    lines = page.locator(".redhead h1").evaluate("""title => ["月", "”"].map((character) => {
      const node = [...title.childNodes].find((each) => each.data?.includes("”"));
      const range = new Range(), at = node.data.indexOf("”") - (character === "月");
      range.setStart(node, at), range.setEnd(node, at + 1);
      return range.getBoundingClientRect().y;
    })""")
    assert lines[0] == lines[1]


def test_back_in_the_history_the_page_has_the_size_in_force(visit, site):
    page = visit("/")
    page.goto(f"{site.url}/notices/")
    page.click(WAY)
    page.goto(f"{site.url}/")
    assert page.locator("html.large").count() == 1
    assert complaints(page) == []
