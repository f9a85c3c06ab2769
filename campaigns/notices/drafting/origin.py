"""Where the clauses of a draft come from, as the editor shows it: what the notice above says beside what we say."""

from functools import cached_property

from ..comparing.drafted import comparison_of


class Origins:
    """What the clauses of a draft are to those of the edition that it answers. Three queries, none where it answers nothing."""

    def __init__(self, edition):
        self.edition = edition

    @cached_property
    def pairs(self):
        """{key of a clause of ours: its comparison.Pair}."""
        if self.edition.answers_id is None:
            return {}
        return {pair.own[0].pk: pair for pair in comparison_of(self.edition).pairs if pair.own}

    @property
    def upper(self):
        return self.edition.answers.notice

    def of(self, node):
        """Return the Pair of a clause in the tree, or of the one that it stands in; None where neither comes from anywhere."""
        while node.clause:
            if pair := self.pairs.get(node.clause.pk):
                return pair
            node = node.parent
        return None
