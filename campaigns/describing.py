"""A campaign as people read it: for its history, and for who finds that somebody else changed it."""

from .models import Deadline
from .templatetags.typography import span

SIDES = {True: "开始前", False: "开始后"}


def facts_of(campaign):
    """Return {what: words} of all that a person edits, its deadlines each under its name. One query."""
    facts = {
        "年度": f"{campaign.year}年",
        "名称": campaign.name,
        "主题": campaign.theme,
        "活动时间": span(campaign.starts_on, campaign.ends_on),
    }
    deadlines = Deadline.objects.filter(campaign=campaign)
    return facts | {f"时间节点“{each.name}”": words_of(each) for each in deadlines}


def words_of(deadline):
    """Say when a deadline falls: 开始前1天，遇休息日提前; 开始后14天，遇休息日顺延."""
    way = "提前" if deadline.offset < 0 else "顺延"
    return f"{place_of(deadline.offset)}，遇休息日{'' if deadline.on_workdays else '不'}{way}"


def place_of(offset):
    return f"{SIDES[offset < 0]}{abs(offset)}天" if offset else "开始当日"
