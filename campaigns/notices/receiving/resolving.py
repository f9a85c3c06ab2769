"""From rows of 主送 and 抄送 to departments: a class means all of its kind below the host, words mean none."""

from dataclasses import dataclass, field

from organizations.models import Department

from ..models import Addressee

Duty = Addressee.Duty
FEWEST_OF_A_PROVINCE = 3  # departments on average, for which they stand under its name
WEIGHT = {Duty.NOTHING: 0, Duty.RECEIVE: 1, Duty.ADAPT: 2}


@dataclass
class Destination:
    """A row of 主送 or 抄送, and the departments to which it leads that no weightier row, or one before it, leads to.

    elsewhere: how many more it means, which another row leads to.
    """

    row: Addressee
    departments: list = field(default_factory=list)
    elsewhere: int = 0

    @property
    def is_typed(self):
        """Whether it is words alone, which reach nobody here."""
        return not self.row.department_id and not self.row.level

    @property
    def groups(self):
        """Return [(name of a province, [Department])]; one group without a name where it would say little."""
        found = {}
        for one in self.departments:
            found.setdefault(_province(one.region).name, []).append(one)
        is_of_use = 1 < len(found) <= len(self.departments) / FEWEST_OF_A_PROVINCE
        return list(found.items()) if is_of_use else [("", self.departments)]


def _province(region):
    """Return the region below the nation in which one lies."""
    while region.parent and region.parent.parent:
        region = region.parent
    return region


def destinations_of(edition):
    """Return the Destinations of what is stored of an edition, in printed order."""
    return destinations(edition.addressed.order_by("-place", "position"), edition.notice.host)  # main before cc


def destinations(rows, host):
    """Return a Destination for each row, stored or not; each department once, where most is asked of it.

    The host itself is nobody's addressee. A fixed number of queries.
    """
    found = [Destination(row) for row in rows]
    meant = _meant([each.row for each in found], host)
    given = {host.pk}
    for each, departments in sorted(zip(found, meant, strict=True), key=lambda pair: -WEIGHT[pair[0].row.duty]):
        each.departments = [one for one in departments if one.pk not in given]
        each.elsewhere = sum(one.pk in given and one.pk != host.pk for one in departments)
        given |= {one.pk for one in each.departments}
    return found


def _meant(rows, host):
    """Return [[Department]] of rows. Two queries and those for names."""
    keys = {row.department_id for row in rows if row.department_id}
    named = {one.pk: [one] for one in _whole(Department.objects.filter(pk__in=keys))} if keys else {}
    classes = {(row.level, row.line_id) for row in rows if row.level}
    below = _by_class(classes, host) if classes else {}
    return [
        named.get(row.department_id, []) if row.department_id else below.get((row.level, row.line_id), [])
        for row in rows
    ]


def _by_class(classes, host):
    levels, lines = {level for level, _ in classes}, {line for _, line in classes}
    there = Department.objects.below(host).filter(region__level__in=levels, line__in=lines)
    found = {}
    for one in _whole(there):
        found.setdefault((one.region.level, one.line_id), []).append(one)
    return found


def _whole(departments):
    """Those that stand today, with all that it takes to name them and to find who is above them."""
    rows = departments.today().select_related("region__parent__parent__parent", "line").prefetch_related("names")
    return rows.order_by("region__code", "line__order", "pk")
