"""信函格式 (GB/T 9704-2012 §10.1)."""

from ..colours import is_red, named
from ..geometry import BOTTOM, CENTRE, EM, PAGE_HEIGHT, RIGHT
from .measures import blank_rows_below_head, near, worst
from .registry import Found, rule

_LETTER = ("letter",)
_UNDER_LINE = EM * 7 / 8  # 3号汉字高度的 7/8


def _upper(elements):
    return next((pair for pair in elements.head.double_lines if pair[0].top < 150), None)


def _lower(elements):
    return next((pair for pair in elements.head.double_lines if pair[0].top > 200), None)


@rule("letter.mark_top", "10.1", "发文机关标志上边缘至上页边", "30 mm", "±1 mm", _LETTER)
def mark_top(elements):
    return elements.head.mark and near(elements.head.mark.top, 30, 1)


@rule("letter.mark_host", "10.1", "联合行文时使用主办机关标志", "一个机关", "", _LETTER)
def mark_host(elements):
    mark = elements.head.mark
    return mark and Found(f"{len(mark.names)}个机关", len(mark.names) == 1)


@rule("letter.lines", "10.1", "红色双线", "首页上下各一组", "", _LETTER)
def lines(elements):
    if not elements.head.mark:
        return None
    count = bool(_upper(elements)) + bool(_lower(elements))
    return Found(f"{count}组", count == 2)


@rule("letter.upper_gap", "10.1", "第一组双线在发文机关标志之下", "4 mm", "±0.5 mm", _LETTER)
def upper_gap(elements):
    upper, mark = _upper(elements), elements.head.mark
    return near(upper[0].top - mark.bottom, 4, 0.5) if upper and mark else None


@rule("letter.upper_weights", "10.1", "第一组双线上粗下细", "上粗下细", "", _LETTER)
def upper_weights(elements):
    upper = _upper(elements)
    return upper and _weights(upper, upper[0].height > upper[1].height)


def _weights(pair, ok):
    return Found(f"{pair[0].height:.2f} / {pair[1].height:.2f} mm", ok)


@rule("letter.lower_gap", "10.1", "第二组双线距下页边", "20 mm", "±0.5 mm", _LETTER)
def lower_gap(elements):
    lower = _lower(elements)
    return lower and near(PAGE_HEIGHT - lower[1].bottom, 20, 0.5)


@rule("letter.lower_weights", "10.1", "第二组双线上细下粗", "上细下粗", "", _LETTER)
def lower_weights(elements):
    lower = _lower(elements)
    return lower and _weights(lower, lower[0].height < lower[1].height)


def _all(elements):
    return [line for pair in (_upper(elements), _lower(elements)) if pair for line in pair]


@rule("letter.width", "10.1", "双线长", "170 mm", "±0.5 mm", _LETTER)
def width(elements):
    return worst((line.width for line in _all(elements)), 170, 0.5)


@rule("letter.centre", "10.1", "双线居中", "版心中心 106 mm 或页面中心 105 mm", "±0.5 mm", _LETTER)
def centre(elements):
    """The standard says 居中排布 and not in what; the page's and the type area's middle are 1 mm apart."""
    lines = _all(elements)
    if not lines:
        return None
    middle = max((line.centre for line in lines), key=lambda value: abs(value - CENTRE + 0.5))
    return Found(f"{middle:.2f} mm", CENTRE - 1.5 <= middle <= CENTRE + 0.5)


@rule("letter.colour", "10.1", "双线颜色", "红色", "", _LETTER)
def colour(elements):
    lines = _all(elements)
    wrong = [line.colour for line in lines if not is_red(line.colour)]
    return Found(named(wrong[0]) if wrong else "红色", not wrong) if lines else None


@rule("letter.number_right", "10.1", "发文字号顶格居版心右边缘", "184 mm", "±1 mm", _LETTER)
def number_right(elements):
    return elements.head.number and near(elements.head.number.x1, RIGHT, 1)


@rule("letter.number_gap", "10.1", "发文字号与第一组双线距离", "3号汉字高度的7/8（4.94 mm）", "±1 mm", _LETTER)
def number_gap(elements):
    upper, number = _upper(elements), elements.head.number
    return near(number.top - upper[1].bottom, _UNDER_LINE, 1) if upper and number else None


@rule("letter.title_gap", "10.1", "标题与其上最后一个要素相距二行", "空2行（20.89 mm）", "-1.5/+5 mm", _LETTER)
def title_gap(elements):
    head = elements.head
    above = [row for row in (head.number, head.copy_number, head.secrecy, head.urgency) if row] or _upper(elements)
    if not above or not elements.title:
        return None
    return blank_rows_below_head(elements, max(above, key=lambda box: box.bottom), elements.title[0], 2)


@rule("letter.page_number", "10.1", "首页不显示页码", "无", "", _LETTER)
def page_number(elements):
    row = elements.page_numbers[1]
    return Found(row.text if row else "无", row is None)


@rule("letter.imprint", "10.1", "版记不加印发机关、印发日期和分隔线", "无", "", _LETTER)
def imprint(elements):
    found = elements.imprint
    if not found:
        return None
    extra = [name for name, there in (("印发机关和印发日期", found.printed), ("分隔线", found.lines)) if there]
    return Found("有" + "、".join(extra) if extra else "无", not extra)


@rule("letter.imprint_bottom", "10.1", "版记位于最后一面版心内最下方", "262 mm", "-3/+0.5 mm", _LETTER)
def imprint_bottom(elements):
    found = elements.imprint
    if not found or found.lines:
        return None
    return Found(f"{found.bottom:.2f} mm", BOTTOM - 3 <= found.bottom <= BOTTOM + 0.5)
