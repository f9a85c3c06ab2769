"""The sample's notices of this year: invented, marked 示例, and taken in through the same entrance as any other."""

import hashlib
from datetime import timedelta
from pathlib import Path

from campaigns.notices.intake import admitted
from campaigns.notices.recording import Origin, record
from organizations.models import Department, Region

from . import clerks
from .draft import Draft
from .issued_here import Press
from .people import actors
from .places import NEW, PLACES, WAYS

TEXT = Path(__file__).parent / "this-year.txt"
NATION = "000000"
NATIONAL_DAY = -55
ISSUED_HERE = {
    NATION: "zongju",
    "330000": "zhejiang",
    "330100": "hangzhou",
}  # code of a region: whose people issue its notice
# The national notice was corrected after the first places had issued theirs: what it said before, what it says since.
CORRECTED_DAY = -37
BEFORE, SINCE = "活动开始后十日内报送活动计划", "活动开始后十五日内报送活动计划"
WHY = "将各地报送活动计划的时限由活动开始后十日内改为十五日内。"
INVENTED = "示例（内容虚构）"
SIGNING = ("quality", "publicity", "economy", "unions", "youth")  # lines, in the order in which they sign


def load(campaign):
    """Take in the notices of a sample campaign that are missing; return all of them. A stored one is left as it is.

    Where the sample's people are there, they issue those of ISSUED_HERE; the others, and else all, are recorded.
    """
    writer, text = _Writer(campaign), TEXT.read_text(encoding="utf-8")
    writer.write(NATION, Draft.read(text.replace(SINCE, BEFORE) if writer.press else text))
    for place in sorted(PLACES, key=lambda each: each.day):
        if place.code in writer.regions:
            if place.day > CORRECTED_DAY:
                writer.correct(Draft.read(text))
            writer.write(place.code, adapted(writer.drafts[place.parent], place, writer.regions), place)
    return list(writer.notices.values())


def adapted(parent, place, regions):
    """Return the Draft that `place` makes of its parent's."""
    draft = parent.child(_words(place.code, regions))
    local = {"trades": place.trades, "produce": place.produce}
    for act, *arguments in WAYS[place.way]:
        getattr(draft, act)(*(argument.format(**local) for argument in arguments))
    for name in place.new:
        number, text = NEW[name]
        draft.added(number, text.format(**local))
    return draft


def _words(code, regions):
    """What a level says in its own way: pairs of an expression and its substitute."""
    whole, strong, below = _ways_of_speaking(code, regions[code])
    return [
        ("全国|全省|全市", whole),
        ("质量强国(?=凝聚)|质量强[省市](?=凝聚)", strong),
        ("各省、自治区、直辖市|各市(?!场)|各区、县（市）", below),
    ]


def _ways_of_speaking(code, region):
    if region.level == Region.Level.COUNTY:
        return "全区", "质量强区", "各镇（街道）"
    if region.level == Region.Level.PREFECTURE:
        return "全市", "质量强市", "各区、县（市）"
    if region.name.endswith("市"):
        return "全市", "质量强市", "各区"
    below = "各盟市" if code == "150000" else "各市州" if code in MIXED else "各市"
    return ("全省", "质量强省", below) if region.name.endswith("省") else ("全区", "质量强区", below)


MIXED = ("420000", "430000", "510000", "520000", "530000", "630000")  # provinces with autonomous prefectures


