"""Taking a clause of the notice above into a draft that has none that comes from it."""

from ..drafting.arranging import tree_of
from ..drafting.removing import put_back
from ..drafting.rights import editing
from ..models import Lineage
from ..moves import IllegalMove
from .deciding import GONE
from .theirs import Theirs


def take(pk, upper, *, by):
    """Take the clause of theirs with the key `upper` in again; return the key of ours.

    What somebody took out is put back as it was; else it is copied to where it stands above, and is kept.
    Raise IllegalMove where the draft has it by now, CannotArrange where there is no place for it.
    """
    with editing(pk, by=by) as edition:
        row = edition.lineage.filter(relation=Lineage.Relation.OMITTED, parent=upper).first()
        if row is None:
            raise IllegalMove(GONE)
        removed = _removal_of(edition, upper)
        if removed:
            return put_back(edition, removed, by=by).clause.pk
        return copy(edition, upper, by=by, opened=row.opened)


def _removal_of(edition, upper):
    """Return the RemovedClause that alone says what became of a clause of theirs, or None."""
    for row in edition.removed.filter(restored_at=None, is_joined=False).order_by("-pk"):
        first = row.content["clauses"][0]
        if any(each["parent_id"] == upper for each in first["lineage"]):
            return row
    return None


def copy(edition, upper, *, by, opened=None):
    """Copy a clause of the edition that is answered into a draft; return the key of ours. Called within editing.

    opened: as Lineage has it, of what a newer edition above brought.
    """
    theirs, tree = Theirs(edition), tree_of(edition)
    node = theirs.copy(upper)
    tree.put(node, *_place(edition, tree, theirs.tree.nodes[upper]))
    theirs.store(edition, tree, by=by)
    Lineage.objects.create(
        edition=edition,
        clause=node.clause,
        parent_id=upper,
        relation=Lineage.Relation.KEPT,
        score=1.0,
        confirmed=True,
        opened=opened,
    )
    return node.clause.pk


def _place(edition, tree, theirs):
    """Return (parent, place) in our tree: behind what comes from the nearest one before it, else first in what comes from its part."""
    ours = dict(edition.lineage.filter(clause__isnull=False).order_by("pk").values_list("parent", "clause"))
    sisters = theirs.parent.children
    for sister in reversed(sisters[: theirs.place]):
        if node := tree.nodes.get(ours.get(sister.clause.pk)):
            return node.parent, node.place + 1
    for sister in sisters[theirs.place + 1 :]:
        if node := tree.nodes.get(ours.get(sister.clause.pk)):
            return node.parent, node.place
    part = theirs.parent.clause and tree.nodes.get(ours.get(theirs.parent.clause.pk))
    return (part, 0) if part else (tree.root, len(tree.root.children))
