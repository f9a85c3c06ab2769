"""Both texts of an adaptation side by side: what was done with each clause, and what is still to be decided."""

from functools import cached_property

from ..comparing.drafted import comparison_of
from ..grams import runs
from ..lineage.locks import held_clauses
from ..lineage.nodes import comparable
from ..models import Lineage
from .deciding import opened
from .forms import ShownForm

AKIN = 3  # characters in a row that two texts on one matter have in common somewhere


def above(edition):
    """Return the notices that a draft descends from, the nearest first: three at most."""
    found, notice = [], edition.answers.notice
    while notice:
        found.append(notice)
        notice = notice.parent
    return found


class SideBySide:
    """A draft beside the edition that it answers, or beside a notice further up. A fixed number of queries for any text."""

    def __init__(self, edition, upper=None):
        self.edition, self.upper = edition, upper or edition.answers.notice

    @cached_property
    def comparison(self):
        return comparison_of(self.edition, self.upper)

    @property
    def is_direct(self):
        return self.upper == self.edition.answers.notice

    @cached_property
    def own(self):
        """{key of a clause of ours: its Pair}."""
        return {pair.own[0].pk: pair for pair in self.comparison.pairs if pair.own}

    @cached_property
    def opened(self):
        """The keys of the clauses of ours that a newer edition above has opened, and that nobody has answered."""
        return set(opened(self.edition.lineage.all()).values_list("clause", flat=True))

    @cached_property
    def locked(self):
        """The keys of the clauses of ours that a notice above holds by a lock: they cannot be left out. Seven queries at most."""
        return held_clauses(self.edition)

    @cached_property
    def left_out(self):
        """{key of a clause of theirs that ours has nothing of: its Pair}."""
        return {pair.above[0].pk: pair for pair in self.comparison.pairs if not pair.own}

    @cached_property
    def comparable(self):
        """The keys of the clauses of theirs that something can come from."""
        return [*comparable(self.edition.answers_id)]

    def strangers(self, key, parents):
        """Return those of the clauses of theirs, given by keys, that have hardly a word in common with one of ours.

        Each with all below it, as they are compared.
        """
        both = self.comparison
        ours = runs(both.ours.text(both.ours.by_id[key]), AKIN)
        theirs = [both.theirs.by_id[each] for each in parents]
        return [each for each in theirs if ours and not runs(both.theirs.text(each), AKIN) & ours]

    @property
    def tally(self):
        """[(relation, how many pairs)], in the order of Relation."""
        kinds = [pair.relation for pair in self.comparison.pairs]
        return [(kind, kinds.count(kind)) for kind in Lineage.Relation if kind in kinds]

    @property
    def open(self):
        """How many are still to be decided."""
        return sum(not pair.is_decided for pair in self.comparison.pairs)

    @property
    def unexplained(self):
        """How many are left out and nobody has said why."""
        return sum(not pair.own and not pair.reason for pair in self.comparison.pairs)

    @property
    def count(self):
        return len(self.comparison.pairs)

    def groups(self, only=""):
        """Return the comparison.Groups with the pairs of a relation, or of ShownForm.OPEN, or all."""
        if only == ShownForm.OPEN:
            return self.comparison.those(lambda pair: pair.relation and not pair.is_decided)
        return self.comparison.only(only)
