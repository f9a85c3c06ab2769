"""What people come for, with the mouse, by keyboard alone, and without JavaScript."""

import io
import re

import docx
import pdfplumber
import pytest

from tests import factories

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def script(request):
    return request.param


def is_in_view(locator):
    box = locator.bounding_box()
    return 0 <= box["y"] < 900


def test_from_the_first_page_to_a_clause_and_to_its_parent(visit, site, script):
    page = visit("/", java_script_enabled=script)
    page.get_by_role("link", name="全省质量月").first.click()
    page.get_by_role("navigation", name="目录").get_by_role("link", name="（2）").click()
    assert page.url.endswith(f"/notices/{site.child.pk}/#s1-2")
    assert is_in_view(page.locator("#s1-2"))
    page.locator("#s1-2").get_by_role("link", name="沿革").click()
    page.get_by_role("link", name="全国通知一（2）").click()
    assert page.url.endswith(f"/notices/{site.parent.pk}/clauses/s1-2/")
    page.get_by_role("link", name="在正文中阅读").click()
    assert page.url.endswith(f"/notices/{site.parent.pk}/#s1-2")


def test_what_a_province_changed_is_read_and_taken_along(visit, site, script):
    page = visit(site.child.get_absolute_url(), width=360, java_script_enabled=script)
    page.get_by_role("link", name="与全国通知对照").click()
    page.get_by_role("navigation", name="只看一种关系").get_by_role("link", name="不适用").click()
    assert page.locator("article.pair").count() == 1
    assert "理由：原文未说明" in page.locator("article.pair").inner_text()
    content = page.request.get(site.url + page.get_by_role("link", name="对照表PDF").get_attribute("href")).body()
    assert "不适用" in text_of_pdf(io.BytesIO(content))


def test_the_pages_of_a_print_are_shown_as_pictures(visit, site, script):
    page = visit(site.child.get_absolute_url(), width=360, java_script_enabled=script)
    page.get_by_role("link", name="版面图片").click()
    pictures = page.locator(".sheets img")
    assert pictures.count() == site.child.current.files.get(layout="1999", format="pdf").pages
    assert pictures.first.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 1080


def test_the_contents_follow_the_reading(visit, site):
    page = visit(site.child.get_absolute_url())
    page.evaluate("document.querySelector('#a1').scrollIntoView()")
    page.locator(".toc a[href='#a1'][aria-current]").wait_for()


def test_from_the_list_by_filter_to_the_file(visit, site, script):
    page = visit("/notices/", java_script_enabled=script)
    page.get_by_label("年度").select_option("2008年")
    page.get_by_label("级别").select_option("省级")
    page.get_by_role("button", name="筛选").click()
    assert "year=2008&level=province" in page.url
    page.locator(".row__title a").click()
    for name, text_in in (
        (re.compile("^PDF，"), text_of_pdf),
        ("Word，", text_of_word),
        ("2012年版式PDF，", text_of_pdf),
    ):
        link = page.get_by_role("link", name=name)
        content = page.request.get(site.url + link.get_attribute("href")).body()
        assert factories.SLOGANS[-1] in text_in(io.BytesIO(content))


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [320, 768])
def test_in_the_narrow_layout_the_list_comes_first_and_a_link_opens_the_filters(visit, width, script):
    page = visit("/notices/?level=province", width=width, java_script_enabled=script)
    year, opens = page.get_by_label("年度"), page.get_by_role("link", name="筛选（已选1项）")
    assert not year.is_visible()
    opens.focus()
    page.keyboard.press("Enter")
    assert year.is_visible()
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("name") == "year"
    year.select_option("2008年")
    page.get_by_role("button", name="筛选").click()
    assert page.url.endswith("/notices/?year=2008&level=province")
    page.goto(page.url + "#filters")
    page.get_by_role("link", name="收起").click()
    assert not year.is_visible()


def test_in_the_narrow_layout_a_mistake_leaves_the_filters_open(visit):
    page = visit("/notices/?year=1066", width=360)
    assert page.get_by_label("年度").is_visible()
    page.get_by_role("link", name="没有这一年度，请从列表中选择。").click()
    assert page.url.endswith("#id_year")


def test_in_the_wide_layout_the_filters_stand_beside_the_list(visit):
    page = visit("/notices/", width=1280)
    assert page.get_by_label("年度").is_visible()
    assert page.get_by_role("link", name="筛选").count() == page.get_by_role("link", name="收起").count() == 0


def text_of_pdf(file):
    with pdfplumber.open(file) as pdf:
        return "".join(sheet.extract_text() for sheet in pdf.pages)


def text_of_word(file):
    return "".join(paragraph.text for paragraph in docx.Document(file).paragraphs)


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_main_file_stands_first_and_each_says_all_on_one_line(visit, site, width):
    links = visit(site.child.get_absolute_url(), width=width).locator(".statusbar .acts a")
    pages = site.child.current.files.get(layout="1999", format="pdf").pages
    boxes = [link.bounding_box() for link in links.all()]
    assert [link.inner_text().split("，")[0] for link in links.all()] == [
        "PDF",
        "Word",
        f"版面图片（{pages}页）",
        "2012年版式PDF",
        "核验文件",
    ]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width and box["height"] < 60 for box in boxes)
    assert [boxes[0][side] for side in ("height", "y" if width > 360 else "width")] == [
        boxes[1][side] for side in ("height", "y" if width > 360 else "width")
    ]


def test_the_skip_link_comes_first_and_leads_to_the_text(visit):
    page = visit("/notices/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "跳到正文"
    assert is_in_view(focused)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_keyboard_reaches_every_link_and_shows_where_it_is(visit, site, width):
    page = visit(f"/notices/{site.child.pk}/", width=width)
    wanted = page.locator("a:visible, button:visible, select:visible").count()
    reached = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        reached.append(focused.evaluate("node => node.outerHTML"))
        assert focused.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
        assert is_in_view(focused)
    assert page.evaluate("document.activeElement === [...document.querySelectorAll('a')].pop()")
    assert len(reached) == wanted


def test_what_was_cited_is_marked(visit, site):
    page = visit(f"/notices/{site.child.pk}/#s1-2")
    marked = page.locator(":target").evaluate("node => getComputedStyle(node).backgroundColor")
    assert marked != "rgba(0, 0, 0, 0)"
