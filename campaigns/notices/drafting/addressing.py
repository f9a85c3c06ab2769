"""主送、抄送: rows of whom a draft is for, and the line that is printed of them.

One row is one department, a class of them (省级 × 质量监督), or words. Departments that follow each other are parted by 、,
and so are the names of one group; groups by ，. The line of 主送 ends with ： (GB/T 9704-2012 §7.3.2), that of 抄送 with 。
(§7.4.2).
"""

from dataclasses import asdict, replace
from itertools import accumulate

from django.db.models import F

from ..models import Addressee, Edition
from .overtaken import Overtaken
from .rights import editing
from .rows import after_act, stamp_of, with_another
from .splitting import Row, behind, split, split_at

Place, Duty = Addressee.Place, Addressee.Duty
FIELDS = {Place.MAIN: "addressees", Place.CC: "cc"}
UNCHANGED = object()
ENDS = {Place.MAIN: "：", Place.CC: "。"}


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


def stamp(rows, day=None):
    """day: by when those below owe a notice of their own, or None."""
    return stamp_of({place: [asdict(row) for row in rows[place]] for place in Place} | {"day": day and str(day)})


# --- arranging ----------------------------------------------------------------------------------------------------


def added(rows, row, place):
    """Return the rows of a place and one more behind them. Raise Refused where there is no room for it."""
    return with_another(rows, behind(rows[-1] if rows else None, put(row, place)), row.text)


def arranged(rows, act, host):
    """Return the rows as they are after an act on one of them. The marks between rows stay where they stand.

    Raise Refused where there is no room for them.
    """
    marks = [row.joint for row in rows]
    if act.name == "split" and act.number is not None and act.number < len(rows):
        return split_at(rows, act.number, host)
    if act.name == "remove" and act.number is not None and act.number < len(rows):
        gone = marks.pop(act.number)
        marks[act.number : act.number + 1] = [gone and mark for mark in marks[act.number : act.number + 1]]
    rows = after_act(rows, act)
    return [replace(row, joint=mark) for row, mark in zip(rows, marks, strict=True)]


# --- writing ------------------------------------------------------------------------------------------------------


def save(pk, rows, seen, *, by, adapt_by=UNCHANGED):
    """Store {place: [Row]} where what stands there is still what the writer saw (its stamp). Raise Overtaken, with the
    rows and the day that are stored.

    adapt_by: the day by which those below owe a notice of their own, or None.
    """
    with editing(pk, by=by) as edition:
        there, day = rows_of(edition), edition.adapt_by if adapt_by is UNCHANGED else adapt_by
        if stamp(there, edition.adapt_by) not in (seen, stamp(rows, day)):
            raise Overtaken("主送、抄送或者贯彻期限", (there, edition.adapt_by))
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
        if day != edition.adapt_by:
            edition.adapt_by = day
            Edition.objects.filter(pk=edition.pk).update(adapt_by=day)
        facts = {field: printed(rows[place], place) for place, field in FIELDS.items()}
        if any(getattr(edition, field) != words for field, words in facts.items()):
            Edition.objects.filter(pk=edition.pk).update(**facts, version=F("version") + 1)
            for field, words in facts.items():
                setattr(edition, field, words)
    return edition
