"""加盖印章的署名和成文日期 (GB/T 9704-2012 §7.3.5.1; 1999 §8.2.6)."""

from itertools import combinations

from ..colours import is_red, named
from ..elements.ending import seal_on
from ..geometry import EM, LEFT, RIGHT
from ..sheet import abreast
from .measures import ROUNDING, free_right, near, spread, worst
from .registry import NOW, OLD, Found, rule


def _sealed(elements):
    return elements.ending if elements.ending.seals else None


def _dated(elements):
    ending = _sealed(elements)
    return ending if ending and ending.date else None


# --- seals and names ----------------------------------------------------------------------------------------------


@rule("seal.count", "7.3.5.1", "一个机关一枚印章", "每个署名机关都有印章", layouts=NOW)
def seal_count(elements):
    ending = _sealed(elements)
    if not ending or not ending.names:
        return None
    organs, seals = len(ending.names), len(ending.seals)
    return Found(f"{organs}个机关，{seals}枚印章", organs <= seals)


@rule("seal.named", "7.3.5.1", "印章下有署名", "每枚印章都有署名机关", layouts=NOW)
def seal_named(elements):
    ending = _sealed(elements)
    if not ending:
        return None
    bare = len(ending.seals) - len(_pairs(ending))
    return Found(f"{bare}枚印章下没有署名" if bare else "均有署名", not bare)


def _pairs(ending):
    """Return the seals that stand on a name, each with the nearest of the names."""
    names = {}
    for name in ending.names:
        if seal := seal_on(name, ending.seals):
            names.setdefault(seal, []).append(name)
    return [(seal, min(on, key=lambda name, s=seal: abs(name.centre - s.centre))) for seal, on in names.items()]


@rule("seal.names", "7.3.5.1", "印章居中下压各署名", "与各署名中心相差 0 mm", "±1 mm")
def seal_names(elements):
    """The name on a single seal is measured from the date (seal.name_centre), where there is one."""
    ending = _sealed(elements)
    if not ending or (ending.date and len(ending.seals) < 2):
        return None
    return worst((name.centre - seal.centre for seal, name in _pairs(ending)), 0, 1)


# --- where the date stands ----------------------------------------------------------------------------------------


@rule("seal.date_right", "7.3.5.1", "加盖印章的成文日期右空四字", "空四字（22.28 mm）", "±0.7 mm", NOW)
def seal_date_right(elements):
    ending = _dated(elements)
    return ending and free_right(elements, 4, ending.date)


@rule(
    "seal.date_right",
    "1999: 8.2.6",
    "成文时间位置",
    "单一机关右空四字；两个机关左右各空七字；三个以上右空二字",
    "±0.7 mm",
    OLD,
)
def seal_date_right_1999(elements):
    ending = _dated(elements)
    if not ending:
        return None
    count = len(ending.seals)
    found = free_right(elements, {1: 4, 2: 7}.get(count, 2), ending.date)
    if count != 2:
        return found
    left = near(ending.date.x0 - LEFT, 7 * elements.cell, 0.7)
    return left if found.ok else found


@rule("seal.name_centre", "7.3.5.1", "发文机关署名以成文日期为准居中", "与成文日期中心相差 0 mm", "±1 mm", NOW)
def seal_name_centre(elements):
    ending = _dated(elements)
    if not ending or len(ending.seals) > 1 or len(ending.names) != 1:
        return None
    return near(ending.names[0].centre - ending.date.centre, 0, 1)


@rule("seal.on_date", "7.3.5.1", "印章（联合行文为最后一枚）居中下压成文日期", "与成文日期中心相差 0 mm", "±1 mm", NOW)
def seal_on_date(elements):
    ending = _dated(elements)
    return ending and near(last_seal(ending).centre - ending.date.centre, 0, 1)


@rule("seal.on_date", "1999: 8.2.6", "印章居中下压成文时间", "与成文时间中心相差 0 mm", "±1 mm", OLD)
def seal_on_date_1999(elements):
    ending = _dated(elements)
    if not ending or len(ending.seals) > 2:
        return None
    seals = ending.seals
    return near((seals[0].x0 + seals[-1].x1) / 2 - ending.date.centre, 0, 1)


def last_seal(ending):
    """The last seal in order; where the date's row has several, the one on the date."""
    row = [seal for seal in ending.seals if seal.top < ending.date.middle < seal.bottom] or ending.seals
    return row[-1]


