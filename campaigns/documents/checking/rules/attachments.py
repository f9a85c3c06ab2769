"""附件 (GB/T 9704-2012 §7.3.7)."""

import re

from ..faces import HEI
from ..geometry import CENTRE, LEFT, SIZE_3, TOP
from .measures import faced, sized, worst
from .registry import Found, rule


def _upright(elements):
    return [one for one in elements.attachments if not one.is_sideways]


@rule("attachment.label_face", "7.3.7", "“附件”及顺序号字体", "黑体")
def label_face(elements):
    return faced([one.label for one in elements.attachments], HEI)


@rule("attachment.label_size", "7.3.7", "“附件”及顺序号字号", "16 pt（3号）", "±0.2 pt")
def label_size(elements):
    return sized([one.label for one in elements.attachments], SIZE_3)


@rule("attachment.label_left", "7.3.7", "“附件”顶格", "28 mm", "±1 mm")
def label_left(elements):
    return worst((one.label.x0 for one in _upright(elements)), LEFT, 1)


@rule("attachment.label_top", "7.3.7", "“附件”在版心第一行", "37 mm", "±1 mm")
def label_top(elements):
    return worst((one.label.top for one in _upright(elements)), TOP, 1)


@rule("attachment.title_row", "7.3.7", "附件标题在版心第三行", "与“附件”相距二行（20.89 mm）", "±1.5 mm")
def title_row(elements):
    """From baseline to baseline: the two have different sizes."""
    titled = [one for one in _upright(elements) if one.title]
    return worst((one.title[0].baseline - one.label.baseline for one in titled), 2 * elements.pitch, 1.5)


@rule("attachment.title_centre", "7.3.7", "附件标题居中", "106 mm", "±1 mm")
def title_centre(elements):
    return worst((row.centre for one in _upright(elements) for row in one.title), CENTRE, 1)


@rule("attachment.count", "7.3.7", "附件与附件说明的个数", "一样多")
def count(elements):
    """Whether they have the same names is a matter of wording."""
    listed, found = len(elements.ending.listed_names), len(elements.attachments)
    return Found(f"附件说明{listed}个，附件{found}个", listed == found) if listed or found else None


@rule("attachment.numbers", "7.3.7", "附件顺序号", "单个附件“附件”，多个附件“附件1”“附件2”依次编号，无标点")
def numbers(elements):
    labels = [re.sub(r".*(?=附件)", "", one.label.text) for one in elements.attachments]
    if not labels:
        return None
    right = ["附件"] if len(labels) == 1 else [f"附件{at}" for at in range(1, len(labels) + 1)]
    return Found(" ".join(labels), labels == right)
