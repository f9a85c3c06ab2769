"""The sample's organs: the five of the 2008 notice, their counterparts in every province, in Zhejiang's cities and a county.

Names and years are public facts, no more precise than known.
"""

from dataclasses import dataclass

from django.db import transaction

from .models import Department, DepartmentName, Line, Region
from .sample_accounts import accounts_for_help

__all__ = ["accounts_for_help", "load"]
CORPS = "660000"
OUTSIDE = ("710000", "810000", "820000")  # not addressed by the notice
ZHEJIANG = "330000"
XIHU = "330106"


@dataclass(frozen=True)
class Organ:
    """A department to be: `names` are (name, short name, since, until); `heir` is the organ that a reform made of it."""

    line: str
    names: tuple
    heir: "Organ | None" = None


NATIONAL = [
    Organ(
        "quality",
        (("国家质量监督检验检疫总局", "国家质检总局", "2001-04", "2018-03"),),
        Organ("quality", (("国家市场监督管理总局", "市场监管总局", "2018-03", ""),)),
    ),
    Organ("publicity", (("中共中央宣传部", "中央宣传部", "", ""),)),
    Organ("economy", (("国家发展和改革委员会", "国家发展改革委", "2003-03", ""),)),
    Organ("unions", (("中华全国总工会", "全国总工会", "", ""),)),
    Organ("youth", (("中国共产主义青年团中央委员会", "共青团中央", "", ""),)),
    Organ("associations", (("中国质量协会", "中国质协", "", ""),)),
]
ZHEJIANG_MORE = [
    Organ(
        "economy",
        (("浙江省经济贸易委员会", "浙江省经贸委", "", "2009"),),
        Organ(
            "economy",
            (
                ("浙江省经济和信息化委员会", "浙江省经信委", "2009", "2018"),
                ("浙江省经济和信息化厅", "浙江省经信厅", "2018", ""),
            ),
        ),
    ),
    Organ("associations", (("浙江省质量协会", "", "", ""),)),
]
OF_XIHU = [
    Organ("quality", (("杭州市西湖区市场监督管理局", "", "", ""),)),
    Organ("publicity", (("中共杭州市西湖区委宣传部", "", "", ""),)),
    Organ("unions", (("杭州市西湖区总工会", "", "", ""),)),
    Organ("youth", (("共青团杭州市西湖区委", "", "", ""),)),
]
TIANJIN_HEIR = Organ(
    "quality",
    (
        ("天津市市场和质量监督管理委员会", "天津市市场监管委", "2014", "2018"),
        ("天津市市场监督管理委员会", "天津市市场监管委", "2018", ""),
    ),
)


@transaction.atomic
def load():
    """Create the sample's departments where they are missing; return how many departments there are."""
    lines = {line.code: line for line in Line.objects.all()}
    regions = {region.code: region for region in Region.objects.filter(until="")}
    known = set(DepartmentName.objects.values_list("name", flat=True))
    for region, organ in _everybody(regions):
        if organ.names[0][0] not in known:
            _create(region, organ, lines)
    return Department.objects.count()


def _everybody(regions):
    nation = regions["000000"]
    yield from ((nation, organ) for organ in NATIONAL)
    for region in regions.values():
        if region.level == Region.Level.PROVINCE and region.code not in OUTSIDE:
            yield from ((region, organ) for organ in _of_province(region))
        elif region.parent_id == regions[ZHEJIANG].pk:
            yield from ((region, organ) for organ in _of_city(region))
    yield from ((regions[ZHEJIANG], organ) for organ in ZHEJIANG_MORE)
    yield from ((regions[XIHU], organ) for organ in OF_XIHU if XIHU in regions)


def _of_province(region):
    """The counterparts of the five national organs in a province, by the names of 2008 and the heirs of 2018."""
    name, short = region.name, _short(region)
    yield _quality(region)
    yield Organ("publicity", ((_committee(region) + "宣传部", "", "", ""),))
    yield Organ("economy", ((f"{name}发展和改革委员会", f"{short}发展改革委", "", ""),))
    yield Organ("unions", ((f"{name}总工会", "", "", ""),))
    yield Organ("youth", ((_league(region), "", "", ""),))


def _short(region):
    """浙江省, 北京市, but 内蒙古 and 兵团: what an organ's short name begins with."""
    return region.name if region.name.endswith(("省", "市")) else region.short_name


def _quality(region):
    first = (f"{region.name}质量技术监督局", f"{_short(region)}质监局", "")
    if region.code == CORPS:
        return Organ("quality", ((*first, ""),))
    if region.code == "120000":
        return Organ("quality", ((*first, "2014"),), TIANJIN_HEIR)
    heir = (f"{region.name}市场监督管理局", f"{_short(region)}市场监管局", "2018", "")
    return Organ("quality", ((*first, "2018"),), Organ("quality", (heir,)))


def _committee(region):
    """中共浙江省委, 中共北京市委, 中共内蒙古自治区委员会."""
    if region.code == CORPS:
        return f"{region.name}党委"
    return f"中共{region.name}委" + ("员会" if region.name.endswith("自治区") else "")


def _league(region):
    return f"共青团{region.name}委" if region.code != CORPS else f"共青团{region.name}委员会"


def _of_city(region):
    """The counterparts in a city. Its market regulation bureau had taken over by 2019, in many cities years before."""
    name = region.name
    heir = Organ("quality", ((f"{name}市场监督管理局", f"{name}市场监管局", "", ""),))
    yield Organ("quality", ((f"{name}质量技术监督局", f"{name}质监局", "", "2019"),), heir)
    yield Organ("publicity", ((f"中共{name}委宣传部", "", "", ""),))
    yield Organ("economy", ((f"{name}发展和改革委员会", f"{name}发展改革委", "", ""),))
    yield Organ("unions", ((f"{name}总工会", "", "", ""),))
    yield Organ("youth", ((f"共青团{name}委", "", "", ""),))


def _create(region, organ, lines):
    heir = _create(region, organ.heir, lines) if organ.heir else None
    department = Department.objects.create(
        region=region, line=lines[organ.line], since=organ.names[0][2], until=organ.names[-1][3], successor=heir
    )
    DepartmentName.objects.bulk_create(
        DepartmentName(department=department, name=name, short_name=short, since=since, until=until)
        for name, short, since, until in organ.names
    )
    return department