class _Writer:
    """Writes each notice under its parent, from the nation down."""

    def __init__(self, campaign):
        self.campaign = campaign
        codes = [NATION, *(place.code for place in PLACES)]
        self.regions = {region.code: region for region in Region.objects.filter(code__in=codes, until="")}
        self.organs = _organs(codes)
        self.known = {notice.source_digest: notice for notice in campaign.notices.select_related("current")}
        self.drafts, self.notices = {}, {}
        people = actors()
        self.press = Press(campaign, people) if people else None

    def write(self, code, draft, place=None):
        self.drafts[code] = draft
        digest = hashlib.sha256(f"示例{self.campaign.year}年{code}".encode()).hexdigest()  # its day is not part of it
        known = self.known.get(digest) or (self.press and self.press.known(digest))
        self.notices[code] = known or self._made(code, draft, place, digest)

    def correct(self, draft):
        """Correct the national notice, where it was issued here and is not corrected yet; `draft`: what it says since."""
        notice = self.notices[NATION]
        if self.press and notice.current.number == 1:
            clerks.receive(notice.current_id, self._day(NATIONAL_DAY + 1), clerks.load())
            day = self._day(CORRECTED_DAY)
            self.notices[NATION] = self.press.correct(notice, ISSUED_HERE[NATION], BEFORE, SINCE, WHY, day)
        self.drafts[NATION] = draft

    def _day(self, offset):
        return self.campaign.starts_on + timedelta(days=offset)

    def _made(self, code, draft, place, digest):
        reading = admitted(draft.text(self._facts(code, place)))
        parent = self.notices[place.parent] if place else None
        if self.press and code in ISSUED_HERE:
            day = self._day(place.day if place else NATIONAL_DAY)
            facts = {"parent": parent, "adapt_by": self._adapt_by(code)}
            return self.press.issue(ISSUED_HERE[code], reading, digest, day, self.organs[code], **facts)
        return self._record(code, reading, place, parent, digest)

    def _adapt_by(self, code):
        """The provinces owe theirs before the campaign begins, the cities of one by its tenth day, the counties nothing."""
        days = {NATION: -1, "330000": 9}
        return self._day(days[code]) if code in days else None

    def _record(self, code, reading, place, parent, digest):
        reading.source.origin = INVENTED
        notice, _ = record(reading, Origin(self.campaign, self.organs[code][0][0], digest, parent))
        if place and place.is_confirmed:
            notice.current.lineage.update(confirmed=True)
        return notice

    def _facts(self, code, place):
        names = [name for _, name in self.organs[code]]
        day = self._day(place.day if place else NATIONAL_DAY)
        return {
            "年": self.campaign.year,
            "字号": f"{place.sign if place else ''}示例〔{self.campaign.year}〕1号",
            "主送": _addressees(code, self.regions[code]),
            "缘由": self._cause(names, place),
            "主题": self.campaign.theme,
            "署名": "\n".join(names),
            "日期": f"{day.year}年{day.month}月{day.day}日",
        }

    def _cause(self, names, place):
        """The sentence on which the notice rests: the outline of 2023 for the nation, the parent's notice below."""
        ground = "贯彻落实《质量强国建设纲要》"
        if place:
            above = self.notices[place.parent].current
            ground = f"落实《{above.title}》（{above.doc_number}）"
        whole = _ways_of_speaking(place.code, self.regions[place.code])[0] if place else "全国"
        return (
            f"为{ground}，{'、'.join(names)}决定联合开展{self.campaign.year}年{whole}“质量月”活动，"
            "为期30天，起止日期以质量月门户公布的为准。现将有关事项通知如下："
        )


def _addressees(code, region):
    if code == NATION:
        return (
            "各省、自治区、直辖市和新疆生产建设兵团市场监管局（厅、委）、党委宣传部、发展改革委、总工会、团委，"
            "国务院有关部门，中国质量协会："
        )
    below = _ways_of_speaking(code, region)[2]
    if region.level == Region.Level.COUNTY:
        return "各镇人民政府、街道办事处，区级有关部门："
    return f"{below}市场监管局、党委宣传部、发展改革委（局）、总工会、团委："


def _organs(codes):
    """Return {code: [(department, name)]} of those who sign today, by line; of several the last to be set up."""
    departments = Department.objects.filter(region__code__in=codes, line__code__in=SIGNING, until="")
    found = {}
    for department in departments.select_related("region", "line").prefetch_related("names").order_by("pk"):
        found.setdefault(department.region.code, {})[department.line.code] = department
    return {
        code: [(lines[line], _printed(lines[line])) for line in SIGNING if line in lines]
        for code, lines in found.items()
    }


def _printed(department):
    """The name as it signs: 共青团中央, which no notice spells out."""
    name = list(department.names.all())[-1]
    return name.short_name if name.short_name.startswith("共青团") else name.name
