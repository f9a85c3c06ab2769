"""A notice's page, printed by the browser: sheets that are worth the paper."""

import io
import unicodedata

import pdfplumber
import pytest

from .pages import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_no_sheet_is_empty(visit, site, paper):
    printed = visit(site.child.get_absolute_url()).pdf(format=paper, prefer_css_page_size=paper == "A4")
    with pdfplumber.open(io.BytesIO(printed)) as sheets:
        texts = [sheet.extract_text() for sheet in sheets.pages]
    assert all(text.strip() for text in texts)
    assert site.child.current.title[:8] in texts[0]


def sheets_of(page):
    """The text of each sheet without spaces. Chromium writes some characters as radicals, which NFKC undoes but for one."""
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as sheets:
        texts = [unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in sheets.pages]
    return ["".join(text.split()).replace("\N{CJK RADICAL C-SIMPLIFIED LEAF}", "页") for text in texts]


@pytest.mark.parametrize("path", ["/", "/notices/?year=2008", "/notices/{child}/", "/none/"])
def test_the_last_sheet_says_where_it_came_from_and_no_way_on_is_printed(visit, site, path):
    path = address(path, site)
    texts = sheets_of(visit(path))
    numbers = [f"第{number}页,共{len(texts)}页" for number in range(1, len(texts) + 1)]
    assert [text[-len(number) :] for text, number in zip(texts, numbers, strict=True)] == numbers
    assert texts[-1].removesuffix(numbers[-1]).endswith(f":http://localhost:8000{path}")
    assert len(texts) == 1 or len(texts[-1]) > 40  # not on a sheet of its own
    for words in ("跳到正文", "大字版", "搜索", "回首页", "全部通知", "筛选"):
        assert words not in "".join(texts)


def test_the_first_page_keeps_the_dates_on_paper(visit, site):
    assert "2008年9月1日至30日" in sheets_of(visit("/"))[0]


def test_a_list_keeps_its_count_on_paper_and_leaves_its_conditions(visit):
    text = "".join(sheets_of(visit("/notices/?year=2008&level=province")))
    assert "共1件" in text
    for words in ("取消", "2008年×", "全部年度", "清除", "订阅"):
        assert words not in text


def test_a_comparison_keeps_the_meaning_of_its_marks_on_paper(visit, site):
    text = sheets_of(visit(f"{site.child.get_absolute_url()}compare/"))[0]
    assert "标记:删去的字增写的字" in text
    assert "对照表PDF" not in text and "全部" not in text


def test_slogans_print_in_two_columns_without_what_copies_them(visit, site):
    page = visit("/slogans/")
    text = "".join(sheets_of(page))
    assert not any(words in text for words in ("复制", "纯文本", "历年口号"))
    page.emulate_media(media="print")
    assert page.locator(".couplets").first.evaluate("list => getComputedStyle(list).columnCount") == "2"
