"""How an edition's clauses relate to those of its parent, or of a notice further up: lineage, composed level by level."""

import hashlib
from typing import NamedTuple

from ..models import Lineage

Relation = Lineage.Relation
NOT_TOLD = "居中一级的通知未列，该通知未公开"


class Link(NamedTuple):
    """What one row of lineage says. Either side may be missing: a new clause, or one left out."""

    clause_id: int | None
    parent_id: int | None
    relation: str
    reason: str = ""
    confirmed: bool = False


def links_of(edition_id):
    """Return the Links of one edition to its parent's, and the id of the edition of the parent that they name, or None."""
    rows = Lineage.objects.filter(edition=edition_id).order_by("pk")
    found = list(rows.values_list("clause", "parent", "relation", "reason", "confirmed", "parent__edition"))
    answered = {edition for *_, edition in found if edition}
    return [Link(*row) for *row, _ in found], max(answered, default=None)


def composed(lower, upper, name="", is_told=True):
    """Return the Links from the edition of `lower` to the one above that of `upper`.

    A clause goes back to all that its parents go back to. What the middle one left out stays left out, with its reason;
    what only the lower one left out is so too. `name` is the middle notice's; where `is_told` is false it has no public
    page, and nothing that only it says is repeated.
    """
    above = {}
    for link in upper:
        above.setdefault(link.clause_id, []).append(link)
    omitted = [link._replace(reason=_by(name, link.reason, is_told)) for link in above.pop(None, [])]
    found, reached = [], set()
    for clause_id, links in _by_clause(lower).items():
        roots = [(link, root) for link in links for root in above.get(link.parent_id, ()) if root.parent_id]
        reached |= {root.parent_id for _, root in roots}
        found += _through(clause_id, roots) or [Link(clause_id, None, Relation.NEW, "", links[0].confirmed)]
    return found + omitted + _lost(lower, above, reached)


def _lost(lower, above, reached):
    """What the middle one carried and the lower one does not: each with the reasons and the confirmation of both."""
    gone = {link.parent_id: link for link in lower if link.clause_id is None}
    carriers = {}
    for clause_id, links in above.items():
        for link in links:
            if link.parent_id and link.parent_id not in reached:
                carriers.setdefault(link.parent_id, []).append((gone.get(clause_id), link))
    return [
        Link(
            None,
            parent_id,
            Relation.OMITTED,
            "；".join(dict.fromkeys(row.reason for row, _ in pairs if row and row.reason)) or Lineage.UNSTATED,
            all(row and row.confirmed and link.confirmed for row, link in pairs),
        )
        for parent_id, pairs in carriers.items()
    ]


def _by(name, reason, is_told):
    if not is_told:
        return NOT_TOLD
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


def fingerprint(*content):
    """Return the hash of all that a comparison shows: both texts, their names and relations. 64 hexadecimal digits."""
    return hashlib.sha256(repr(content).encode()).hexdigest()
