"""Departments by name: those that a person means when she types some of it, and the one that she typed in full, or chose."""

from django.db.models import Case, Q, When

from organizations.models import Department, DepartmentName

MOST = 12
MOST_NEAR = 60


def found(words, host):
    """Return up to 12 departments whose name has all of the words, those of the host's own region first. Three queries."""
    rows = Department.objects.filter(until="")
    for word in words.split():
        rows = rows.filter(pk__in=_named(Q(name__contains=word) | Q(short_name__contains=word)))
    return list(_for_lists(rows, host)[:MOST])


def near(host):
    """Return departments of the host's own region: those that most often issue with it."""
    rows = Department.objects.filter(region=host.region_id, until="").exclude(pk=host.pk)
    return list(rows.prefetch_related("names").order_by("line__order", "pk")[:MOST_NEAR])


def named(names, host):
    """Return {name: Department} of those that each name in full, full or short; of several the one of the host's region.

    A name that several other departments bear is left out: a person must choose. Two queries.
    """
    rows = _named(Q(name__in=names) | Q(short_name__in=names), "department", "name", "short_name", "department__region")
    meant = {}
    for key, name, short_name, region in rows:
        for each in {name, short_name} & set(names):
            meant.setdefault(each, {})[key] = region
    keys = {name: _one(regions, host) for name, regions in meant.items()}
    departments = Department.objects.prefetch_related("names").in_bulk([key for key in keys.values() if key])
    return {name: departments[key] for name, key in keys.items() if key}


def asked_for(act, words, host):
    """Return the Department that a button asks for: the one that was typed in full, or one of those found; or None."""
    if act.name == "find" and words:
        return named([words], host).get(words)
    if act.name == "pick" and act.number:
        return next((each for each in found(words, host) if each.pk == act.number), None)
    return None


def _named(condition, *columns):
    rows = DepartmentName.objects.filter(condition, until="", department__until="")
    return rows.values_list(*columns) if columns else rows.values("department")


def _one(regions, host):
    here = [key for key, region in regions.items() if region == host.region_id]
    keys = here if len(here) == 1 else list(regions)
    return keys[0] if len(keys) == 1 else None


def _for_lists(rows, host):
    is_here = Case(When(region=host.region_id, then=0), default=1)
    return rows.select_related("region", "line").prefetch_related("names").order_by(is_here, "region__code", "pk")
