"""版头 (GB/T 9704-2012 §7.2)."""

import re

from ..colours import is_red, named
from ..faces import BIAO, FANG, HEI, KAI
from ..forms import PRESENT
from ..geometry import CENTRE, LEFT, RIGHT, SIZE_3, TOP
from .measures import blank_rows, blank_rows_below_head, faced, near, says, sized, spread, worst
from .registry import BOTH, NOW, OLD, Found, rule

_SIX_DIGITS = re.compile(r"\d{6}")
_SECRECY = re.compile(r"(?:绝密|机密|秘密)(?:★(?:\d{1,2}(?:年|个月|天)|长期))?")
_NUMBER = re.compile(r"[\u4e00-\u9fff]+〔(?:19|20)\d\d〕(?:[1-9]\d*|[×xX]+)号")


# --- 份号, 密级, 紧急程度 -------------------------------------------------------------------------------------------


@rule("copy_number.form", "7.2.1", "份号写法", "6位阿拉伯数字")
def copy_number_form(elements):
    return elements.head.copy_number and says(elements.head.copy_number.text, _SIX_DIGITS)


@rule("copy_number.size", "7.2.1", "份号字号", "16 pt（3号）", "±0.2 pt")
def copy_number_size(elements):
    return sized(_present(elements.head.copy_number), SIZE_3)


@rule("copy_number.left", "7.2.1", "份号顶格", "28 mm", "±1 mm")
def copy_number_left(elements):
    return elements.head.copy_number and near(elements.head.copy_number.x0, LEFT, 1)


@rule("copy_number.row", "7.2.1", "份号行次", "版心第一行", "±1 mm", BOTH)
def copy_number_row(elements):
    return _in_row(elements, "copy_number", ("copy_number",))


@rule("secrecy.form", "7.2.2", "密级和保密期限写法", "如“机密★1年”")
def secrecy_form(elements):
    return elements.head.secrecy and says(elements.head.secrecy.text, _SECRECY)


@rule("secrecy.face", "7.2.2", "密级和保密期限字体", "黑体")
def secrecy_face(elements):
    return faced(_present(elements.head.secrecy), HEI)


@rule("secrecy.size", "7.2.2", "密级和保密期限字号", "16 pt（3号）", "±0.2 pt")
def secrecy_size(elements):
    return sized(_present(elements.head.secrecy), SIZE_3)


@rule("secrecy.side", "7.2.2", "密级和保密期限顶格", "左边缘 28 mm", "±1 mm", NOW)
def secrecy_left(elements):
    return elements.head.secrecy and near(elements.head.secrecy.x0, LEFT, 1)


@rule("secrecy.side", "1999: 8.1.2", "密级位于右上角", "右边缘 184 mm", "±1 mm", OLD)
def secrecy_right(elements):
    return elements.head.secrecy and near(elements.head.secrecy.x1, RIGHT, 1)


@rule("secrecy.row", "7.2.2", "密级和保密期限行次", "份号之下，自上而下分行排列", "±1 mm", ("2012",))
def secrecy_row(elements):
    return _in_row(elements, "secrecy", ("copy_number", "secrecy"))


@rule("urgency.face", "7.2.3", "紧急程度字体", "黑体")
def urgency_face(elements):
    return faced(_present(elements.head.urgency), HEI)


@rule("urgency.size", "7.2.3", "紧急程度字号", "16 pt（3号）", "±0.2 pt")
def urgency_size(elements):
    return sized(_present(elements.head.urgency), SIZE_3)


@rule("urgency.side", "7.2.3", "紧急程度顶格", "左边缘 28 mm", "±1 mm", NOW)
def urgency_left(elements):
    return elements.head.urgency and near(elements.head.urgency.x0, LEFT, 1)


@rule("urgency.side", "1999: 8.1.3", "紧急程度位于右上角", "右边缘 184 mm", "±1 mm", OLD)
def urgency_right(elements):
    return elements.head.urgency and near(elements.head.urgency.x1, RIGHT, 1)


@rule("urgency.row", "7.2.3", "紧急程度行次", "份号、密级之下，自上而下分行排列", "±1 mm", ("2012",))
def urgency_row(elements):
    return _in_row(elements, "urgency", ("copy_number", "secrecy", "urgency"))


def _present(*rows):
    return [row for row in rows if row]


