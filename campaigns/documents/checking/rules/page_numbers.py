"""页码、横排表格 (GB/T 9704-2012 §7.5, §8)."""

import re

from ..faces import SONG
from ..geometry import BOTTOM, LEFT, MM, RIGHT, SIZE_4
from .measures import faced, sized, worst
from .registry import Found, rule

_FORM = re.compile(r"[—―－]\d+[—―－]")
_INK_OF_DASH = 0.30  # em above the baseline, as drawn in 宋体 fonts; the em box alone does not tell


def _numbers(elements):
    return [(page, row) for page, row in elements.page_numbers.items() if row]


def _value(row):
    return int(re.search(r"\d+", row.text)[0])


@rule("page_number.form", "7.5", "页码写法", "阿拉伯数字，左右各一条一字线")
def form(elements):
    texts = [row.text for _, row in _numbers(elements)]
    wrong = [text for text in texts if not _FORM.fullmatch(text)]
    return Found((wrong or texts)[0], not wrong) if texts else None


@rule("page_number.face", "7.5", "页码字体", "宋体")
def face(elements):
    return faced([row for _, row in _numbers(elements)], SONG)


@rule("page_number.size", "7.5", "页码字号", "14 pt（4号）", "±0.2 pt")
def size(elements):
    return sized([row for _, row in _numbers(elements)], SIZE_4)


@rule("page_number.height", "7.5", "一字线上距版心下边缘", "7 mm", "±0.5 mm")
def height(elements):
    return worst((_dash(row) - BOTTOM for _, row in _numbers(elements)), 7, 0.5)


def _dash(row):
    return row.baseline - _INK_OF_DASH * row.size / MM


@rule("page_number.odd", "7.5", "单页码居右空一字", "空一字（5.57 mm）", "±0.7 mm")
def odd(elements):
    return worst((RIGHT - row.x1 for page, row in _numbers(elements) if page % 2), elements.cell, 0.7)


@rule("page_number.even", "7.5", "双页码居左空一字", "空一字（5.57 mm）", "±0.7 mm")
def even(elements):
    return worst((row.x0 - LEFT for page, row in _numbers(elements) if not page % 2), elements.cell, 0.7)


@rule("page_number.count", "7.5", "页码连续编排，附件与正文连续", "各面均编，与面数一致")
def count(elements):
    due = [page for page in _due(elements) if page not in _sideways(elements)]
    if not due:
        return None
    missing = [page for page in due if not elements.page_numbers[page]]
    if missing:
        return Found(f"第{missing[0]}面没有页码", False)
    wrong = [(page, row) for page, row in _numbers(elements) if _value(row) != page]
    return Found(f"第{wrong[0][0]}面编为{_value(wrong[0][1])}" if wrong else f"1至{due[-1]}", not wrong)


def _due(elements):
    """Return the pages that bear a number: all but blank ones and a 版记 page behind one; a letter's first neither."""
    blank = _blank(elements)
    out = set(blank)
    if blank and _is_imprint_alone(elements) and elements.imprint.page - 1 in blank:
        out.add(elements.imprint.page)
    if elements.layout == "letter":
        out.add(1)
    return [page for page in elements.rows if page not in out]


def _blank(elements):
    pages = {page.number: page for page in elements.pages}
    return [
        number
        for number, rows in elements.rows.items()
        if not rows and not elements.tables[number] and not pages[number].sideways and not pages[number].pictures
    ]


def _is_imprint_alone(elements):
    page = elements.imprint.page
    return bool(page) and len(elements.rows[page]) == len(elements.imprint.rows) and not elements.tables[page]


@rule("page_number.blank", "7.5", "版记页前的空白页和版记页不编页码", "均不编页码")
def blank(elements):
    empty = _blank(elements)
    if not empty:
        return None
    silent = [page for page in elements.rows if page in empty or (page - 1 in empty and _is_behind(page, elements))]
    wrong = [page for page in silent if elements.page_numbers[page]]
    return Found(f"第{wrong[0]}面有页码" if wrong else "均不编页码", not wrong)


def _is_behind(page, elements):
    return page == elements.imprint.page and _is_imprint_alone(elements)


# --- landscape ----------------------------------------------------------------------------------------------------


def _sideways(elements):
    return [page.number for page in elements.pages if len(page.sideways) > len(page.upright)]


@rule("landscape.head", "8", "横排表格表头位置", "单页在订口一边，双页在切口一边（均在左）")
def landscape_head(elements):
    pages = [page for page in elements.pages if page.number in _sideways(elements)]
    if not pages:
        return None
    wrong = [page.number for page in pages if not _heads_left(page)]
    return Found(f"第{wrong[0]}面表头在右" if wrong else "表头在左", not wrong)


def _heads_left(page):
    """Characters that read upwards have their heads to the left."""
    left = sum(45 < glyph.turned % 360 < 135 for glyph in page.sideways)
    return left * 2 > len(page.sideways)


@rule("landscape.number", "8", "横排表格的页码位置", "与其他页码一致")
def landscape_number(elements):
    pages = _sideways(elements)
    missing = [page for page in pages if not elements.page_numbers[page]]
    return Found(f"第{missing[0]}面没有同一位置的页码" if missing else "一致", not missing) if pages else None
