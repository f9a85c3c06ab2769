"""主送、抄送: rows of whom a draft is for, and the line that is printed of them.

One row is one department, a class of them (省级 × 质量监督), or words. Departments that follow each other are parted by 、,
and so are the names of one group; groups by ，. The line of 主送 ends with ： (GB/T 9704-2012 §7.3.2), that of 抄送 with 。
(§7.4.2).
"""

import re
from dataclasses import asdict, dataclass, replace
from itertools import accumulate

from django.db.models import Count, Exists, F, OuterRef

from organizations.models import Department, Line, Membership, Region

from ..models import Addressee, Edition
from ..refusal import Refused
from . import rows as acts
from .finding import named
from .grouping import IN_BRACKETS, form_of, lines_called, parts_of
from .overtaken import Overtaken
from .rights import editing
from .rows import MOST, stamp_of

Place, Duty = Addressee.Place, Addressee.Duty
FIELDS = {Place.MAIN: "addressees", Place.CC: "cc"}
ENDS = {Place.MAIN: "：", Place.CC: "。"}
LEVELS = list(Region.Level)
OF_THE_NATION = {
    Region.Level.PROVINCE: "各省、自治区、直辖市",
    Region.Level.PREFECTURE: "各市（地、州、盟）",
    Region.Level.COUNTY: "各县（市、区、旗）",
}
KINDS = ("自治州", "地区", "盟", "自治县", "自治旗", "林区", "特区", "新区", "旗", "区", "县", "市")  # the longer first
ORDER = ("市", "地区", "自治州", "盟", "县", "自治县", "区", "旗", "自治旗", "林区", "特区", "新区")


@dataclass(frozen=True)
class Row:
    """Words as they are printed; what they mean: a department, or a level and a line, by their keys; what each owes.

    joint: whether 、 stands before them, not ，.
    """

    text: str
    duty: str = Duty.RECEIVE
    department: int | None = None
    level: str = ""
    line: int | None = None
    joint: bool = False


# --- reading ------------------------------------------------------------------------------------------------------


def rows_of(edition):
    """Return {place: [Row]} of a draft. What was pasted and never arranged comes apart where it surely does."""
    stored = {place: [] for place in Place}
    for row in edition.addressed.all():
        stored[row.place].append(Row(row.text, row.duty, row.department_id, row.level, row.line_id, row.joint))
    for place, field in FIELDS.items():
        if not stored[place] and getattr(edition, field):
            stored[place] = [put(row, place) for row in split(getattr(edition, field), edition.notice.host)]
    return stored


def put(row, place):
    """Return the row as it comes into a place: who stands under 抄送 is informed and owes nothing, until it is said otherwise."""
    return replace(row, duty=Duty.NOTHING) if place == Place.CC else row


def split(text, host, level=""):
    """Return the rows of a printed line: one for each name of a group where any of them is known; else one for the group.

    A name is known that is a department's, or an organ's of a level below the host: of the one that the head says
    (各省、自治区、直辖市), or the head of the group before. level: the one that stands before them all. A text that is
    marks alone has no rows. Four queries at most.
    """
    groups = map(str.strip, re.split("[，,；;\n]", text.strip().rstrip("：:。.")))
    groups = [(group, names) for group in groups if (names := parts_of(group, host))]
    parts = [names for _, names in groups]
    known = named([name for each in parts for part in each for name in _names(part, host)], host)
    lines = lines_called(
        host, {level, *(said for each in parts for part in each for said in (part.level, part.lower))} - {""}
    )
    rows = []
    for group, names in groups:
        level = names[0].level or level
        found = _joint([_meant(part, level, known, lines, host) for part in names])
        level = level if any(row.level for row in found) else ""
        rows.append(found if any(row.level or row.department for row in found) else [Row(group)])
    if sum(map(len, rows)) > MOST:
        rows = [[Row(group)] for group, _ in groups]
    rows = [row for found in rows for row in found]
    rows = [behind(before, row) for before, row in zip([None, *rows], rows, strict=False)]
    return [piece for row in rows for piece in _pieces(row)]


def _names(part, host):
    """The words themselves, and what they are short for: 省质量协会 of 浙江省."""
    region = host.region.name
    return [part.text, *([region + part.text[1:]] if part.text[0:1] == region[-1] else [])]


def _meant(part, level, known, lines, host):
    """Return the rows that one name means: a department, one class, or two under a head of two levels; else its words.

    An organ that no department of the level is called by is of the line that it is of where the host is.
    """
    department = next((known[name] for name in _names(part, host) if name in known), None)
    if department:
        return [Row(part.text, department=department.pk)]
    levels = (level, part.lower, level and host.region.level)
    line, below, here = (lines.get((each, form_of(part.organ))) for each in levels)
    line = line or here
    if line and below:
        upper, lower = part.text[: part.cut], part.text[part.cut + 1 :]
        return [Row(upper, level=level, line=line), Row(lower, level=part.lower, line=below)]
    return [Row(part.text, level=level, line=line) if line else Row(part.text)]


def _joint(found):
    rows = [row for each in found for row in each]
    return [replace(row, joint=bool(at)) for at, row in enumerate(rows)]


def behind(before, row):
    """Return the row as it comes to stand behind another one, or None: two departments are joined by 、."""
    return replace(row, joint=True) if before and before.department and row.department else row


def _pieces(row):
    """Return the row, or as many as its words need: a row has 200 signs."""
    texts = [row.text[at : at + 200] for at in range(0, len(row.text), 200)]
    return [replace(row, text=text) for text in texts]


