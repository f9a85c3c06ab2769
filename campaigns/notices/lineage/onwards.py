"""From the edition that lineage leads into to a newer one: what is the same there stays decided, what is not is opened again."""

from ..models import Clause, Lineage
from .succession import texts_of

Relation = Lineage.Relation


def led_on(rows, answered, nodes):
    """Return (rows of lineage so that all of them lead into one edition, the keys of the nodes that are new there).

    The rows are changed, and not stored.

    answered: the key of that edition; nodes: those of it that something can come from, by their keys. A row keeps in
    `opened` what it came from where that says something else by now, or is gone; nobody has decided on it then. What was
    left out and is gone is nobody's matter any more, nor is what came from a bare heading. Three queries; none where no
    row leads elsewhere.
    """
    strays = {row.parent_id for row in rows if row.parent_id} - {*nodes}
    if not strays:
        return rows, set()
    editions = dict(Clause.objects.filter(pk__in=strays).values_list("pk", "edition"))
    texts = texts_of([*editions.values(), answered])
    rows = [row for row in rows if row.parent_id not in strays or row.parent_id in texts[editions[row.parent_id]].words]
    for row in rows:
        if row.parent_id in strays:
            _lead_on(row, texts[editions[row.parent_id]], texts[answered])
    return _without_gone(_joined(rows)), _new(texts, {*editions.values()}, answered)


def _new(texts, editions, answered):
    """Return the keys of what in the edition that is answered now was in none of the others."""
    added = [{*texts[answered].added(texts[edition])} for edition in editions - {answered}]
    return set.intersection(*added) if added else set()


def _lead_on(row, old, new):
    row.before, row.parent_id = row.parent_id, new.became(old, row.parent_id)
    if row.parent_id is None or new.differs(old, row.before):
        _open(row)


def _open(row, *before):
    """Ask for a decision again. Where nobody has taken the last one yet, it is still asked about what stood there before."""
    asked = (not row.confirmed and row.opened) or [key for key in [getattr(row, "before", None)] if key]
    row.opened, row.confirmed = list(dict.fromkeys([*asked, *before])), False


def _joined(rows):
    """Return the rows with one of the same two clauses: what became one clause above is one origin of ours."""
    found = {}
    for row in rows:
        first = found.setdefault((row.clause_id, row.parent_id), row)
        if first is not row:
            _take_in(first, row)
    return list(found.values())


def _take_in(first, row):
    opened = [each.opened for each in (first, row) if each.opened is not None]
    first.opened = list(dict.fromkeys(key for keys in opened for key in keys)) if opened else None
    first.confirmed = first.confirmed and row.confirmed


def _without_gone(rows):
    """Of a clause of which a part of the origins is gone, somebody decides on the rest; one whose origins all are is our own."""
    left = {row.clause_id: row for row in reversed(rows) if row.clause_id and row.parent_id}
    kept = []
    for row in rows:
        if row.parent_id or row.relation == Relation.NEW:
            kept.append(row)
        elif row.clause_id in left:
            _open(left[row.clause_id], *row.opened)
        elif row.clause_id:
            row.relation = Relation.NEW
            kept.append(row)
    return kept
