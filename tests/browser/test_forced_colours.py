"""Forced colours, light and dark: what colour alone would tell is told by lines and by the system's own colours."""

import pytest

from .pages import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SYSTEM = """name => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = name;
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}"""


@pytest.fixture(params=["light", "dark"])
def forced(request, visit, site):
    return lambda path: visit(address(path, site), forced_colors="active", color_scheme=request.param)


def style(found, name, part=None):
    return found.first.evaluate("(each, [name, part]) => getComputedStyle(each, part)[name]", [name, part])


def test_the_days_of_the_month_and_today_are_seen(forced):
    page = forced("/")
    ink, paper = page.evaluate(SYSTEM, "CanvasText"), page.evaluate(SYSTEM, "Canvas")
    assert style(page.locator(".month .is-past"), "stroke") == style(page.locator(".month"), "stroke") == ink
    assert style(page.locator(".month .is-today"), "stroke") not in (ink, paper)


def test_where_one_is_has_a_line(forced):
    page = forced("/notices/{child}/compare/")
    assert style(page.locator(".nav [aria-current]"), "borderBottomWidth", "::after") == "4px"
    assert style(page.locator(".legend [aria-current]"), "borderBottomWidth") == "3px"


def test_marks_differ_by_their_lines_and_fill(forced):
    page = forced("/help/")
    sides = ("borderTopStyle", "borderLeftStyle", "backgroundColor")
    looks = {
        relation: tuple(style(page.locator(f".tag--{relation}"), side) for side in sides)
        for relation in ("kept", "adapted", "merged", "moved", "new", "omitted")
    }
    assert len(set(looks.values())) == 6
    assert looks["moved"][:2] == ("solid", "none")
    assert looks["new"][2] == page.evaluate(SYSTEM, "CanvasText")
