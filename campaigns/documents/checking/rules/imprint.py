"""版记 (GB/T 9704-2012 §7.4)."""

import itertools
import re

from ..faces import BIAO, FANG, HEI
from ..geometry import BOTTOM, LEFT, RIGHT, SIZE_3, SIZE_4
from .measures import faced, near, sized, worst
from .registry import BOTH, NOW, OLD, Found, rule

_PRINTED = re.compile(r"(?:19|20)\d\d年(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日印发")
_PRINTED_1999 = re.compile(r".*年.*月.*日印发")
_DATE_AT_END = re.compile(r"[\d〇○零一二三四五六七八九十]{2,4}年.{1,3}月.{1,3}日印发$")


@rule("imprint.page", "7.4.1", "版记在最后一面，且为偶数页", "最后一面，偶数")
def page(elements):
    imprint = elements.imprint
    if not imprint:
        return None
    ok = imprint.page == elements.last_page and imprint.page % 2 == 0
    return Found(f"第{imprint.page}面，共{elements.last_page}面", ok)


@rule("imprint.width", "7.4.1", "版记分隔线与版心等宽", "28 至 184 mm", "±0.5 mm", BOTH)
def width(elements):
    lines = elements.imprint.lines
    if not elements.imprint:
        return None
    if not lines:
        return Found("没有分隔线", False)
    line = max(lines, key=lambda one: max(abs(one.x0 - LEFT), abs(one.x1 - RIGHT)))
    off = max(abs(line.x0 - LEFT), abs(line.x1 - RIGHT))
    return Found(f"{line.x0:.2f} 至 {line.x1:.2f} mm", off <= 0.5)


@rule("imprint.outer_lines", "7.4.1", "版记首条和末条分隔线粗细", "0.35 mm", "±0.05 mm", ("2012",))
def outer_lines(elements):
    lines = elements.imprint.lines
    return worst((line.height for line in (lines[0], lines[-1])), 0.35, 0.05) if len(lines) > 1 else None


@rule("imprint.inner_lines", "7.4.1", "版记中间分隔线粗细", "0.25 mm", "±0.05 mm", ("2012",))
def inner_lines(elements):
    return worst((line.height for line in elements.imprint.lines[1:-1]), 0.25, 0.05)


@rule("imprint.bottom", "7.4.1", "版记末条分隔线与版心下边缘重合", "262 mm", "±0.5 mm", BOTH)
def bottom(elements):
    lines = elements.imprint.lines
    return near(lines[-1].bottom, BOTTOM, 0.5) if lines else None


@rule("imprint.lines", "7.4.1", "版记各要素以分隔线隔开", "首条、末条，要素之间各一条", "", ("2012",))
def lines_between(elements):
    imprint = elements.imprint
    if not imprint or not imprint.lines:
        return None
    groups = sum(bool(group) for group in (imprint.moved or imprint.cc, imprint.printed))
    return Found(f"{groups}个要素，{len(imprint.lines)}条线", len(imprint.lines) >= groups + 1)


@rule("imprint.size", "7.4.2", "版记字号", "14 pt（4号）", "±0.2 pt", NOW)
def size(elements):
    return sized(elements.imprint.rows, SIZE_4)


@rule("imprint.size", "1999: 8.3.2", "抄送、印发字号", "16 pt（3号）", "±0.2 pt", OLD)
def size_1999(elements):
    return sized(elements.imprint.rows, SIZE_3)


@rule("imprint.face", "7.4.2", "版记字体", "仿宋")
def face(elements):
    keywords = elements.imprint.keywords
    return faced([row for row in elements.imprint.rows if row not in keywords], FANG)


def _copied(elements):
    return [*elements.imprint.moved, *elements.imprint.cc]


@rule("cc.left", "7.4.2", "抄送机关左空一字", "空一字（5.57 mm）", "±0.7 mm")
def cc_left(elements):
    groups = [group for group in (elements.imprint.moved, elements.imprint.cc) if group]
    return worst((group[0].x0 - LEFT for group in groups), elements.cell, 0.7)


