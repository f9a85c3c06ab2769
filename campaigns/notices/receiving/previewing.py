"""Whom a draft will reach once it is issued, and what it will ask of them: shown before it is."""

from dataclasses import dataclass

from ..models import Addressee
from . import owing
from .falling import keepers
from .resolving import destinations_of


@dataclass(frozen=True)
class Preview:
    """All of it. rows: Destinations; kept: [(keeper, [Department])]; on_paper: those that nobody could confirm for here;
    territories: the lead departments of those that are newly asked for a notice; asked_before: how many were asked by an
    earlier edition, whose task goes on; leaderless: the Regions that are asked for one and have nobody to draft it.
    """

    rows: list
    kept: list
    on_paper: list
    territories: list
    asked_before: int
    leaderless: list
    adapt_by: object

    @property
    def count(self):
        return sum(len(each.departments) for each in self.rows)

    @property
    def kept_count(self):
        return sum(len(departments) for _, departments in self.kept)


def preview(edition):
    """Return the Preview of an edition by the rows that are stored. A fixed number of queries."""
    host = edition.notice.host
    found = destinations_of(edition)
    falls = keepers([one for each in found for one in each.departments])
    fallen = [
        (one, falls[one.pk])
        for each in found
        for one in each.departments
        if one.pk in falls and each.row.duty != Addressee.Duty.NOTHING
    ]
    asked, leading = owing.asked_of(found, host), owing.territories(found, host)
    owed = set(edition.notice.adaptations.values_list("region", flat=True)) if edition.number > 1 else set()
    return Preview(
        rows=found,
        kept=_by_keeper([pair for pair in fallen if pair[1] and pair[1].pk != host.pk]),
        on_paper=[one for one, keeper in fallen if keeper is None or keeper.pk == host.pk],
        territories=sorted(
            (lead for region, lead in leading.items() if region not in owed), key=lambda one: one.region.code
        ),
        asked_before=len(owed & leading.keys()),
        leaderless=[one.region for region, one in asked.items() if region not in leading],
        adapt_by=edition.adapt_by,
    )


def _by_keeper(fallen):
    found = {}
    for one, keeper in fallen:
        found.setdefault(keeper, []).append(one)
    return list(found.items())
