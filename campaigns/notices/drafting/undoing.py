"""What takes an act back: offered only where the text would then stand as it stood before, number by number."""

from . import tree as trees
from .arranging import number, tree_of
from .tree import CannotArrange

UNDONE_BY = {"up": trees.down, "down": trees.up, "demote": trees.promote, "promote": trees.demote}


def undo_of(edition, key, act):
    """Return how many clauses what takes an act back must release again, or None where nothing takes it back whole.

    The act is tried in memory, before it is done. One query.
    """
    tree = tree_of(edition) if act in UNDONE_BY else None
    node = tree and tree.nodes.get(key)
    if node is None:
        return None
    before, taken = _picture(tree), len(node.parent.children) - node.place - 1 if act == "promote" else 0
    facts = {"release": taken} if act == "promote" else {}
    try:
        getattr(trees, act)(tree, node)
        UNDONE_BY[act](tree, node, **facts)
    except CannotArrange:
        return None
    return taken if _picture(tree) == before else None


def _picture(tree):
    order = list(tree.walk())
    number(order)
    return [
        (node.clause.pk, node.parent.clause and node.parent.clause.pk, node.kind, node.clause.marker) for node in order
    ]
