"""How an edition's clauses relate to those of its parent, or of a notice further up: lineage, composed level by level."""

import hashlib
from typing import NamedTuple

from ..models import Lineage

Relation = Lineage.Relation


class Link(NamedTuple):
    """What one row of lineage says. Either side may be missing: a new clause, or one left out."""

    clause_id: int | None
    parent_id: int | None
    relation: str
    reason: str = ""
    confirmed: bool = False


def links_of(edition_id):
    """Return the Links of one edition to its parent's."""
    rows = Lineage.objects.filter(edition=edition_id).order_by("pk")
    return [Link(*row) for row in rows.values_list("clause", "parent", "relation", "reason", "confirmed")]


def composed(lower, upper, name=""):
    """Return the Links from the edition of `lower` to the one above that of `upper`.

    A clause goes back to all that its parents go back to. What the middle one left out stays left out, with its reason;
    what only the lower one left out is so too. `name` is the middle notice's, for reasons.
    """
    above = {}
    for link in upper:
        above.setdefault(link.clause_id, []).append(link)
    omitted = [link._replace(reason=_by(name, link.reason)) for link in above.pop(None, [])]
    found, reached = [], set()
    for clause_id, links in _by_clause(lower).items():
        roots = [(link, root) for link in links for root in above.get(link.parent_id, ()) if root.parent_id]
        reached |= {root.parent_id for _, root in roots}
        found += _through(clause_id, roots) or [Link(clause_id, None, Relation.NEW, "", links[0].confirmed)]
    carried = {root.parent_id: clause_id for clause_id, links in above.items() for root in links if root.parent_id}
    reasons = {link.parent_id: link.reason for link in lower if link.clause_id is None}
    lost = [
        Link(None, parent_id, Relation.OMITTED, reasons.get(clause_id, Lineage.UNSTATED))
        for parent_id, clause_id in carried.items()
        if parent_id not in reached
    ]
    return found + omitted + lost


def _by(name, reason):
    return f"{name}未列：{reason}" if name else reason


def _by_clause(links):
    found = {}
    for link in links:
        if link.clause_id is not None:
            found.setdefault(link.clause_id, []).append(link)
    return found


def _through(clause_id, roots):
    """One Link for each clause at the top; the weaker relation of the two steps is that of both."""
    parents = dict.fromkeys(root.parent_id for _, root in roots)
    steps = {link.relation for link, _ in roots} | {root.relation for _, root in roots}
    relation = Relation.MERGED if len(parents) > 1 else _weaker(steps)
    confirmed = all(link.confirmed and root.confirmed for link, root in roots)
    return [Link(clause_id, parent, relation, "", confirmed) for parent in parents]


def _weaker(steps):
    """Kept only where every step kept it; moved where none changed a word; else adapted."""
    if steps <= {Relation.KEPT, Relation.MOVED}:
        return Relation.MOVED if Relation.MOVED in steps else Relation.KEPT
    return Relation.ADAPTED


def tally_of(links):
    """Return [(relation, how many of our clauses; for an omission, of the upper ones)], in the order of Relation."""
    found = {}
    for link in links:
        found.setdefault(link.relation, set()).add(link.clause_id or -link.parent_id)
    return [(relation, len(found[relation])) for relation in Relation if relation in found]


def fingerprint(edition, upper, links):
    """Return the hash of all that a comparison shows: both texts and their relations. 64 hexadecimal digits."""
    content = repr((edition.digest, upper.digest, sorted(map(repr, links))))
    return hashlib.sha256(content.encode()).hexdigest()
