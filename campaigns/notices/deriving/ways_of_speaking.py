"""口径: how a level speaks of itself, of those below it and of its organs; and what takes the place of what stands above.

A Swap says which words of the level above become which here, and whether they usually do: somebody says yes or no to each.
"""

import re
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from organizations.models import Department, Region

from ..drafting.classes import kinds_below
from ..models import Edition, Notice

Level = Region.Level
UNITS = {  # how a name of a region ends, and what it calls itself: 全省, 我省
    "自治区": "区", "省": "省", "自治州": "州", "州": "州", "地区": "地区", "盟": "盟", "市": "市",
    "自治县": "县", "县": "县", "自治旗": "旗", "旗": "旗", "区": "区", "兵团": "兵团",
}  # fmt: skip
BRACKETS = {"〔": "[〔\\[［（(]", "〕": "[〕\\]］）)]"}  # how people type the year of a number
OF_A_COUNTY = "各乡镇（街道）"
PROVINCES = r"各省、自治区、直辖市(?:(?:、|和|及|以及)(?:计划单列市|新疆生产建设兵团))*|各省（自治区、直辖市）|各省（区、市）|各省区市"
CITIES = r"各市、县（市、区）|各(?:设区)?市(?:、(?:自治)?州|（[^（）]{1,8}）|州)?(?!场|级)|各盟市|各地市"
COUNTIES = r"各区、县（市）|各县（市、区）|各县、[^，。；、]{1,3}(?:（[^（）]{1,6}）)?|各县市区|各区县"
BELOW = {Level.NATION: PROVINCES, Level.PROVINCE: CITIES, Level.PREFECTURE: COUNTIES}
# 全国 of what is there once: an organ, an honour, a series, the campaign's own flag.
ONCE = r"(?=人大|人民|政协|两会|妇联|工商联|青联|标准|质协|劳动模范|五一|文明|先进|第\d|质量月(?!”?(?:活动|主题|宣传|期间)))"
# What all do at once, or meet at: who takes part calls it so, too. 全国同步举行, 全国质量知识竞赛决赛
TOGETHER = r"(?=统一(?:组织|举办|举行)|同步|联动|总?决赛|[^，。；：、]{0,8}(?:竞赛|大赛|决赛|启动仪式))"
CALLED_AFTER = r"(?=大学|学院|日报|晚报|卫视|电视台|商人|商会|模式|之江)"  # 浙江大学 is in 杭州, and is not 杭州大学


HELD_ABOVE = re.compile(
    f"^全(?:国|{'|'.join(UNITS.values())})统一(?:组织|举办|举行)"
)  # 统一部署 is for everybody to hold


@dataclass(frozen=True)
class Swap:
    """Words above, as a pattern, and what stands for them here; "" where they stay. is_usual: whether they usually change."""

    pattern: str
    other: str
    is_usual: bool = True


def swaps(edition):
    """Return the Swaps from the edition that is answered to a draft, the more special first. A fixed number of queries."""
    upper, own = edition.answers.notice.host, edition.notice.host
    found = [
        *_numbers(edition),
        *_organs(edition.answers, own),
        *_below(upper, own),
        *_levels(upper.region, own.region),
    ]
    return [swap for swap in [*found, *_places(upper.region, own.region)] if swap.pattern]


# --- levels and places --------------------------------------------------------------------------------------------


def unit(region):
    """Return what a region calls itself: 国, 省, 市, 区, 县."""
    if region.level == Level.NATION:
        return "国"
    return next((said for ending, said in UNITS.items() if region.name.endswith(ending)), "")


def _levels(above, here):
    old, new = unit(above), unit(here)
    if not old or not new or old == new:
        return
    yield Swap(f"全{old}(?:{ONCE}|{TOGETHER})", f"全{new}", is_usual=False)
    yield Swap(rf"全{old}(?!性)", f"全{new}")
    yield Swap(f"我{old}", f"我{new}", is_usual=old != "国")  # what the nation has, a province seldom has as well
    yield Swap(f"质量强{old}", f"质量强{new}", is_usual=False)
    if old == "国":
        yield Swap("国务院有关部门", f"{new}级有关部门")
    else:
        yield Swap(f"{old}级有关部门", f"{new}级有关部门")
        for organ in ("委", "政府", "人民政府"):
            yield Swap(f"(?<!全)(?<!我){old}{organ}(?!员会)", f"{new}{organ}", is_usual=False)


def _below(upper, own):
    """各省、自治区、直辖市 become 各市, 各县（市、区）: what lies in the own region, by what is there. Two queries at most."""
    if upper.region.level not in BELOW:
        return
    if here := below(own):
        yield Swap(BELOW[upper.region.level], here)


def below(host):
    """Return what a host calls those below it: 各市, 各县（市、区）; of a region that has nothing between, the next. Two queries."""
    if host.region.level == Level.COUNTY:
        return OF_A_COUNTY
    levels = list(Level)
    lower = levels[levels.index(host.region.level) + 1 :]
    return next((said for level in lower if (said := kinds_below(host, level))), "")