@rule("seal.low", "7.3.5.1", "署名和成文日期居印章中心偏下", "在中心之下，不出印章", "", NOW)
def seal_low(elements):
    ending = _dated(elements)
    if not ending:
        return None
    seal = last_seal(ending)
    on_seal = [
        name for name in ending.names if seal.top < name.middle < seal.bottom and abs(name.centre - seal.centre) < 15
    ]
    top = min(row.top for row in [*on_seal, ending.date])
    below = (top + ending.date.bottom) / 2 - seal.middle
    return Found(f"中心之下 {below:.2f} mm", below >= -ROUNDING and ending.date.bottom <= seal.bottom)


# --- the seals themselves -----------------------------------------------------------------------------------------


@rule("seal.near_text", "7.3.5.1", "首排印章顶端上距正文或附件说明", "一行之内（0 至 15.24 mm）")
def seal_near_text(elements):
    ending = _sealed(elements)
    if not ending:
        return None
    above = [row for row in (*elements.body, *ending.listed) if row.page == ending.page]
    if not above:
        return None
    free = min(seal.top for seal in ending.seals) - above[-1].bottom
    return Found(f"{free:.2f} mm", -1 <= free <= 2 * elements.row - EM + ROUNDING)


@rule("seal.apart", "7.3.5.1", "印章互不相交或相切", "间隔大于 0 mm")
def seal_apart(elements):
    ending = _sealed(elements)
    if not ending or len(ending.seals) < 2:
        return None
    least = min(_between(one, two) for one, two in combinations(ending.seals, 2))
    return Found(f"{least:.2f} mm", least > 0)


def _between(one, two):
    apart = ((one.centre - two.centre) ** 2 + (one.middle - two.middle) ** 2) ** 0.5
    return apart - (one.width + two.width) / 2


@rule("seal.inside", "7.3.5.1", "印章两端不超出版心", "28 至 184 mm", "±0.5 mm")
def seal_inside(elements):
    ending = _sealed(elements)
    if not ending:
        return None
    left, right = min(seal.x0 for seal in ending.seals), max(seal.x1 for seal in ending.seals)
    return Found(f"{left:.2f} 至 {right:.2f} mm", left >= LEFT - 0.5 and right <= RIGHT + 0.5)


@rule("seal.rows", "7.3.5.1", "联合行文印章排列整齐", "每排最多3枚，同排中心高低相差 0 mm", "±1 mm")
def seal_rows(elements):
    ending = _sealed(elements)
    if not ending or len(ending.seals) < 2:
        return None
    rows = abreast(ending.seals)
    off = max(spread([seal.middle for seal in row]) for row in rows)
    count = max(len(row) for row in rows)
    return Found(f"每排最多{count}枚，相差 {off:.2f} mm", count <= 3 and off <= 1)


@rule("seal.size", "7.3.5.1", "印章规格", "圆形，直径38至50 mm（国务院60 mm）", "±2 mm")
def seal_size(elements):
    """国发〔1999〕25号: 60 mm for the State Council, 50 to 42 mm for other organs; older and special ones have 38."""
    ending = _sealed(elements)
    if not ending:
        return None
    wrong = [seal for seal in ending.seals if not (seal.is_square and _is_of_a_seal((seal.width + seal.height) / 2))]
    shown = (wrong or ending.seals)[0]
    return Found(f"{shown.width:.2f} × {shown.height:.2f} mm", not wrong)


def _is_of_a_seal(across):
    return any(low - 2 - ROUNDING <= across <= high + 2 + ROUNDING for low, high in ((38, 50), (60, 60)))


@rule("seal.colour", "7.3.5.1", "印章颜色", "红色")
def seal_colour(elements):
    ending = _sealed(elements)
    known = [seal.colour for seal in ending.seals if seal.colour] if ending else []
    wrong = [colour for colour in known if not is_red(colour)]
    return Found(named(wrong[0]) if wrong else "红色", not wrong) if known else None


@rule("sign.unnamed", "1999: 8.2.6", "一至两个机关加盖印章不署名", "不署机关名称", "", OLD)
def unnamed(elements):
    ending = _sealed(elements)
    if not ending or len(ending.seals) > 2:
        return None
    return Found(ending.names[0].text if ending.names else "不署名", not ending.names)
