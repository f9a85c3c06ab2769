"""代收: where an addressed department has nobody here, what is sent to it falls to the next level up along the line."""

from organizations.access import Right, manned
from organizations.models import Department

from ..models import Receipt

STEPS = 3  # from a county to the nation


def keepers(departments):
    """Return {key of a department: the Department that receives for it} of those that have nobody who could.

    None where nobody along the line could. Three queries, whatever the number of departments.
    """
    able = manned(Right.RECEIVE, [one.pk for one in departments])
    bare = [one for one in departments if one.pk not in able]
    return _above(bare) if bare else {}


def _above(bare):
    chains = {one.pk: _regions_above(one) for one in bare}
    regions, lines = {key for chain in chains.values() for key in chain}, {one.line_id for one in bare}
    above = list(Department.objects.filter(region__in=regions, line__in=lines, until="").order_by("pk"))
    able = manned(Right.RECEIVE, [one.pk for one in above])
    first = {}
    for one in above:
        if one.pk in able:
            first.setdefault((one.region_id, one.line_id), one)
    return {
        one.pk: next((first[each, one.line_id] for each in chains[one.pk] if (each, one.line_id) in first), None)
        for one in bare
    }


def _regions_above(department):
    """Return the keys of the regions above a department's, the nearest first. Its region comes with those above."""
    found, region = [], department.region
    for _ in range(STEPS):
        region = region.parent
        if region is None:
            break
        found.append(region.pk)
    return found


def bring_up_to_date():
    """Let what nobody has confirmed fall further where whoever should has nobody any more; return how many did.

    What fell once stays with who keeps it, too, when the addressed one gets people: both see it.
    """
    rows = list(Receipt.objects.owed().select_related("department__region__parent__parent__parent"))
    now = keepers([row.department for row in rows])
    fallen = [row for row in rows if (to := now.get(row.department_id)) and to.pk != row.keeper_id]
    for row in fallen:
        Receipt.objects.filter(pk=row.pk, confirmed_at=None).update(keeper=now[row.department_id])
    return len(fallen)
