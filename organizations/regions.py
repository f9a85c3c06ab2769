"""Regions of GB/T 2260 from data/regions.csv: state of the end of 2024 (data/README.md)."""

import csv
from pathlib import Path

from django.db import transaction

from .models import Region

SOURCE = Path(__file__).parent / "data" / "regions.csv"
_FIELDS = ["name", "short_name", "level", "rank", "parent_id"]


@transaction.atomic
def load(source=SOURCE):
    """Bring the living regions in line with `source`; return (added, changed). A second call changes nothing.

    Codes that `source` lacks stay as they are: a region ends by a date that a person enters, never by absence.
    """
    with Path(source).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    living = {region.code: region for region in Region.objects.filter(until="")}
    added, changed = 0, []
    for level in Region.Level.values:
        fresh = []
        for row in (row for row in rows if row["level"] == level):
            facts = _facts(row, living)
            region = living.get(row["code"])
            if region is None:
                fresh.append(Region(code=row["code"], **facts))
            elif _update(region, facts):
                changed.append(region)
        living |= {region.code: region for region in Region.objects.bulk_create(fresh)}
        added += len(fresh)
    Region.objects.bulk_update(changed, _FIELDS, batch_size=200)
    return added, len(changed)


def _facts(row, living):
    parent = living[row["parent"]].pk if row["parent"] else None
    return {name: row[name] for name in ("name", "short_name", "level", "rank")} | {"parent_id": parent}


def _update(region, facts):
    """Set `facts` on `region`; return whether anything was different."""
    different = {name: value for name, value in facts.items() if getattr(region, name) != value}
    for name, value in different.items():
        setattr(region, name, value)
    return bool(different)
