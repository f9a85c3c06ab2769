"""标题、主送机关 (GB/T 9704-2012 §7.3.1, §7.3.2)."""

import itertools
import re

from ..faces import BIAO
from ..geometry import CENTRE, LEFT, SIZE_2
from .measures import blank_rows_below_head, blank_rows_in_text, faced, sized, worst
from .registry import BOTH, Found, rule

_NO_START = re.compile(r"[的、，。；：）》”’]")


@rule("title.present", "7.3.1", "标题", "有标题")
def present(elements):
    mark = elements.head.mark
    if elements.title:
        return Found("".join(row.text for row in elements.title), True)
    return None if mark and (mark.is_order or mark.is_minutes) else Found("没有标题", False)


@rule("title.face", "7.3.1", "标题字体", "小标宋体")
def title_face(elements):
    return faced(elements.title, BIAO)


@rule("title.size", "7.3.1", "标题字号", "22 pt（2号）", "±0.2 pt")
def title_size(elements):
    return sized(elements.title, SIZE_2)


@rule("title.gap", "7.3.1", "标题在红色分隔线下空二行", "空2行（20.89 mm）", "-1.5/+5 mm", BOTH)
def title_gap(elements):
    head = elements.head
    is_order = head.mark and head.mark.is_order
    if is_order or not head.line or not elements.title:
        return None
    return blank_rows_below_head(elements, head.line, elements.title[0], 2)


@rule("title.centre", "7.3.1", "标题居中", "106 mm", "±1 mm")
def title_centre(elements):
    return worst((row.centre for row in elements.title), CENTRE, 1)


@rule("title.shape", "7.3.1", "标题排列形状", "梯形或菱形")
def title_shape(elements):
    """Rows grow, shrink, or grow and then shrink; a difference of half a character is none."""
    if len(elements.title) < 2:
        return None
    half = elements.title[0].size / 2 / (72 / 25.4)
    widths = [row.width for row in elements.title]
    steps = [two - one for one, two in itertools.pairwise(widths) if abs(two - one) > half]
    grows_again = any(one < 0 < two for one, two in itertools.pairwise(steps))
    return Found(" / ".join(f"{width:.1f}" for width in widths) + " mm", not grows_again)


@rule("title.row_start", "7.3.1", "标题回行词意完整", "行首不为“的”、顿号或后括号等")
def title_row_start(elements):
    wrong = [row.text[:4] for row in elements.title[1:] if _NO_START.match(row.text)]
    return Found(wrong[0] if wrong else "无", not wrong) if len(elements.title) > 1 else None


@rule("addressees.gap", "7.3.2", "主送机关在标题下空一行", "空1行（10.45 mm）", "-1.5/+5 mm")
def addressees_gap(elements):
    if not elements.addressees or not elements.title:
        return None
    return blank_rows_in_text(elements, elements.title[-1], elements.addressees[0], 1)


@rule("addressees.left", "7.3.2", "主送机关顶格，回行仍顶格", "28 mm", "±0.6 mm")
def addressees_left(elements):
    return worst((row.x0 for row in elements.addressees), LEFT, 0.6)


@rule("addressees.end", "7.3.2", "主送机关后标全角冒号", "：")
def addressees_end(elements):
    if not elements.addressees:
        return None
    last = elements.addressees[-1].text[-1]
    return Found(last, last == "：")
