"""Public notices by place: those of a region itself, and how many there are in each region below it."""

from collections import Counter

from django.db.models import Count

from organizations.models import Region

from .models import COLUMNS, Notice

# By level: the columns of the regions that can lie right below it. A county may lie in a province without a city.
BELOW = {
    Region.Level.NATION: ("province",),
    Region.Level.PROVINCE: ("city", "county"),
    Region.Level.PREFECTURE: ("county",),
    Region.Level.COUNTY: (),
}


def holders(codes):
    """Return {code: the region that bears it}: the living one, else the one that bore it last."""
    found = Region.objects.filter(code__in=codes).select_related("parent__parent__parent")
    return {region.code: region for region in sorted(found, key=lambda each: (not each.until, each.until))}


def above(region):
    """Return the regions of which it is a part, from the province down; the nation goes without saying."""
    found = []
    while region.parent and region.parent.parent_id:
        region = region.parent
        if region.name not in Region.PLACEHOLDERS:
            found.insert(0, region)
    return found


def asked(region):
    """Return the query that narrows the list of notices to the region."""
    column = COLUMNS.get(region.level, "")
    return f"{column}={region.code}" if column else f"level={region.level}"


def own(region):
    """Return the public notices of the region itself."""
    deeper = BELOW[region.level]
    return Notice.objects.public().within(region).filter(**dict.fromkeys(deeper, ""))


def count_below(region):
    """Return [(region next below, how many notices there and further below)] by code, in two queries.

    A county of no city stands right below its province.
    """
    deeper = BELOW[region.level]
    counts = Counter()
    notices = Notice.objects.public().within(region).order_by()
    for *codes, number in notices.values_list(*deeper).annotate(Count("pk")) if deeper else ():
        counts[next(filter(None, codes), "")] += number
    found = holders(counts)
    return [(found[code], counts[code]) for code in sorted(found)]


def count_provinces():
    """Return [(province, how many notices there and below, or 0)] by code: those that live, and those with notices."""
    counts = dict(Notice.objects.public().order_by().values_list("province").annotate(Count("pk")))
    living = {region.code: region for region in Region.objects.provinces().filter(until="")}
    found = holders(set(counts) - set(living)) | living
    return [(found[code], counts.get(code, 0)) for code in sorted(found)]
