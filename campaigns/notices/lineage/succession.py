"""What an edition says, so that it can be looked for in a later one: clauses keep their uid, and name those that they took in."""

import hashlib
from dataclasses import dataclass, field

from ..models import Clause
from .nodes import stored_nodes

FACTS = ("pk", "edition", "uid", "joined", "parent", "table", "file__sha256")


@dataclass
class Text:
    """What of one edition can be compared. Its keys are those of clauses.

    words: what each node says, with the tables and files in it; a bare heading is none. uids: the uid of each node.
    holders: for the uid of any clause that stands here, or was joined to one that does, the node that it stands in.
    """

    words: dict = field(default_factory=dict)
    uids: dict = field(default_factory=dict)
    holders: dict = field(default_factory=dict)

    def became(self, older, key):
        """Return the key of the node in which a node of an older Text stands here, None where it is gone."""
        return self.holders.get(older.uids.get(key))

    def differs(self, older, key):
        """Whether that node says something else than the older one did."""
        return self.words[self.became(older, key)] != older.words[key]

    def added(self, older):
        """Return the keys of the nodes in which nothing stands that was a node of an older Text, in order."""
        known = {self.became(older, key) for key in older.words}
        return [key for key in self.words if key not in known]


def texts_of(editions):
    """Return {key of an edition: its Text}. editions: their keys. Two queries, however many they are."""
    keys = sorted({*editions})
    if not keys:
        return {}
    nodes = stored_nodes(*keys)
    texts = {
        key: Text({node.key: node.text for node in found if not node.bare})
        for key, found in zip(keys, nodes, strict=True)
    }
    _place(texts)
    return texts


def _place(texts):
    """Say of every clause which node it stands in, and of every node what it holds beside its words."""
    at = {}
    rows = Clause.objects.filter(edition__in=texts).order_by("position")
    for key, edition, uid, joined, above, table, file in rows.values_list(*FACTS):
        text = texts[edition]
        holder = at[key] = key if key in text.words else at.get(above)
        if holder is None:
            continue
        if holder == key:
            text.uids[key] = str(uid)
        text.holders[str(uid)] = holder
        for other in joined or ():
            text.holders.setdefault(other, holder)
        if table or file:
            text.words[holder] += hashlib.sha256(repr((table, file)).encode()).hexdigest()
