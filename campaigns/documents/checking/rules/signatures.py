"""不加盖印章的署名和成文日期 (GB/T 9704-2012 §7.3.5.2), 加盖签发人签名章的公文 (§7.3.5.3)."""

from ..geometry import RIGHT
from .measures import blank_rows, blank_rows_in_text, free_right, near, spread, worst
from .registry import NOW, Found, rule


def _unsealed(elements):
    ending = elements.ending
    return ending if ending.names and not ending.seals and not ending.stamps else None


@rule("sign.gap", "7.3.5.2", "不加盖印章的署名在正文（附件说明）下空一行", "空1行（10.45 mm）", "-1.5/+5 mm")
def sign_gap(elements):
    ending = _unsealed(elements)
    above = [*elements.body, *ending.listed] if ending else []
    return blank_rows_in_text(elements, above[-1], ending.names[0], 1) if above else None


@rule("sign.right", "7.3.5.2", "署名或较长的成文日期右空二字", "空二字（11.14 mm）", "±0.7 mm", NOW)
def sign_right(elements):
    ending = _unsealed(elements)
    if not ending:
        return None
    rows = [*ending.names, *([ending.date] if ending.date else [])]
    return near(RIGHT - max(row.x1 for row in rows), 2 * elements.cell, 0.7)


@rule("sign.aligned", "7.3.5.2", "联合行文署名上下对齐", "各署名左端相差 0 mm", "±0.6 mm", NOW)
def sign_aligned(elements):
    ending = _unsealed(elements)
    return near(spread([name.x0 for name in ending.names]), 0, 0.6) if ending and len(ending.names) > 1 else None


@rule("sign.date_indent", "7.3.5.2", "成文日期首字比署名首字右移二字", "二字（11.14 mm）", "±0.6 mm", NOW)
def sign_date_indent(elements):
    ending = _unsealed(elements)
    if not ending or not ending.date:
        return None
    return near(ending.date.x0 - ending.names[-1].x0, 2 * elements.cell, 0.6)


@rule("sign.date_row", "7.3.5.2", "成文日期在署名下一行", "相距一行", "±0.5 mm")
def sign_date_row(elements):
    ending = _unsealed(elements)
    if not ending or not ending.date or ending.date.page != ending.names[-1].page:
        return None
    return near(ending.date.top - ending.names[-1].top, elements.pitch, 0.5)


# --- signature stamps ---------------------------------------------------------------------------------------------


def _stamped(elements):
    ending = elements.ending
    return ending if ending.date and ending.stamps else None


@rule("stamp.right", "7.3.5.3", "签名章右空四字", "空四字（22.28 mm）", "±0.7 mm", NOW)
def stamp_right(elements):
    ending = _stamped(elements)
    return worst((RIGHT - stamp.x1 for stamp in ending.stamps), 4 * elements.cell, 0.7) if ending else None


@rule("stamp.gap", "7.3.5.3", "签名章在正文（附件说明）下空二行", "空2行（20.89 mm）", "-5/+5 mm", NOW)
def stamp_gap(elements):
    """A stamp is higher than a row: what counts is the title of the signer, centred on it, where there is one."""
    ending = _stamped(elements)
    above = [*elements.body, *ending.listed] if ending else []
    if not above or above[-1].page != ending.date.page:
        return None
    first = ending.names[0] if ending.names else ending.stamps[0]
    return near(first.top - above[-1].bottom, 2 * elements.pitch, 5)


@rule(
    "stamp.title",
    "7.3.5.3",
    "签发人职务在签名章左空二字处，上下居中",
    "左空二字（11.14 mm），高低相差 0 mm",
    "±0.7/±1 mm",
    NOW,
)
def stamp_title(elements):
    ending = _stamped(elements)
    if not ending or not ending.names:
        return None
    pairs = [(stamp, min(ending.names, key=lambda one, s=stamp: abs(one.middle - s.middle))) for stamp in ending.stamps]
    free = worst((stamp.x0 - name.x1 for stamp, name in pairs), 2 * elements.cell, 0.7)
    off = worst((stamp.middle - name.middle for stamp, name in pairs), 0, 1)
    return Found(f"{free.measured}，{off.measured}", free.ok and off.ok)


@rule("stamp.date", "7.3.5.3", "签名章下空一行右空四字编排成文日期", "右空四字（22.28 mm）", "±0.7 mm", NOW)
def stamp_date(elements):
    ending = _stamped(elements)
    return ending and free_right(elements, 4, ending.date)


@rule("stamp.date_gap", "7.3.5.3", "成文日期在签名章下空一行", "空1行（10.45 mm）", "-1.5/+5 mm", NOW)
def stamp_date_gap(elements):
    ending = _stamped(elements)
    return ending and blank_rows(elements, max(ending.stamps, key=lambda one: one.bottom), ending.date, 1)