def _places(above, here):
    """The region's name and short name. The nation's stays: 中国质量奖 is no province's."""
    if above.level == Level.NATION:
        return
    tail = f"(?!{re.escape(here.name)})"  # 浙江省杭州市 says it already
    yield Swap(re.escape(above.name) + tail, here.name)
    if above.short_name not in ("", above.name):
        yield Swap(re.escape(above.short_name) + CALLED_AFTER, here.short_name, is_usual=False)
        yield Swap(re.escape(above.short_name) + tail, here.short_name)


# --- organs -------------------------------------------------------------------------------------------------------


def _organs(upper, own):
    """Each name of the organs above, with what the own region's department of its line is called today; the longest first.

    Where none is sure, the name stays as it is, whole: no 全国 in it is taken for a level. Four queries.
    """
    here, above = own.region, upper.notice.host.region
    theirs = _departments(above, line__isnull=False)
    ours = {}
    for each in _departments(here, until=""):
        ours.setdefault(each.line_id, []).append(each)
    issuers = {row.department_id: row.printed_name for row in upper.issuers.all() if row.department_id}
    found = {}
    for each in theirs:
        heir = _counterpart(each, ours.get(each.line_id, []), own)
        printed = [(issuers[each.pk], "")] if each.pk in issuers else []
        for name, short in [*((row.name, row.short_name) for row in each.names.all()), *printed]:
            found |= _names(name, short, above, heir, here)
    return [Swap(re.escape(name), other) for name, other in sorted(found.items(), key=lambda pair: -len(pair[0]))]


def _departments(region, **facts):
    rows = Department.objects.filter(region=region, **facts)
    return list(rows.order_by("pk").prefetch_related("names"))


def _counterpart(theirs, ours, host):
    """Return the department of the own region that stands for one above it; None where that is not sure."""
    if len(ours) == 1:
        return ours[0]
    if host in ours:
        return host
    alike = [each for each in ours if _tail(theirs) and _tail(each).endswith(_tail(theirs))]
    return alike[0] if len(alike) == 1 else None


def _tail(department):
    """发展和改革委员会 of 国家发展和改革委员会: what it is called apart from where it is."""
    return str(department).removeprefix("国家").removeprefix("中华").removeprefix(department.region.name)


def _names(name, short, above, heir, here):
    """Return {name: what stands for it here} of the full name, the short one, and how people say it: 省质监局."""
    today = _today(heir) if heir else ("", "")
    full, brief = today[0], today[1] or today[0]
    found = {name: full} | ({short: brief} if short else {})
    for each, other in ((name, full), (short, brief)):
        if (said := spoken(each, above)) and (other := other and spoken(other, here)):
            found[said] = other
    return {word: other for word, other in found.items() if len(word) > 2}


def _today(department):
    day = timezone.localdate().isoformat()
    names = list(department.names.all())
    borne = [name for name in names if name.since <= day and (not name.until or day < name.until)] or names
    return borne[-1].name, borne[-1].short_name


def spoken(name, region):
    """Return how a region itself says the name of an organ: 省质监局, 省委宣传部, 团省委; "" where it has no such way."""
    head, place, tail = name.partition(region.name)
    if not place or not tail or region.level == Level.NATION:
        return ""
    if head == "共青团" and tail == "委":
        return f"团{unit(region)}委"
    return f"{unit(region)}{tail}" if head in ("", "中共") else ""


# --- numbers --------------------------------------------------------------------------------------------------------


def _numbers(edition):
    """One that stands behind further characters may be the end of another organ's number: 市监质〔2026〕1号 in 国市监质〔2026〕1号."""
    for number, other in replaced_numbers(edition).items():
        yield Swap(f"(?<![一-鿿A-Za-z]){number}", other)
        yield Swap(number, other, is_usual=False)


def replaced_numbers(edition):
    """Return {pattern of a number above that is in force no more: the number that stands for it}. Two queries.

    For the notice that the draft answers that is the edition answered, whatever came after it; for those further up, what is
    in force there, as far as everybody may know it.
    """
    answered = edition.answers.notice_id
    keys = [key for key in Notice.objects.values_list("pk", "parent", "parent__parent").get(pk=answered) if key]
    rows = Edition.objects.filter(notice__in=keys, state=Edition.State.ISSUED).exclude(doc_number="")
    rows = rows.filter(Q(notice=answered) | Notice.in_public("notice__"))
    rows = rows.exclude(notice=answered, number__gt=edition.answers.number)
    rows = list(rows.order_by("notice", "number").values_list("notice", "doc_number", "pk", "notice__current"))
    now = {notice: number for notice, number, pk, current in rows if pk == current}
    now[answered] = edition.answers.doc_number
    return {_form(number): now[notice] for notice, number, *_ in rows if now.get(notice, number) != number}


def _form(number):
    return "".join(BRACKETS.get(each, re.escape(each)) for each in number)
