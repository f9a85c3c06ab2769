"""Classes of departments: all of one line in one level below a host (省级 × 质量监督), and who is reached by a row at all."""

from django.db.models import Count, Exists, OuterRef

from organizations.models import Department, Line, Membership, Region

LEVELS = list(Region.Level)
OF_THE_NATION = {
    Region.Level.PROVINCE: "各省、自治区、直辖市",
    Region.Level.PREFECTURE: "各市（地、州、盟）",
    Region.Level.COUNTY: "各县（市、区、旗）",
}
KINDS = ("自治州", "地区", "盟", "自治县", "自治旗", "林区", "特区", "新区", "旗", "区", "县", "市")  # the longer first
ORDER = ("市", "地区", "自治州", "盟", "县", "自治县", "区", "旗", "自治旗", "林区", "特区", "新区")


def classes_below(host):
    """Return [(level, Line, how many departments)] of the levels below a host; a class without any counts 0. Two queries."""
    levels = LEVELS[LEVELS.index(host.region.level) + 1 :]
    rows = Department.objects.below(host).filter(until="").order_by().values_list("region__level", "line")
    counts = {(level, line): count for level, line, count in rows.annotate(Count("pk"))}
    lines = list(Line.objects.all())
    return [(level, line, counts.get((level, line.pk), 0)) for level in levels for line in lines]


# --- who is reached -----------------------------------------------------------------------------------------------


def unreached(rows, host):
    """Yield a sentence for each Row that nobody would receive, for it means no department, and one for all that have no people.

    Two queries.
    """
    classes, departments = _classes_of(rows, host), _departments_of(rows)
    empty = []
    for row in rows:
        known = departments if row.department else classes
        has_people = known.get(row.department or (row.level, row.line))
        if has_people is None and row.department:
            yield f"“{row.text}”所指的单位已经撤销：印发后不会有人收到。"
        elif has_people is None:
            yield f"“{row.text}”未对应到任何单位：将只印在文上，不会有人收到。"
        elif not has_people:
            empty.append(f"“{row.text}”")
    if empty:
        yield f"{''.join(empty)}所指的单位还没有在册人员：印发后由上一级代收，或者送纸质件。"


def _classes_of(rows, host):
    """Return {(level, line): whether any department has people} of the classes that have departments."""
    levels, lines = {row.level for row in rows if row.level}, {row.line for row in rows if row.level}
    if not levels:
        return {}
    there = Department.objects.below(host).filter(until="", region__level__in=levels, line__in=lines)
    known = {}
    for level, line, has_people in _with_people(there).values_list("region__level", "line", "has_people"):
        known[level, line] = known.get((level, line), False) or has_people
    return known


def _departments_of(rows):
    """Return {key: whether it has people} of the departments that rows mean and that stand."""
    keys = [row.department for row in rows if row.department]
    there = Department.objects.filter(pk__in=keys, until="")
    return dict(_with_people(there).values_list("pk", "has_people")) if keys else {}


def _with_people(departments):
    """Those departments, each with whether anybody holds a role there today; each kind once, in no order."""
    held = Membership.objects.active().filter(department=OuterRef("pk"))
    return departments.order_by().annotate(has_people=Exists(held)).distinct()


# --- in words -----------------------------------------------------------------------------------------------------


def proposal(host, level, line):
    """Return the words that a class is usually printed by: 各省、自治区、直辖市市场监管局. Two queries at most."""
    where = OF_THE_NATION.get(level) if host.region.level == Region.Level.NATION else kinds_below(host, level)
    return f"{where or '各地'}{_organ(host, level, line)}"[:200]


def kinds_below(host, level):
    """Say which kinds of regions of a level lie in the host's: 各市, 各市、自治州, 各县（市、区）."""
    names = _regions(host.region, level)
    found = {next((kind for kind in KINDS if name.endswith(kind)), "") for name in names} - {""}
    found -= {"新区"} if "区" in found else set()  # 滨海新区 is one of 各区
    kinds = [kind for kind in ORDER if kind in found]
    if level == Region.Level.COUNTY and len(kinds) > 1:
        first = "县" if "县" in kinds else kinds[0]
        return f"各{first}（{'、'.join(kind for kind in kinds if kind != first)}）"
    return f"各{'、'.join(kinds)}" if kinds else ""


def _regions(region, level):
    steps = LEVELS.index(level) - LEVELS.index(region.level)
    up = "__".join(["parent"] * steps)
    rows = Region.objects.governed().filter(level=level, until="", **{up: region})
    return list(rows.values_list("name", flat=True))


def _organ(host, level, line):
    """Return what most departments of the class are called after their region: 市场监管局."""
    rows = Department.objects.below(host).filter(region__level=level, line=line, until="", names__until="")
    counts = {}
    for region, short, name, short_name in rows.values_list(
        "region__name", "region__short_name", "names__name", "names__short_name"
    )[:200]:
        own = (short_name or name or "").removeprefix(region).removeprefix(short)
        counts[own] = counts.get(own, 0) + 1
    return max(counts, key=counts.get) if counts else f"{line.name}主管部门"
