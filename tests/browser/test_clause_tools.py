"""沿革 and 复制链接 of a clause: out of the reader's way, and in reach of everyone."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
IS_SHOWN = "tools => getComputedStyle(tools).clipPath === 'none' && tools.getBoundingClientRect().width > 40"


def tools(page, anchor="s1-2"):
    return page.locator(f"#{anchor} > .tools")


def shown(page):
    """How many clauses show what can be done with them."""
    return sum(each.evaluate(IS_SHOWN) for each in page.locator(".tools").all())


def places(page):
    return page.locator(".doc p").evaluate_all("all => all.map((each) => each.getBoundingClientRect().y + scrollY)")


@pytest.mark.parametrize("width", [360, 800, 1280])
def test_they_are_seen_where_the_pointer_or_the_focus_is_and_move_no_text(visit, site, width):
    page = visit(site.child.get_absolute_url(), width=width)
    before = places(page)
    assert shown(page) == 0
    page.locator("#s1-2").hover()
    assert tools(page).evaluate(IS_SHOWN) and shown(page) == 1
    assert places(page) == before
    page.mouse.move(0, 0)
    page.locator("#s1-3 .no").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("沿革")
    assert tools(page, "s1-3").evaluate(IS_SHOWN) and shown(page) == 1
    assert places(page) == before


@pytest.mark.parametrize("width", [360, 1280])
def test_a_tap_on_the_number_opens_them_in_a_place_of_their_own(visit, site, width):
    page = visit(site.child.get_absolute_url(), width=width)
    page.locator("#s1-2 .no").click()
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    assert shown(page) == 1
    box = tools(page).bounding_box()
    assert box["y"] + box["height"] <= page.locator("#s1-3").bounding_box()["y"]
    assert all(
        each.bounding_box()["height"] >= (44 if width == 360 else 24) for each in tools(page).locator("> *").all()
    )


@pytest.mark.parametrize("anchor", ["s1", "a1"])
def test_a_heading_and_an_attachment_have_them_too(visit, site, anchor):
    page = visit(f"{site.child.get_absolute_url()}#{anchor}", width=360)
    assert shown(page) == 1
    assert page.get_by_role("link", name="沿革").filter(visible=True).count() > 0


def test_without_script_only_the_way_to_the_clause_is_offered(visit, site):
    page = visit(f"{site.child.get_absolute_url()}#s1-2", java_script_enabled=False)
    assert page.locator(".tools .copy:visible").count() == 0
    tools(page).get_by_role("link", name="沿革").click()
    assert page.url.endswith("/clauses/s1-2/")


def test_a_thumb_meets_the_number_in_a_height_of_44_pixels(visit, site):
    page = visit(site.child.get_absolute_url(), width=360)
    number = page.locator("#s1-2 .no")
    number.scroll_into_view_if_needed()
    hits = number.evaluate("""number => {
      const box = number.getBoundingClientRect(), middle = box.y + box.height / 2;
      return [-21, 0, 21].map((up) => document.elementFromPoint(box.x + box.width / 2, middle + up) === number);
    }""")
    assert hits == [True, True, True]