def printed(rows, place):
    """Return the line of these rows as it is printed, or nothing."""
    said = ""
    for at, row in enumerate(rows):
        said += f"{('、' if row.joint else '，') if at else ''}{row.text}"
    return f"{said}{ENDS[place]}" if said else ""


def joints(texts, line):
    """Return of each of the texts whether 、 stands before it in the printed line."""
    starts = accumulate((len(text) + 1 for text in texts), initial=0)
    return [line[max(start - 1, 0) : start] == "、" for start, _ in zip(starts, texts, strict=False)]


def stamp(rows):
    return stamp_of({place: [asdict(row) for row in rows[place]] for place in Place})


# --- arranging ----------------------------------------------------------------------------------------------------


def added(rows, row, place):
    """Return the rows of a place and one more behind them. Raise Refused where there is no room for it."""
    return acts.with_another(rows, behind(rows[-1] if rows else None, put(row, place)), row.text)


def arranged(rows, act, host):
    """Return the rows as they are after an act on one of them. The marks between rows stay where they stand.

    Raise Refused where there is no room for them.
    """
    marks = [row.joint for row in rows]
    if act.name == "split" and act.number is not None and act.number < len(rows):
        return _split_at(rows, act.number, host)
    if act.name == "remove" and act.number is not None and act.number < len(rows):
        gone = marks.pop(act.number)
        marks[act.number : act.number + 1] = [gone and mark for mark in marks[act.number : act.number + 1]]
    rows = acts.arranged(rows, act)
    return [replace(row, joint=mark) for row, mark in zip(rows, marks, strict=True)]


def _split_at(rows, at, host):
    """Take one row apart into the names that it holds, each owing the same. Raise Refused where there is no room for them."""
    own, level = rows[at], next((row.level for row in reversed(rows[:at]) if row.level), "")
    found = [replace(row, duty=own.duty) for row in split(own.text, host, level)]
    if len(found) == 1 and not found[0].level and not found[0].department:
        found = [replace(own, text=part.text, joint=True) for part in parts_of(found[0].text, host)]
    if len(found) < 2:
        return [*rows[:at], *(replace(row, joint=own.joint) for row in found or [own]), *rows[at + 1 :]]
    if len(rows) + len(found) - 1 > MOST:
        raise Refused(f"最多列{MOST}行，“{own.text}”没有拆开，这一页也没有保存。请先删去几行，再拆。")
    return [*rows[:at], replace(found[0], joint=own.joint), *found[1:], *rows[at + 1 :]]


def holds_several(text):
    """Whether words of a row may be several names."""
    parts = re.split("[、，,；;]", IN_BRACKETS.sub("（）", text.strip().rstrip("：:。.")))
    return sum(bool(part.strip()) for part in parts) > 1


# --- writing ------------------------------------------------------------------------------------------------------


def save(pk, rows, seen, *, by):
    """Store {place: [Row]} where what stands there is still what the writer saw (its stamp). Raise Overtaken."""
    with editing(pk, by=by) as edition:
        there = rows_of(edition)
        if stamp(there) != seen and stamp(there) != stamp(rows):
            raise Overtaken("主送和抄送", there)
        edition.addressed.all().delete()
        Addressee.objects.bulk_create(
            Addressee(
                edition=edition,
                place=place,
                position=at,
                text=row.text,
                duty=row.duty,
                department_id=row.department,
                level=row.level,
                line_id=row.line,
                joint=row.joint,
            )
            for place in Place
            for at, row in enumerate(rows[place])
        )
        facts = {field: printed(rows[place], place) for place, field in FIELDS.items()}
        if any(getattr(edition, field) != words for field, words in facts.items()):
            Edition.objects.filter(pk=edition.pk).update(**facts, version=F("version") + 1)
            for field, words in facts.items():
                setattr(edition, field, words)
    return edition


# --- classes ------------------------------------------------------------------------------------------------------


def classes_below(host):
    """Return [(level, Line, how many departments)] of the levels below a host; a class without any counts 0. Two queries."""
    levels = LEVELS[LEVELS.index(host.region.level) + 1 :]
    rows = Department.objects.below(host).filter(until="").order_by().values_list("region__level", "line")
    counts = {(level, line): count for level, line, count in rows.annotate(Count("pk"))}
    lines = list(Line.objects.all())
    return [(level, line, counts.get((level, line.pk), 0)) for level in levels for line in lines]


def unheard(rows, host):
    """Yield a sentence for each Row that nobody would receive: it means no department, or none with people. Two queries."""
    classes, departments = _classes_of(rows, host), _departments_of(rows)
    for row in rows:
        known = departments if row.department else classes
        has_people = known.get(row.department or (row.level, row.line))
        if has_people is None and row.department:
            yield f"“{row.text}”所指的单位已经撤销：印发后不会有人收到。"
        elif has_people is None:
            yield f"“{row.text}”未对应到任何单位：将只印在文上，不会有人收到。"
        elif not has_people:
            yield f"“{row.text}”所指的单位还没有在册人员：印发后不会有人收到。"


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


def proposal(host, level, line):
    """Return the words that a class is usually printed by: 各省、自治区、直辖市市场监管局. Two queries at most."""
    where = OF_THE_NATION.get(level) if host.region.level == Region.Level.NATION else _kinds_below(host, level)
    return f"{where or '各地'}{_organ(host, level, line)}"[:200]


def _kinds_below(host, level):
    """Say which kinds of regions of a level lie in the host's: 各市, 各市、自治州, 各县（市、区）."""
    names = _regions(host.region, level)
    found = {next((kind for kind in KINDS if name.endswith(kind)), "") for name in names} - {""}
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
