"""From the rows of a draft's clauses to a tree, and back: every clause in its place, with its number, in few queries."""

import uuid
from collections import defaultdict

from django.db.models import F
from django.utils import timezone

from ..lineage.relating import hand_over_descent, share_descent
from ..models import Clause, ClauseDuty, Lock
from ..numbering import Entry, numbered
from .tree import Tree

ASIDE = 1_000_000_000  # where positions stand while others take their places: each place is taken once at any time
WRITTEN = (
    "parent_id",
    "kind",
    "marker",
    "heading",
    "text",
    "path",
    "anchor",
    "listed",
    "listed_marker",
    "joined",
    "version",
)


def tree_of(edition):
    """Return the Tree of a draft as it stands in the database, with how it stood: `tree.before`. One query."""
    tree = Tree(edition.clauses.order_by("position"))
    tree.before = {key: _facts(node.clause) for key, node in tree.nodes.items()}
    return tree


def _facts(clause):
    return {"position": clause.position, **{name: getattr(clause, name) for name in WRITTEN}}


def arrange(edition, tree, *, by=None):
    """Number the clauses of a tree and write what is different from before. Called within saving.writing."""
    order = list(tree.walk())
    number(order)
    known, made = [], []
    for position, node in enumerate(order, start=1):
        node.clause.position = position
        (known if node.clause.pk in tree.before else made).append(node)
    gone = [key for key in tree.nodes if tree.nodes[key] not in set(order)]
    _set_aside(edition, tree, known, gone)
    _create(edition, made, by)
    for node in known:
        node.clause.parent_id = node.parent.clause and node.parent.clause.pk
    _write(edition, tree, known, by)
    _hand_over(tree)
    if gone:
        edition.clauses.filter(pk__in=gone).delete()


def number(order):
    entries = [
        Entry(node.kind, node.depth, clause.heading, clause.text, clause.marker, clause.listed)
        for node in order
        for clause in [node.clause]
    ]
    for node, found in zip(order, numbered(entries), strict=True):
        for name in ("marker", "path", "anchor", "listed_marker"):
            setattr(node.clause, name, getattr(found, name))


def _set_aside(edition, tree, known, gone):
    """Free the places and the anchors that others are to take."""
    moved = [node.clause.pk for node in known if node.clause.position != tree.before[node.clause.pk]["position"]]
    renamed = [node.clause.pk for node in known if node.clause.anchor != tree.before[node.clause.pk]["anchor"]]
    if moved or gone:
        edition.clauses.filter(pk__in=[*moved, *gone]).update(position=F("position") + ASIDE)
    if renamed or gone:
        edition.clauses.filter(pk__in=[*renamed, *gone]).update(anchor="")


def _create(edition, made, by):
    """Insert new clauses, those above before those below."""
    levels = defaultdict(list)
    for node in made:
        clause = node.clause
        clause.edition, clause.uid = edition, clause.uid or uuid.uuid4()
        _sign(clause, by)
        levels[node.depth].append(node)
    for depth in sorted(levels):
        for node in levels[depth]:
            node.clause.parent_id = node.parent.clause and node.parent.clause.pk
        Clause.objects.bulk_create(node.clause for node in levels[depth])


def _write(edition, tree, known, by):
    shifts, changed, names = defaultdict(list), [], set()
    for node in known:
        clause, before = node.clause, tree.before[node.clause.pk]
        if clause.position != before["position"]:
            shifts[clause.position - before["position"]].append(clause.pk)
        if different := _different(clause, before, by):
            changed.append(clause)
            names |= different
    for shift, keys in shifts.items():
        edition.clauses.filter(pk__in=keys).update(position=F("position") - ASIDE + shift)
    if changed:
        Clause.objects.bulk_update(changed, sorted(names))


def _different(clause, before, by):
    """Return the names of the fields to write; a text that an act has changed is another version."""
    names = {name for name in WRITTEN if getattr(clause, name) != before[name]}
    if "text" in names:
        clause.version += 1
        _sign(clause, by)
        names |= {"version", "saved_at", "saved_by", "saved_for"}
    return {name.removesuffix("_id") for name in names}


def _sign(clause, by):
    clause.saved_at = timezone.now()
    clause.saved_by, clause.saved_for = by and by.user, by and by.on_behalf_of


def _hand_over(tree):
    """Give what hung on a clause that was joined to the one that took it in: its descent, who carries it out, what is locked.

    The parts of one that was split descend from what it descends from.
    """
    for whole, part in tree.divided:
        share_descent(whole.pk, part.pk)
    for gone, kept in tree.absorbed:
        hand_over_descent(gone.pk, kept.pk)
        taken = list(ClauseDuty.objects.filter(clause=kept.pk).values_list("department", flat=True))
        ClauseDuty.objects.filter(clause=gone.pk).exclude(department__in=taken).update(clause=kept.pk)
        locked = list(Lock.objects.filter(clause=kept.pk).values_list("words", flat=True))
        Lock.objects.filter(clause=gone.pk).exclude(words__in=locked).update(clause=kept.pk)
