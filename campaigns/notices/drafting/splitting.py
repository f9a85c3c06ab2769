"""A printed line of 主送 or 抄送 comes apart into rows, as far as its names are known."""

import re
from dataclasses import dataclass, replace

from ..models import Addressee
from ..refusal import Refused
from .finding import named
from .grouping import IN_BRACKETS, form_of, lines_called, parts_of
from .rows import MOST


@dataclass(frozen=True)
class Row:
    """Words as they are printed; what they mean: a department, or a level and a line, by their keys; what each owes.

    joint: whether 、 stands before them, not ，.
    """

    text: str
    duty: str = Addressee.Duty.RECEIVE
    department: int | None = None
    level: str = ""
    line: int | None = None
    joint: bool = False


# --- a line -------------------------------------------------------------------------------------------------------


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


# --- one row ------------------------------------------------------------------------------------------------------


def split_at(rows, at, host):
    """Return the rows, with one of them apart into the names that it holds, each owing the same. Raise Refused for too many."""
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