def _in_row(elements, name, order):
    """Judge the row of one of the elements at the top left: there is a row for each that is there, in order."""
    row = getattr(elements.head, name)
    before = sum(getattr(elements.head, other) is not None for other in order) - 1
    return row and near(row.top, TOP + before * elements.pitch, 1)


# --- 发文机关标志 ---------------------------------------------------------------------------------------------------


def _ordinary(elements):
    mark = elements.head.mark
    return mark if mark and not mark.is_order and not mark.is_minutes else None


@rule("mark.top", "7.2.4", "发文机关标志上边缘至版心上边缘", "35 mm", "±1 mm", ("2012",))
def mark_top(elements):
    mark = _ordinary(elements)
    return mark and near(mark.top - TOP, 35, 1)


@rule("mark.top", "1999: 8.1.4", "发文机关标识上边缘至版心上边缘", "25 mm（上报的公文 80 mm）", "±1 mm", OLD)
def mark_top_1999(elements):
    mark = _ordinary(elements)
    return mark and near(mark.top - TOP, 80 if elements.head.signers else 25, 1)


@rule("order.mark_top", "10.2", "命令（令）标志上边缘至版心上边缘", "20 mm", "±1 mm", BOTH)
def order_mark_top(elements):
    mark = elements.head.mark
    return near(mark.top - TOP, 20, 1) if mark and mark.is_order else None


@rule("minutes.mark_top", "10.3", "纪要标志上边缘至版心上边缘", "35 mm", "±1 mm", BOTH)
def minutes_mark_top(elements):
    mark = elements.head.mark
    return near(mark.top - TOP, 35, 1) if mark and mark.is_minutes else None


@rule("mark.centre", "7.2.4", "发文机关标志居中", "106 mm", "±1 mm")
def mark_centre(elements):
    return elements.head.mark and near(elements.head.mark.centre, CENTRE, 1)


@rule("mark.colour", "7.2.4", "发文机关标志颜色", "红色")
def mark_colour(elements):
    if not elements.head.mark:
        return None
    wrong = [g for row in elements.head.mark.rows for g in row.glyphs if not is_red(g.colour)]
    return Found(named(wrong[0].colour) if wrong else "红色", not wrong)


@rule("mark.face", "7.2.4", "发文机关标志字体", "小标宋体（推荐）")
def mark_face(elements):
    return faced(elements.head.mark.rows, BIAO) if elements.head.mark else None


@rule("mark.joint_width", "7.2.4", "联合行文机关名称两端对齐", "各行左右两端相差 0 mm", "±1 mm", BOTH)
def mark_joint_width(elements):
    names = elements.head.mark.names if elements.head.mark else ()
    if len(names) < 2:
        return None
    return worst([spread([row.x0 for row in names]), spread([row.x1 for row in names])], 0, 1)


@rule("mark.suffix", "7.2.4", "“文件”位于联署机关名称右侧上下居中", "与各名称中心相差 0 mm", "±1 mm", BOTH)
def mark_suffix(elements):
    mark = elements.head.mark
    if not mark or not mark.suffix:
        return None
    if mark.suffix.x0 < max(row.x1 for row in mark.names) - 0.5:
        return Found("不在名称右侧", False)
    middle = (mark.names[0].top + mark.names[-1].bottom) / 2
    return near(mark.suffix.middle - middle, 0, 1)


# --- 发文字号, 签发人, 红线 -----------------------------------------------------------------------------------------


@rule("number.form", "7.2.5", "发文字号写法", "如“国质检质〔2026〕1号”：年份全称、六角括号、不加“第”、不编虚位")
def number_form(elements):
    return elements.head.number and says(elements.head.number.text, _NUMBER)


@rule("number.face", "7.2.5", "发文字号字体", "仿宋")
def number_face(elements):
    return faced(_present(elements.head.number), FANG)


@rule("number.size", "7.2.5", "发文字号字号", "16 pt（3号）", "±0.2 pt")
def number_size(elements):
    return sized(_present(elements.head.number), SIZE_3)


@rule("number.gap", "7.2.5", "发文字号在标志下空二行", "空2行（20.89 mm）", "-1.5/+5 mm", BOTH)
def number_gap(elements):
    head = elements.head
    if not head.mark or not head.number:
        return None
    return blank_rows(elements, head.mark, head.signers[0] if head.signers else head.number, 2)


