"""One clause through all levels: where it comes from, and what every notice that carries it on made of it."""

from dataclasses import dataclass, field

from django.db.models import Count, F, Q

from organizations.models import Region

from ..models import Clause, Lineage
from ..models.notice import Notice
from .comparison import Tree
from .marks import inline, paragraphs

PAGE_SIZE = 20
DEPTHS = (1, 2, 3)  # a national clause reaches the provinces, their cities and their counties


@dataclass
class Step:
    """A clause and the clause that it comes from, with their relation and what differs."""

    row: Lineage
    lines: list = field(default_factory=list)

    @property
    def notice(self):
        return self.row.edition.notice

    @property
    def answered(self):
        """The edition above that was answered, where another one is in force there by now; else None."""
        edition = self.row.parent and self.row.parent.edition
        return edition if edition and edition.notice.current_id not in (None, edition.pk) else None


def rows_below(clause, depth):
    """Return the lineage rows of public notices so many levels below a clause: those that carry it and those that leave it out.

    A clause is the same in every edition of its notice that has it: whoever answered an older one is counted, too.
    """
    rows = rows_carrying(clause, depth).filter(Notice.in_public("edition__notice__"))
    return rows.filter(edition__notice__current=F("edition")).distinct()


def rows_carrying(clause, depth):
    """The same of all notices and all their editions, some of them more than once. What it has taken in is it, too."""
    path = "parent__" + "lineage__parent__" * (depth - 1)
    uids = [clause.uid, *(clause.joined or ())]
    return Lineage.objects.filter(**{f"{path}uid__in": uids, f"{path}edition__notice": clause.edition.notice_id})


def summary(clause):
    """Return [(depth, names of the levels, [(relation, count)])] for the levels below that have any. One query a depth."""
    found = []
    for depth in DEPTHS:
        counts = rows_below(clause, depth).order_by()
        counts = counts.values_list("edition__notice__host__region__level", "relation").annotate(
            Count("pk", distinct=True)
        )
        if counted := list(counts):
            levels = {level for level, *_ in counted}
            names = "、".join(level.label for level in Region.Level if level in levels)
            tally = [(kind, sum(count for _, each, count in counted if each == kind)) for kind in Lineage.Relation]
            found.append((depth, names, [(kind, count) for kind, count in tally if count]))
    return found


def page_below(clause, form):
    """Return the page of Steps that a ClauseFilter asks for, by region, or None and an error on the form."""
    if not form.is_valid():
        return None
    depth, only = form.cleaned_data["depth"], form.cleaned_data["only"]
    rows = rows_below(clause, depth).filter(Q(relation=only) if only else Q())
    rows = rows.order_by("edition__notice__province", "edition__notice__city", "edition__notice__county", "pk")
    page = form.page_of(with_kin(rows), PAGE_SIZE)
    if page:
        page.object_list = steps(list(page.object_list))
    return page


def steps_above(clause):
    """Return the Steps from a clause up to where it began, the nearest first: at most three levels, two queries each."""
    found, below = [], [clause]
    for _ in DEPTHS:
        rows = list(with_kin(Lineage.objects.filter(clause__in=below).exclude(parent=None)))
        rows = [row for row in rows if row.parent.edition.notice.is_public]
        found += steps(rows, upwards=True)
        below = [row.parent for row in rows]
        if not below:
            break
    return found


def with_kin(rows):
    """Return lineage rows with the notices on both sides."""
    editions = ("edition", "parent__edition")
    paths = [f"{edition}__notice__{each}" for edition in editions for each in ("host__region", "current", "campaign")]
    return rows.select_related("clause", *paths)


def steps(rows, upwards=False):
    """Give each row its text with the marks against the other side, in one query for all of them."""
    wanted = {pk for row in rows for pk in (row.clause_id, row.parent_id) if pk}
    under = Q(pk__in=wanted) | Q(parent__in=wanted) | Q(parent__parent__in=wanted)
    tree = Tree(Clause.objects.filter(under).order_by("edition", "position")) if wanted else Tree([])
    return [Step(row, _lines(row, tree, upwards)) for row in rows]


def _lines(row, tree, upwards):
    sides = [tree.text(tree.by_id[pk]) if pk else "" for pk in (row.parent_id, row.clause_id)]
    if row.relation == Lineage.Relation.OMITTED:
        return []
    is_plain = row.relation == Lineage.Relation.MERGED  # the other part comes from other clauses: marks would mislead
    if is_plain or not row.parent or not row.parent.edition.notice.is_public:
        return paragraphs(inline(sides[not upwards], sides[not upwards]))
    return paragraphs(inline(*sides))


def text_of(clause):
    """Return the lines of a clause as it stands, with all that stands under it. One query."""
    under = Q(pk=clause.pk) | Q(parent=clause) | Q(parent__parent=clause)
    tree = Tree(Clause.objects.filter(under, edition=clause.edition_id).order_by("position"))
    text = tree.text(tree.by_id[clause.pk])
    return paragraphs(inline(text, text)), [each for each in tree.below.get(clause.pk, ()) if each.anchor]
