"""What the clauses of a draft are to those of the edition that it answers, told from what was done to them.

Of every clause of ours it is said where it comes from, of every clause of theirs what became of it: on the way out of
each writing, whatever was written. The relation follows from the texts. That somebody has decided is another matter
(`confirmed`): whoever writes, moves or joins a clause decides, and so does whoever says so on the page of the adaptation.
"""

from ..alignment import Match, align, relation_of, sections_of
from ..models import Lineage
from .nodes import comparable
from .onwards import led_on

Relation = Lineage.Relation
OF_SAME_WORDS = (Relation.KEPT, Relation.MOVED)
OF_OTHER_WORDS = (Relation.ADAPTED, Relation.MOVED)
WRITTEN = ("clause_id", "parent_id", "relation", "reason", "confirmed", "opened")


def relate(edition):
    """Bring the lineage of a draft in line with its text. Called in the transaction that writes it. A fixed number of queries."""
    known = Known(edition)
    known.follow()
    known.hand_over()
    known.take_in_new()
    known.name_relations()
    known.find_omitted()
    known.write()


class Known:
    """What of both editions can be compared, and the rows between: as they are stored, and as they come to be."""

    def __init__(self, edition):
        self.edition = edition
        self.ours, self.theirs = comparable(edition.pk), comparable(edition.answers_id)
        self.above = dict(edition.clauses.values_list("pk", "parent"))
        self.rows = list(edition.lineage.order_by("pk"))
        self.before = {row.pk: _facts(row) for row in self.rows}

    def follow(self):
        """Let rows lead into the edition that is answered: that may be a newer one, and what was put back an older one."""
        self.rows, self.new_above = led_on(self.rows, self.edition.answers_id, self.theirs)

    def hand_over(self):
        """What is compared by itself no more, since it stands in another clause, hands its descent to that one.

        Whoever put it there has decided on both.
        """
        decided = set()
        for row in self.rows:
            if row.clause_id and row.clause_id not in self.ours:
                row.clause_id = 0 if row.parent_id is None else self._holder(row.clause_id)
                decided |= {row.clause_id} if row.confirmed else set()
        self.rows = _once(row for row in self.rows if row.clause_id != 0)
        for row in self.rows:
            row.confirmed = row.confirmed or row.clause_id in decided

    def _holder(self, key):
        """Return the key of what a clause stands in, as far as that is compared; 0 where nothing is."""
        while key and key not in self.ours:
            key = self.above.get(key)
        return key or 0

    def take_in_new(self):
        """What comes from nowhere is new, unless it is like what nobody has left out for good: then somebody is to say so."""
        derived = {row.clause_id for row in self.rows if row.parent_id and row.clause_id}
        self.rows = [row for row in self.rows if row.relation != Relation.NEW or row.clause_id not in derived]
        told = {row.clause_id for row in self.rows if row.clause_id}
        fresh, free = [self.ours[key] for key in self.ours if key not in told], self._free()
        alike = align(fresh, free).matches if fresh and free else map(Match, fresh)
        for match in alike:
            for parent in match.parents:
                self._add(match.child.key, parent.key, Relation.ADAPTED, confirmed=False)
            if not match.parents:
                self._add(match.child.key, None, Relation.NEW, confirmed=True)

    def _free(self):
        """Return the nodes of theirs that nothing carries on, and that nobody has left out."""
        taken = {row.parent_id for row in self.rows if row.clause_id or row.confirmed}
        return [node for key, node in self.theirs.items() if key not in taken]

    def _add(self, clause, parent, relation, confirmed):
        row = Lineage(edition=self.edition, clause_id=clause, parent_id=parent, relation=relation, confirmed=confirmed)
        self.rows.append(row)

    def name_relations(self):
        found = {}
        for row in self.rows:
            if row.clause_id and row.parent_id:
                found.setdefault(row.clause_id, []).append(row)
        matches = {
            key: Match(self.ours[key], [self.theirs[row.parent_id] for row in rows]) for key, rows in found.items()
        }
        sections = sections_of(matches.values())
        for key, rows in found.items():
            relation = Relation(relation_of(matches[key], sections))
            for row in rows:
                row.relation = row.relation if _is_chosen(row, relation) else relation
                row.reason = "" if relation in OF_SAME_WORDS else row.reason  # ours says what theirs does by now

    def find_omitted(self):
        carried = {row.parent_id for row in self.rows if row.clause_id}
        self.rows = [row for row in self.rows if row.clause_id or row.parent_id not in carried]
        told = {row.parent_id for row in self.rows}
        for key in self.theirs:
            if key not in told:
                self._add(None, key, Relation.OMITTED, confirmed=False)
                self.rows[-1].opened = [] if key in self.new_above else None  # opened, and nothing stood there before

    def write(self):
        left = {row.pk for row in self.rows}
        gone = [key for key in self.before if key not in left]
        changed = [row for row in self.rows if row.pk and _facts(row) != self.before[row.pk]]
        if gone:
            self.edition.lineage.filter(pk__in=gone).delete()
        if changed:
            Lineage.objects.bulk_update(changed, [name.removesuffix("_id") for name in WRITTEN])
        Lineage.objects.bulk_create(row for row in self.rows if row.pk is None)


