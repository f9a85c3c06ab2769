"""From rows of 主送 and 抄送 to departments: a class means all of its kind below the host, words mean none."""

from dataclasses import dataclass, field

from organizations.models import Department

from ..models import Addressee

Duty = Addressee.Duty
WEIGHT = {Duty.NOTHING: 0, Duty.RECEIVE: 1, Duty.ADAPT: 2}


@dataclass
class Destination:
    """A row of 主送 or 抄送, and the departments to which it leads that no weightier row leads to."""

    row: Addressee
    departments: list = field(default_factory=list)

    @property
    def is_typed(self):
        """Whether it is words alone, which reach nobody here."""
        return not self.row.department_id and not self.row.level


def destinations(edition):
    """Return a Destination for each row, in printed order; each department once, where most is asked of it.

    The host itself is nobody's addressee. A fixed number of queries.
    """
    rows = list(edition.addressed.select_related("line").order_by("-place", "position"))  # main before cc
    found = [Destination(row) for row in rows]
    meant = _meant(rows, edition.notice.host)
    given = {edition.notice.host_id}
    for each in sorted(found, key=lambda one: -WEIGHT[one.row.duty]):
        each.departments = [one for one in meant[each.row.pk] if one.pk not in given]
        given |= {one.pk for one in each.departments}
    return found


def _meant(rows, host):
    """Return {key of a row: [Department]}. Two queries and those for names."""
    named = Department.objects.filter(pk__in=[row.department_id for row in rows], until="")
    by_key = {one.pk: [one] for one in _whole(named)}
    levels, lines = {row.level for row in rows if row.level}, {row.line_id for row in rows if row.line_id}
    by_class = {}
    if levels:
        there = Department.objects.below(host).filter(until="", region__level__in=levels, line__in=lines)
        for one in _whole(there):
            by_class.setdefault((one.region.level, one.line_id), []).append(one)
    return {
        row.pk: by_key.get(row.department_id, []) if row.department_id else by_class.get((row.level, row.line_id), [])
        for row in rows
    }


def _whole(departments):
    rows = departments.select_related("region", "line").prefetch_related("names")
    return rows.order_by("region__code", "line__order", "pk")
