"""Letting a clause of ours say what one of theirs says, with all below both: words, tables and files. Called within editing."""

from ..drafting.arranging import arrange
from ..drafting.copying import anew
from ..drafting.tree import OF_CLAUSE, Node, Tree
from ..lineage.nodes import stored_nodes
from ..models import AttachmentFile, Clause

WRITTEN = ("listed", "table")  # what arranging does not write


class Theirs:
    """The text of the edition that a draft answers, as far as the draft takes it over. A fixed number of queries.

    pairs: (our Clause, theirs) of what is one now; gone: our nodes that theirs has nothing of, for the caller to take out.
    What is compared by itself, of theirs or of ours, stays where it is.
    """

    def __init__(self, edition):
        self.tree = Tree(Clause.objects.filter(edition=edition.answers_id).order_by("position"))
        self.apart = {node.key for nodes in stored_nodes(edition.pk, edition.answers_id) for node in nodes}
        self.pairs, self.gone = [], []

    def copy(self, key):
        """Return a new node that says what theirs with this key does."""
        return self.say(_like(self.tree.nodes[key]), key)

    def say(self, mine, key):
        """Let a node of ours say what theirs with this key does; return it."""
        self._say(mine, self.tree.nodes[key])
        return mine

    def _say(self, mine, theirs):
        """What stands below both is paired in order as long as it is of one kind: who carries out what stays where it was."""
        _copy_facts(mine.clause, theirs.clause)
        self.pairs.append((mine.clause, theirs.clause))
        ours, others = ([each for each in node.children if each.clause.pk not in self.apart] for node in (mine, theirs))
        same = 0
        while same < min(len(ours), len(others)) and ours[same].kind == others[same].kind:
            self._say(ours[same], others[same])
            same += 1
        self.gone += ours[same:]
        at = mine.children.index(ours[same - 1]) + 1 if same else 0
        for offset, each in enumerate(others[same:]):
            made = _like(each)
            made.hang(mine, at + offset)
            self._say(made, each)

    def store(self, edition, tree, *, by):
        """Write the tree of the draft, in which what was said stands by now, with the tables and files of theirs."""
        arrange(edition, tree, by=by)
        Clause.objects.bulk_update([mine for mine, _ in self.pairs], WRITTEN)
        _take_files(self.pairs)


def _like(node):
    """Return a new node of the kind of another one, with the form of its number."""
    return Node(Clause(kind=node.clause.kind, marker=node.clause.marker))


def _copy_facts(mine, theirs):
    before = [getattr(mine, name) for name in OF_CLAUSE]
    for name in OF_CLAUSE:
        if name not in ("kind", "marker"):
            setattr(mine, name, getattr(theirs, name))
    if mine.pk and before != [getattr(mine, name) for name in OF_CLAUSE]:
        mine.version += 1  # whoever has it open is told


def _take_files(pairs):
    keys = [one.pk for both in pairs for one in both]
    files = {row.clause_id: row for row in AttachmentFile.objects.filter(clause__in=keys)}
    AttachmentFile.objects.filter(clause__in=[mine.pk for mine, _ in pairs]).delete()
    AttachmentFile.objects.bulk_create(
        anew(files[theirs.pk], clause=mine) for mine, theirs in pairs if theirs.pk in files
    )