def _facts(row):
    return tuple(getattr(row, name) for name in WRITTEN)


def _once(rows):
    """Return the rows without a second one of the same two clauses."""
    return list({(row.clause_id, row.parent_id): row for row in reversed(list(rows))}.values())[::-1]


def _is_chosen(row, relation):
    """Whether somebody has said what a clause is, and the texts do not speak against it."""
    if not row.is_set or relation == Relation.MERGED:
        return False
    is_same = relation in OF_SAME_WORDS
    return row.relation in (OF_SAME_WORDS if is_same else OF_OTHER_WORDS)


# --- what acts do to it -------------------------------------------------------------------------------------------


def hand_over_descent(gone, kept):
    """Let a clause come from what another one comes from, which it has taken in, too. Both by their keys.

    What comes from two clauses of theirs is merged of them; what comes from any is not new.
    """
    own = Lineage.objects.filter(clause=kept)
    known = own.filter(parent__isnull=False).values_list("parent", flat=True)
    rows = Lineage.objects.filter(clause=gone, parent__isnull=False)
    rows.exclude(parent__in=list(known)).update(clause=kept)
    if (derived := own.filter(parent__isnull=False)).count() > 1:
        derived.update(relation=Relation.MERGED)
    if derived.exists():
        own.filter(parent=None).delete()


def share_descent(whole, part):
    """Let a part of a clause that was split come from what the whole comes from. Both by their keys."""
    rows = Lineage.objects.filter(clause=whole, parent__isnull=False)
    Lineage.objects.bulk_create(
        Lineage(
            edition_id=row.edition_id, clause_id=part, parent_id=row.parent_id, relation=row.relation, confirmed=True
        )
        for row in rows
    )


# --- deciding -----------------------------------------------------------------------------------------------------


def undecided(edition):
    """Return the rows of a draft's lineage that nobody has decided on."""
    return edition.lineage.filter(confirmed=False)


def decide(edition, *keys):
    """What is written or moved by hand is decided: these clauses of ours, or what they stand in. Three queries at most."""
    if edition.answers_id is None:
        return
    above = dict(edition.clauses.values_list("pk", "parent"))
    told = set(edition.lineage.filter(clause__isnull=False).values_list("clause", flat=True))
    found = {_nearest(key, above, told) for key in keys}
    edition.lineage.filter(clause__in=found - {None}, confirmed=False).update(confirmed=True)


def _nearest(key, above, told):
    while key and key not in told:
        key = above.get(key)
    return key


def derives(edition, keys):
    """Whether any of these clauses of ours comes from above."""
    rows = edition.lineage.filter(clause__in=keys, parent__isnull=False)
    return edition.answers_id is not None and rows.exists()


def omit(edition, keys, reason):
    """Say why what these clauses of ours come from is left out; they are about to go. What others carry on stays theirs.

    Return the keys of what is left out.
    """
    rows = edition.lineage.filter(parent__isnull=False)
    parents = set(rows.filter(clause__in=keys).values_list("parent", flat=True))
    carried = set(rows.filter(parent__in=parents).exclude(clause__in=keys).values_list("parent", flat=True))
    facts = {"edition": edition, "relation": Relation.OMITTED, "reason": reason, "confirmed": True}
    Lineage.objects.bulk_create(Lineage(parent_id=key, **facts) for key in parents - carried)
    return parents - carried
