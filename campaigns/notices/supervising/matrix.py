"""条款落实: the clauses of a notice by the territories of one level below it, and what each made of each clause.

Lineage says what a notice made of the one right above it; what a county made of a national clause is composed of the
steps between (comparing/links). A clause is known through editions by its uid, and by those that it has taken in:
whoever answered an older text counts, and the cell says that it has still to answer the text in force.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q

from organizations.models import Region

from ..comparing.links import Link, composed
from ..lineage.nodes import comparable
from ..models import Adaptation, Clause, Lineage, Notice, StaleMark

Relation = Lineage.Relation
NONE = "none"
STALE = "待更新"
SCREENS = 40  # clauses on a screen and a half
STEPS = 3  # from a county to the nation
# The worst that became of a clause is what its cell says: of two that carry it, one may have kept it.
WORST = [Relation.MERGED, Relation.ADAPTED, Relation.MOVED, Relation.KEPT, Relation.OMITTED]
LETTERS = {
    Relation.KEPT: ("照", "照录"),
    Relation.ADAPTED: ("调", "调整"),
    Relation.MERGED: ("并", "合并"),
    Relation.MOVED: ("移", "移位"),
    Relation.OMITTED: ("略", "不适用"),
    NONE: ("·", "尚无"),
}


class Made(NamedTuple):
    """What a notice made of a clause; `own` and `above`: the anchors of both; is_stale: whether the text above is another by now."""

    kind: str
    own: str = ""
    above: str = ""
    is_stale: bool = False


@dataclass
class Territory:
    """A column: a region, and its notice that descends from the one looked at, None while there is none."""

    region: Region
    notice: Notice | None = None
    made: dict = field(default_factory=dict)  # {key of a clause in force: Made}
    added: int = 0  # clauses of its own

    @property
    def stale(self):
        """How many clauses have still to answer the text in force."""
        return sum(made.is_stale for made in self.made.values())


@dataclass(frozen=True)
class Cell:
    """What a territory made of a clause: a letter, the word for it, and where both stand side by side."""

    kind: str
    address: str = ""
    is_stale: bool = False

    @property
    def letter(self):
        return LETTERS[self.kind][0]

    @property
    def word(self):
        return LETTERS[self.kind][1] + (f"，{STALE}" if self.is_stale else "")


def levels_below(notice):
    """Return the levels below that of a notice's host."""
    levels = list(Region.Level)
    return levels[levels.index(notice.host.region.level) + 1 :]


def clauses_of(edition):
    """Return the clauses of an edition that a notice below can carry on, in order. A bare heading is none: it has no lineage."""
    in_no_section = Q(kind=Clause.Kind.CLAUSE, parent=None)
    return list(
        Clause.objects.filter(Q(pk__in=comparable(edition.pk)) | in_no_section, edition=edition).order_by("position")
    )


def territories(notice, level):
    """Return the Regions of a level that owe a notice or have issued one below this, by their codes."""
    owed = Adaptation.objects.filter(Q(notice=notice) | Q(notice__in=Notice.objects.below(notice)), waived_at=None)
    issued = Notice.objects.below(notice).standing().filter(current__isnull=False)
    there = Q(pk__in=owed.values("region")) | Q(pk__in=issued.values("host__region"))
    return Region.objects.filter(there, level=level).order_by("code", "pk")


def columns(notice, regions, clauses):
    """Return a Territory for each of the regions, with what it made of each of the clauses. A fixed number of queries."""
    found = {region.pk: Territory(region) for region in regions}
    rows = Notice.objects.below(notice).standing().filter(current__isnull=False, host__region__in=list(found))
    rows = rows.select_related("host__region", "campaign", "current", "fulfils")
    for each in rows.order_by("day", "pk"):  # the one that is owed, else the first
        territory = found[each.host.region_id]
        if territory.notice is None or (hasattr(each, "fulfils") and not hasattr(territory.notice, "fulfils")):
            territory.notice = each
    _fill([territory for territory in found.values() if territory.notice], notice, _now(clauses))
    return list(found.values())


def _now(clauses):
    """Return {uid: key of the clause in force that bears it, or has taken in the one that did}."""
    taken_in = {uid: clause.pk for clause in clauses for uid in clause.joined or ()}
    return taken_in | {str(clause.uid): clause.pk for clause in clauses}