@rule("cc.right", "7.4.2", "抄送机关右空一字", "至少空一字（5.57 mm）", "-0.7 mm")
def cc_right(elements):
    rows = _copied(elements)
    if not rows:
        return None
    free = RIGHT - max(row.x1 for row in rows)
    return Found(f"{free:.2f} mm", free >= elements.cell - 0.7)


@rule("cc.run_over", "7.4.2", "抄送机关回行与冒号后首字对齐", "相差 0 mm", "±0.7 mm")
def cc_run_over(elements):
    groups = [group for group in (elements.imprint.moved, elements.imprint.cc) if group]
    return worst((off for group in groups for off in _run_over(group)), 0, 0.7)


def _run_over(group):
    """How far each run-over row begins from the character after the colon of its label."""
    start = None
    for row in group:
        label = re.match(r".{2,3}[:：]", row.text)
        if label and label.end() < len(row.glyphs):
            start = row.glyphs[label.end()].x0
        elif start is not None:
            yield row.x0 - start


@rule("cc.end", "7.4.2", "抄送机关后标句号", "。")
def cc_end(elements):
    cc = elements.imprint.cc
    return Found(cc[-1].text[-1], cc[-1].text[-1] == "。") if cc else None


@rule("cc.moved", "7.4.2", "移入版记的主送机关在抄送机关之上，其间无线", "之上，无线", "", NOW)
def moved(elements):
    imprint = elements.imprint
    if not imprint.moved or not imprint.cc:
        return None
    top, low = imprint.moved[-1].middle, imprint.cc[0].middle
    between = [line for line in imprint.lines if top < line.middle < low]
    return Found("之下" if top > low else f"{len(between)}条线", top < low and not between)


@rule("print.left", "7.4.3", "印发机关左空一字", "空一字（5.57 mm）", "±0.7 mm", BOTH)
def print_left(elements):
    printed = elements.imprint.printed
    alone = printed and _DATE_AT_END.fullmatch(printed.text)
    return near(printed.x0 - LEFT, elements.cell, 0.7) if printed and not alone else None


@rule("print.right", "7.4.3", "印发日期右空一字", "空一字（5.57 mm）", "±0.7 mm", BOTH)
def print_right(elements):
    printed = elements.imprint.printed
    return printed and near(RIGHT - printed.x1, elements.cell, 0.7)


@rule("print.form", "7.4.3", "印发日期写法", "阿拉伯数字年月日后加“印发”", "", ("2012",))
def print_form(elements):
    printed = elements.imprint.printed
    if not printed:
        return None
    date = _DATE_AT_END.search(printed.text)
    return Found(date[0] if date else printed.text, bool(date and _PRINTED.fullmatch(date[0])))


@rule("print.form", "1999: 8.3.3", "印发时间写法", "年月日后加“印发”", "", OLD)
def print_form_1999(elements):
    printed = elements.imprint.printed
    return printed and Found(printed.text, bool(_PRINTED_1999.fullmatch(printed.text)))


# --- 主题词, 1999 only --------------------------------------------------------------------------------------------


@rule("keywords.left", "1999: 8.3.1", "“主题词”顶格", "28 mm", "±1 mm", OLD)
def keywords_left(elements):
    keywords = elements.imprint.keywords
    return near(keywords[0].x0, LEFT, 1) if keywords else None


@rule("keywords.faces", "1999: 8.3.1", "“主题词”用黑体，词目用小标宋", "黑体，小标宋", "", OLD)
def keywords_faces(elements):
    keywords = elements.imprint.keywords
    if not keywords or len(keywords[0].glyphs) < 5:
        return None
    label = faced([keywords[0].cut(0, 3)], HEI)
    words = faced([keywords[0].cut(4)], BIAO)
    return Found(f"{label.measured}，{words.measured}", label.ok and words.ok)


@rule("keywords.gaps", "1999: 8.3.1", "词目之间空一字", "空一字（5.64 mm）", "±0.7 mm", OLD)
def keywords_gaps(elements):
    keywords = elements.imprint.keywords
    glyphs = keywords[0].glyphs[4:] if keywords else ()
    gaps = [two.x0 - one.x1 for one, two in itertools.pairwise(glyphs)]
    return worst((gap for gap in gaps if gap > 1.5), elements.cell, 0.7)