@rule("number.place", "7.2.5", "发文字号位置", "居中；上行文居左空一字", "±1 mm", BOTH)
def number_place(elements):
    head = elements.head
    if not head.number:
        return None
    if head.signers:
        return near(head.number.x0 - LEFT, elements.cell, 1)
    return near(head.number.centre, CENTRE, 1)


@rule("signer.row", "7.2.6", "签发人与发文字号同处一行", "末行签发人与发文字号相差 0 mm", "±0.5 mm", BOTH)
def signer_row(elements):
    head = elements.head
    return near(head.signers[-1].top - head.number.top, 0, 0.5) if head.signers and head.number else None


@rule("signer.right", "7.2.6", "签发人居右空一字", "空一字（5.57 mm）", "±0.7 mm", BOTH)
def signer_right(elements):
    signers = elements.head.signers
    return near(RIGHT - max(row.x1 for row in signers), elements.cell, 0.7) if signers else None


@rule("signer.faces", "7.2.6", "“签发人”用仿宋，姓名用楷体", "仿宋，楷体", "", BOTH)
def signer_faces(elements):
    signers = elements.head.signers
    if not signers or len(signers[0].glyphs) < 5:
        return None
    label = faced([signers[0].cut(0, 3)], FANG)
    names = faced([signers[0].cut(4), *signers[1:]], KAI)
    return Found(f"{label.measured}，{names.measured}", label.ok and names.ok)


@rule("red_line.gap", "7.2.7", "红色分隔线在发文字号之下", "4 mm", "±0.5 mm", BOTH)
def red_line_gap(elements):
    head = elements.head
    if not head.line or not head.number:
        return None
    return near(head.line.top - head.number.bottom, 4, 0.5)


@rule("red_line.width", "7.2.7", "红色分隔线与版心等宽", "28 至 184 mm", "±0.5 mm", BOTH)
def red_line_width(elements):
    head = elements.head
    if not head.line:
        return Found("没有红色分隔线", False) if head.mark and head.number else None
    off = max(abs(head.line.x0 - LEFT), abs(head.line.x1 - RIGHT))
    return Found(f"{head.line.x0:.2f} 至 {head.line.x1:.2f} mm", off <= 0.5)


@rule("red_line.colour", "7.2.7", "版头分隔线颜色", "红色", "", BOTH)
def red_line_colour(elements):
    line = elements.head.line
    return Found(named(line.colour), is_red(line.colour)) if line else None


# --- 命令, 纪要 -----------------------------------------------------------------------------------------------------


@rule("order.number_gap", "10.2", "令号在标志下空二行", "空2行（20.89 mm）", "-1.5/+5 mm", BOTH)
def order_number_gap(elements):
    head = elements.head
    is_order = head.mark and head.mark.is_order and head.order_number
    return blank_rows(elements, head.mark, head.order_number, 2) if is_order else None


@rule("order.number_centre", "10.2", "令号居中", "106 mm", "±1 mm", BOTH)
def order_number_centre(elements):
    head = elements.head
    is_order = head.mark and head.mark.is_order and head.order_number
    return near(head.order_number.centre, CENTRE, 1) if is_order else None


@rule("order.text_gap", "10.2", "令号与正文间空二行", "空2行（20.89 mm）", "-1.5/+5 mm", BOTH)
def order_text_gap(elements):
    head = elements.head
    first = next(iter([*elements.title, *elements.addressees, *elements.body]), None)
    is_order = head.mark and head.mark.is_order and head.order_number and first
    return blank_rows_below_head(elements, head.order_number, first, 2) if is_order else None


@rule("minutes.labels", "10.3", "“出席”“请假”“列席”标题字体", "黑体，其后仿宋", "", BOTH)
def minutes_labels(elements):
    mark = elements.head.mark
    rows = [row for row in elements.text_rows if PRESENT.match(row.text)] if mark and mark.is_minutes else []
    if not rows:
        return None
    ends = [(row, PRESENT.match(row.text).end() - 1) for row in rows]
    label = faced([row.cut(0, end) for row, end in ends], HEI)
    names = faced([row.cut(end + 1) for row, end in ends if len(row.glyphs) > end + 1], FANG)
    ok = label.ok and (names is None or names.ok)
    return Found("，".join(found.measured for found in (label, names) if found), ok)