def _fill(there, notice, now):
    steps = _Steps(notice, [territory.notice.current_id for territory in there])
    stale = _stale(there)
    for territory in there:
        links = steps.links_from(territory.notice.current_id)
        territory.added = len({link.clause_id for link in links if link.relation == Relation.NEW})
        for link in links:
            uid, above = steps.top.get(link.parent_id, ("", ""))
            if key := now.get(str(uid)):
                is_stale = (territory.notice.pk, link.clause_id or key) in stale
                made = Made(link.relation, steps.anchors.get(link.clause_id, ""), above, is_stale)
                territory.made[key] = _worse(territory.made.get(key, made), made)


def _worse(one, other):
    worst = min(one, other, key=lambda made: WORST.index(made.kind))
    return worst._replace(is_stale=one.is_stale or other.is_stale)


def _stale(there):
    """Return {(key of a notice, key of its clause; of what it left out, of the clause above)} of what is marked. One query."""
    rows = StaleMark.objects.filter(notice__in=[territory.notice for territory in there])
    return {(notice, own or above) for notice, own, above in rows.values_list("notice", "clause", "upper")}


class _Steps:
    """The lineage of editions and of those that they answered, up to a notice. One query a level, at most three.

    top: {key of a clause of the notice: (its uid, its anchor)}. anchors: those of the clauses at the foot.
    """

    def __init__(self, notice, editions):
        self.notice, self.links, self.answered, self.top, self.anchors = notice, {}, {}, {}, {}
        wanted = set(editions)
        for _ in range(STEPS):
            if not wanted:
                break
            wanted = self._read(wanted) - set(self.links)

    def _read(self, editions):
        """Read the rows of these editions; return the editions further up that are still to be read."""
        names = "clause", "parent", "relation", "reason", "confirmed"
        more = (
            "edition",
            "clause__anchor",
            "parent__uid",
            "parent__anchor",
            "parent__edition",
            "parent__edition__notice",
        )
        self.links |= {edition: [] for edition in editions}
        further = set()
        rows = Lineage.objects.filter(edition__in=editions).order_by("pk").values_list(*names, *more)
        for *facts, edition, anchor, uid, above, answered, notice in rows.iterator():
            self.links[edition].append(Link(*facts))
            self.anchors[facts[0]] = anchor or ""
            if answered:
                self.answered[edition] = max(answered, self.answered.get(edition, 0))
                if notice == self.notice.pk:
                    self.top[facts[1]] = (uid, above)
                else:
                    further.add(answered)
        return further

    def links_from(self, edition):
        """Return the Links from an edition to the notice's clauses, through whatever lies between."""
        links, above = self.links[edition], self.answered.get(edition)
        while above in self.links:
            links, above = composed(links, self.links[above]), self.answered.get(above)
        return links


# --- as it is shown -----------------------------------------------------------------------------------------------


@dataclass
class Matrix:
    """Clauses by territories, with what each row and each column comes to."""

    notice: Notice
    clauses: list
    territories: list

    @property
    def is_tall(self):
        """Whether it is too long for a screen or two: then it scrolls in its own window, under its heads."""
        return len(self.clauses) > SCREENS

    @property
    def rows(self):
        """Yield (clause, its Cells, [(kind, word, how many)])."""
        for clause in self.clauses:
            cells = [self.cell(clause, territory) for territory in self.territories]
            yield clause, cells, counted(cells)

    @property
    def foot(self):
        """Return [(kind, word, how many in each column)]."""
        tallies = [Counter(self.kind(clause, territory) for clause in self.clauses) for territory in self.territories]
        return [(kind, word, [tally[kind] for tally in tallies]) for kind, (_, word) in LETTERS.items()]

    def kind(self, clause, territory):
        return territory.made[clause.pk].kind if clause.pk in territory.made else NONE

    def cell(self, clause, territory):
        made = territory.made.get(clause.pk)
        return Cell(str(made.kind), self._address(territory.notice, made), made.is_stale) if made else Cell(NONE)

    def _address(self, notice, made):
        """Where both stand side by side, at the clause; nothing where one of them has no public page."""
        if not (notice.is_public and self.notice.is_public):
            return ""
        direct = notice.parent_id == self.notice.pk
        address = f"{notice.get_absolute_url()}compare/{'' if direct else f'{self.notice.pk}/'}"
        anchor = f"u-{made.above}" if made.kind == Relation.OMITTED else f"p-{made.own}"
        return f"{address}#{anchor}" if anchor[2:] else address


def counted(cells):
    """Return [(kind, word, how many)] of all kinds of cells."""
    found = Counter(cell.kind for cell in cells)
    return [(kind, word, found[kind]) for kind, (_, word) in LETTERS.items()]


def matrix_of(notice, regions):
    """Return the Matrix of a notice by these regions."""
    clauses = clauses_of(notice.current)
    return Matrix(notice, clauses, columns(notice, regions, clauses))
