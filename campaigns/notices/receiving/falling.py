"""代收: where an addressed department has nobody here, what is sent to it falls to the next level up along the line."""

from organizations.access import Right, manned
from organizations.models import Department

STEPS = 3  # from a county to the nation


def keepers(departments):
    """Return {key of a department: the Department that receives for it} of those that have nobody who could.

    None where nobody along the line could. The departments come with their regions and those above. Four queries at
    most, whatever their number.
    """
    able = manned(Right.RECEIVE, [one.pk for one in departments])
    bare = [one for one in departments if one.pk not in able]
    return _above(bare) if bare else {}


def _above(bare):
    chains = {one.pk: _regions_above(one) for one in bare}
    first = _manned_in({key for chain in chains.values() for key in chain}, {one.line_id for one in bare})
    return {one.pk: _nearest(first, one.line_id, chains[one.pk]) for one in bare}


def _nearest(first, line, chain):
    return next((first[region, line] for region in chain if (region, line) in first), None)


def _manned_in(regions, lines):
    """Return {(region, line): the first Department there in which somebody could receive}."""
    rows = Department.objects.today().filter(region__in=regions, line__in=lines).prefetch_related("names")
    above = list(rows.order_by("pk"))
    able = manned(Right.RECEIVE, [one.pk for one in above])
    found = {}
    for one in above:
        if one.pk in able:
            found.setdefault((one.region_id, one.line_id), one)
    return found


def _regions_above(department):
    """Return the keys of the regions above a department's, the nearest first."""
    found, region = [], department.region
    for _ in range(STEPS):
        region = region.parent
        if region is None:
            break
        found.append(region.pk)
    return found
