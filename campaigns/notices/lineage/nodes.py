"""What of a stored edition can be compared, and how it seems to derive from the edition of its parent."""

from ..alignment import Node, align, nodes_of
from ..models import Clause, Lineage
from ..reading import Attachment, Piece, Reading


def stored_nodes(*editions) -> list[list[Node]]:
    """Return what can be compared in each stored edition, given by their keys; each Node's key is that of its clause. One query."""
    found = nodes_among(Clause.objects.filter(edition__in=editions).select_related("parent"), editions)
    return [found[edition] for edition in editions]


def comparable(edition) -> dict[int, Node]:
    """Return {key of a clause: its Node} of what in a stored edition can come from something, or be carried on.

    edition: its key. A bare heading is no such thing: it derives through what stands below it. One query.
    """
    (found,) = stored_nodes(edition)
    return {node.key: node for node in found if not node.bare}


def nodes_among(clauses, editions) -> dict[int, list[Node]]:
    """Return {key of an edition: what can be compared in it}, of clauses in order that come with the one above each."""
    readings = {edition: Reading() for edition in editions}
    made = {}
    for clause in clauses:
        _put_back(clause, made, readings[clause.edition_id])
    return {key: nodes_of(reading) for key, reading in readings.items()}


def _put_back(clause, made, reading):
    """Make of a stored clause the piece that it was read as, under the piece that it stood under."""
    if clause.kind == Clause.Kind.ATTACHMENT:
        made[clause.pk] = Attachment(0, label=clause.path, title=clause.heading, key=clause.pk)
        reading.attachments.append(made[clause.pk])
        return
    label = clause.path.removeprefix(clause.parent.path if clause.parent else "")
    made[clause.pk] = Piece(clause.kind, 0, text=clause.text, label=label, heading=clause.heading, key=clause.pk)
    above = made.get(clause.parent_id)
    if above is None:
        reading.sections += [made[clause.pk]] if clause.kind == Clause.Kind.SECTION else []
    else:
        (above.pieces if isinstance(above, Attachment) else above.children).append(made[clause.pk])


def propose(edition, parent, reason=""):
    """Store how `edition` seems to derive from the edition `parent`. reason: that of what it leaves out, where nobody is asked.

    A heading over clauses derives through them and gets no row of its own: 照录 on it would speak for them all.
    """
    alignment = align(*stored_nodes(edition.pk, parent.pk))
    rows = []
    for match in alignment.matches:
        if not match.child.bare:
            facts = {"edition": edition, "clause_id": match.child.key, "relation": match.relation, "score": match.score}
            rows += [Lineage(**facts, parent_id=node.key) for node in match.parents] or [Lineage(**facts)]
    for node in alignment.omitted:
        if not node.bare:
            rows.append(Lineage(edition=edition, parent_id=node.key, relation="omitted", reason=reason))
    Lineage.objects.bulk_create(rows)
