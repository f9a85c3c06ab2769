"""A group of a printed line: the head that says where (各省、自治区、直辖市), and the organs that it names.

党委宣传部、质量技术监督局 under one head are two classes of departments. Which line an organ belongs to is told by the names
that departments of that level bear or bore; an abbreviation stands for the whole: 发改委（厅） for 发展和改革委员会.
"""

import re
from dataclasses import dataclass

from organizations.models import Department, Region

Level = Region.Level
KINDS = {
    Level.PROVINCE: "自治区|直辖市|省",
    Level.PREFECTURE: "设区的?市|地级市|自治州|地区|盟|州|地(?!方|税|震|质)",
    Level.COUNTY: "县级市|自治县|自治旗|林区|特区|新区|县|旗|区(?!域)",
}
SOME = "计划单列市|副省级城?市|(?:新疆)?(?:生产建设)?兵团"  # of a level that is named beside them
CITY = "市(?!场)"  # prefectures, but counties to a prefecture
KIND = "|".join([SOME, *KINDS.values(), CITY])
BRACKET = f"[（(](?:{KIND})(?:、?(?:{KIND}))*[）)]"
HEAD = re.compile(f"(?:全[国省市区])?各(?:{KIND})(?:{BRACKET})?(?:(?:、|和|及|以及)?(?:{KIND})(?:{BRACKET})?)*")
IN_BRACKETS = re.compile("[（(][^（()）]*[）)]")
SHORT = [
    (re.compile(long), short)
    for long, short in (
        ("^中共", ""),
        ("^(?:党工委|党委|委员会|委(?!员会))(?=.)", ""),
        ("^(?:共青)?团(?:委员会|委)?$", "团"),
        ("总工会", "工会"),
        ("市场监督管理", "市场监管"),
        ("质量技术监督|质量技监|质量监督|技术监督", "质监"),
        ("发展和?改革", "发改"),
        ("经济和?信息化", "经信"),
        ("经济贸易", "经贸"),
        ("质量协会", "质协"),
        ("(?:委员会|主管部门|部门|办公室|部|委|厅|局)$", ""),
    )
]
MOST_NAMES = 5000  # that are looked through: they repeat from region to region


@dataclass(frozen=True)
class Part:
    """One name of a group: its words, those of the organ alone, and the level that the head says, if any.

    A head of two levels (各市、县) has the lower one, too, and how many of its words stand before the mark between them.
    """

    text: str
    organ: str
    level: str = ""
    lower: str = ""
    cut: int = 0


def parts_of(words, host):
    """Return the Parts of a group; joined by 、 they are its words. What stands between two marks and is empty is none."""
    head = HEAD.match(words)
    at = head.end() if head and head[0] != "各地" else 0
    level, lower, cut = _levels(words[:at], host)
    first, *rest = _apart(words[at:])
    parts = [Part(words[:at] + first, first, level, lower, cut), *(Part(name, name, level) for name in rest)]
    return [part for part in parts if part.text.strip()]


def _apart(words):
    """Part words at each 、 that does not stand in brackets."""
    pieces, depth = [""], 0
    for sign in words:
        depth = max(depth + (sign in "（(") - (sign in "）)"), 0)
        if sign == "、" and not depth:
            pieces.append("")
        else:
            pieces[-1] += sign
    return pieces


def _levels(head, host):
    """Return (the upper level that a head names, the lower one, where the mark between them stands), as far as there are."""
    bare = IN_BRACKETS.sub(lambda found: "　" * len(found[0]), head)
    named = [(level, found.start()) for found in re.finditer(KIND, bare) if (level := _level(found[0], host))]
    if not named:
        return "", "", 0
    upper = named[0][0]
    lower, at = next(((level, at) for level, at in named if level != upper), ("", 0))
    return (upper, lower, at - 1) if lower and head[at - 1] == "、" else (upper, "", 0)


def _level(kind, host):
    """Return the level that a kind of regions has for a host, where that lies below it."""
    city = Level.COUNTY if host.region.level == Level.PREFECTURE else Level.PREFECTURE
    found = next((level for level, kinds in KINDS.items() if re.fullmatch(kinds, kind)), city if kind == "市" else "")
    levels = list(Level)
    return found if found and levels.index(found) > levels.index(host.region.level) else ""


# --- lines by the names of organs ---------------------------------------------------------------------------------


def lines_called(host, levels):
    """Return {(level, short form of an organ): the key of its line} of those levels below a host, and of its own.

    One query, none for no levels. A form that departments of several lines share is left out: a person must choose.
    So is an empty one, of names that say no more than 委 or 办公室: it would be that of every head that names no organ.
    """
    if not levels:
        return {}
    below = Department.objects.below(host).filter(region__level__in=[host.region.level, *levels], names__isnull=False)
    columns = ("region__level", "line", "region__name", "region__short_name", "names__name", "names__short_name")
    found = {}
    for level, line, *region, name, own_short in below.order_by("region__code", "pk").values_list(*columns)[
        :MOST_NAMES
    ]:
        for form in {form_of(_own(each, region)) for each in (name, own_short) if each} - {""}:
            found.setdefault((level, form), set()).add(line)
    return {key: next(iter(lines)) for key, lines in found.items() if len(lines) == 1}


def form_of(organ):
    """Return the form that all ways to write an organ share: 发改 for 发展和改革委员会, 发展改革局, 发改委（厅）."""
    said = IN_BRACKETS.sub("", organ)
    for long, form in SHORT:
        said = long.sub(form, said)
    return said


def _own(name, region):
    """Return an organ's name without its region's and those above it: 共青团委 for 共青团杭州市西湖区委."""
    for where in region:
        before, found, after = name.partition(where)
        if found and after:
            return f"共青团{after}" if before.startswith("共青团") else after
    return name
