"""What an edition bears: which words stand in which of its clauses, with all below them, and what carries on what above."""

import re
from functools import cached_property

from ..alignment import Node
from ..models import Clause, Lineage
from ..reading.characters import same
from .nodes import nodes_among

SLOGANS = "口号"  # what the heading of a list of them says


def stands(words, text):
    """Whether words stand in a text, both as they are compared: 1日至30日 does not stand in 11日至30日."""
    if not words:
        return False
    before, after = (r"(?<!\d)" if words[0].isdigit() else ""), (r"(?!\d)" if words[-1].isdigit() else "")
    return re.search(before + re.escape(words) + after, text) is not None


class Bearing:
    """What an edition says: its nodes, and of every clause what it says itself and which node it belongs to.

    carried: {node above: [nodes of its own that carry it on]}.
    """

    def __init__(self, clauses, nodes: list[Node]):
        self.clauses = {clause.pk: clause for clause in clauses}
        self.nodes = {node.key: node for node in nodes if not node.bare}
        self.carried = {}

    @cached_property
    def pieces(self):
        return {key: same(clause.heading + clause.text) for key, clause in self.clauses.items()}

    @cached_property
    def below(self):
        found = {}
        for clause in self.clauses.values():
            found.setdefault(clause.parent_id, []).append(clause.pk)
        return found

    def under(self, key):
        """What a clause says with all below it."""
        return self.pieces[key] + "".join(self.under(each) for each in self.below.get(key, ()))

    def says(self, words):
        """Whether words stand anywhere in it."""
        return any(stands(words, piece) for piece in self.pieces.values())

    def announces(self, theme):
        """Whether a theme stands in any node but among the slogans, of which one may be the same."""
        return any(stands(theme, node.text) for node in self.nodes.values() if SLOGANS not in node.heading)

    def holder(self, key):
        """Return the key of the node that a clause is, or belongs to; None where it belongs to none."""
        while key is not None and key not in self.nodes:
            key = self.clauses[key].parent_id if key in self.clauses else None
        return key


def bearings_of(*editions):
    """Return {key of an edition: its Bearing} of editions given by their keys. Two queries."""
    clauses = list(Clause.objects.filter(edition__in=editions).select_related("parent").order_by("position"))
    nodes = nodes_among(clauses, editions)
    texts = {key: Bearing([each for each in clauses if each.edition_id == key], found) for key, found in nodes.items()}
    rows = Lineage.objects.filter(edition__in=texts, clause__isnull=False, parent__isnull=False).order_by("pk")
    for key, clause, parent in rows.values_list("edition", "clause", "parent"):
        texts[key].carried.setdefault(parent, []).append(texts[key].holder(clause))
    return texts
