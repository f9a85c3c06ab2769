"""The clauses of a draft as a tree, and what can be done to its order. No query: arranging.py reads and writes the rows.

Every act takes the tree and the node in hand, changes the tree and returns the node to show next. It raises
CannotArrange, with a sentence for the person, before it has changed anything.
"""

import hashlib
import re

from ..models import Clause

Kind = Clause.Kind
OF_CLAUSE = ("kind", "marker", "heading", "text", "listed", "table")  # what a clause says, wherever it stands
RANKED = (Kind.SECTION, Kind.CLAUSE, Kind.ITEM)  # those that bear numbers, from above to below
ZONES = {Kind.PREAMBLE: 0, Kind.CLOSING: 2, Kind.ATTACHMENT: 3}  # the order of what stands at the top; else 1
PLAIN = (Kind.PARAGRAPH, Kind.SLOGAN)
BELOW = {  # what may stand under what
    None: (Kind.PREAMBLE, *RANKED, *PLAIN, Kind.CLOSING),
    Kind.ATTACHMENT: (*RANKED, *PLAIN),
    Kind.SECTION: (Kind.CLAUSE, Kind.ITEM, *PLAIN),
    Kind.CLAUSE: (Kind.ITEM, *PLAIN),
    Kind.ITEM: (Kind.ITEM, *PLAIN),
}
FIRST_BELOW = {None: Kind.SECTION, Kind.ATTACHMENT: Kind.SECTION, Kind.SECTION: Kind.CLAUSE}  # else an item
ADDED = [kind for kind in Kind if kind not in (Kind.ATTACHMENT, Kind.TABLE)]  # those are added with their own pages
DEEPEST = 6
LONGEST = 20_000  # characters of one clause
MOST_PARTS = 200  # that one clause is split into at once
BREAK = re.compile(r"\s*\n\s*")


class CannotArrange(Exception):
    """An act that the place of a clause does not allow. `str` is a sentence for the person who tried."""


class Node:
    """One clause in its place. The root of the tree is a Node without clause."""

    def __init__(self, clause=None, parent=None):
        self.clause, self.parent, self.children = clause, parent, []

    @property
    def kind(self):
        return self.clause and Kind(self.clause.kind)

    @property
    def zone(self):
        return ZONES.get(self.kind, 1)

    @property
    def place(self):
        return self.parent.children.index(self)

    @property
    def depth(self):
        """How many stand above it: 0 for what stands at the top."""
        return self.parent.depth + 1 if self.parent.clause else 0

    def sister(self, step):
        """The sister that stands `step` places on, or None."""
        at = self.place + step
        return self.parent.children[at] if 0 <= at < len(self.parent.children) else None

    def height(self):
        """How many levels stand below it."""
        return 1 + max(child.height() for child in self.children) if self.children else 0

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def hang(self, parent, at):
        """Stand under `parent` at this place. Who leaves another parent loses its number until it is numbered anew."""
        if self.parent not in (None, parent):
            self.clause.marker = ""
        self.parent = parent
        parent.children.insert(at, self)

    def take_out(self):
        self.parent.children.remove(self)

    def be(self, kind):
        if kind != self.clause.kind:
            self.clause.kind, self.clause.marker = kind, ""

    def fit(self):
        """Let what bears numbers, here and below, be what its place asks for."""
        if self.kind in RANKED:
            self.be(FIRST_BELOW.get(self.parent.kind, Kind.ITEM))
        for child in self.children:
            child.fit()


class Tree:
    """The clauses of one edition. `absorbed` are pairs: a clause that is gone, and the one that took it in; `divided`: a
    clause that was split, and a part of it that is a clause now.
    """

    def __init__(self, clauses):
        self.root, self.nodes = Node(), {}
        self.absorbed, self.divided = [], []
        for clause in clauses:
            parent = self.nodes.get(clause.parent_id, self.root)
            node = self.nodes[clause.pk] = Node(clause, parent)
            parent.children.append(node)

    def walk(self):
        """Yield every node in the order of the text."""
        for node in self.root.children:
            yield from node.walk()

    @property
    def shape(self):
        """What stands where, as a short text: two editors with the same shape see the same order."""
        said = ",".join(
            f"{node.clause.pk}.{node.parent.clause and node.parent.clause.pk}.{node.kind}" for node in self.walk()
        )
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def neighbours(self, node):
        """Return (the one before, the one after) in the order of the text, None where there is none."""
        order = list(self.walk())
        at = order.index(node)
        return order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None

    def put(self, node, parent, at):
        """Hang a node as near to place `at` as the order of preamble, text, closing and attachments allows."""
        zones = [sister.zone for sister in parent.children]
        first = max((place + 1 for place, zone in enumerate(zones) if zone < node.zone), default=0)
        last = min((place for place, zone in enumerate(zones) if zone > node.zone), default=len(zones))
        node.hang(parent, max(first, min(at, last)) if first <= last else at)


# --- what may be done ---------------------------------------------------------------------------------------------


def kinds_for(node):
    """Return the kinds that a clause in this place can be."""
    if node.kind not in ADDED:
        return [node.kind]
    found = [kind for kind in BELOW.get(node.parent.kind, ()) if kind == node.kind or _can_be(node, kind)]
    return found + ([Kind.ATTACHMENT] if node.kind == Kind.SECTION and node.parent.clause is None else [])


def _can_be(node, kind):
    if node.children and any(child.kind not in BELOW.get(kind, ()) for child in node.children):
        return False
    zone = ZONES.get(kind, 1)
    before, after = node.sister(-1) if node.place else None, node.sister(1)
    return not (before and before.zone > zone) and not (after and after.zone < zone)


def _refuse_too_deep(node, depth):
    if depth + node.height() >= DEEPEST:
        raise CannotArrange(f"层次最多{DEEPEST}级，不能再往下了。")


# --- acts ---------------------------------------------------------------------------------------------------------


def add(tree, node, *, place, kind):
    """Add an empty clause before, after or inside the one in hand."""
    parent = node if place == "inside" else node.parent
    if kind not in BELOW.get(parent.kind, ()):
        raise CannotArrange(f"这个位置不能加“{Kind(kind).label}”，请换一个位置或类别。")
    made = Node(Clause(kind=kind))
    at = len(parent.children) if place == "inside" else node.place + (place == "after")
    _refuse_too_deep(made, node.depth + (place == "inside"))
    tree.put(made, parent, at)
    return made


def append(tree, kind):
    """Add an empty clause at the end of its part of the text."""
    made = Node(Clause(kind=kind))
    tree.put(made, tree.root, len(tree.root.children))
    return made


def split(tree, node):
    """Make of each line of the text a clause of its own. The first keeps what the clause is; the last takes what stands below."""
    first, *others = [line for line in BREAK.split(node.clause.text.strip()) if line] or [""]
    if not others:
        raise CannotArrange("请在要分开的地方按回车键换行，再点“在换行处拆分”。")
    if len(others) >= MOST_PARTS:
        raise CannotArrange(f"一次最多拆成{MOST_PARTS}条，请先分几次拆。")
    if node.kind not in BELOW and node.kind not in (*PLAIN, Kind.PREAMBLE, Kind.CLOSING):
        raise CannotArrange("表格不能拆分。")
    node.clause.text = first
    is_above = node.kind in (Kind.SECTION, Kind.ATTACHMENT)  # their text goes on in paragraphs below them
    parent, at = (node, 0) if is_above else (node.parent, node.place + 1)
    made = [Node(Clause(kind=Kind.PARAGRAPH if is_above else node.kind, text=line)) for line in others]
    for offset, each in enumerate(made):
        each.hang(parent, at + offset)
        tree.divided.append((node.clause, each.clause))
    if not is_above:
        _adopt(made[-1], node.children)
        node.children = []
    return node


def _adopt(node, children):
    node.children += children
    for child in children:
        child.parent = node


def join(tree, node):
    """Take in what follows, as `follower` finds it. It is recorded among the `joined`."""
    other = follower(node)
    kept, gone = node.clause, other.clause
    glue = " " if node.kind == other.kind == Kind.SLOGAN else ""
    kept.text = glue.join(filter(None, [kept.text, gone.heading + gone.text]))
    kept.joined = [*(kept.joined or []), str(gone.uid), *(gone.joined or [])]
    other.take_out()
    for child in reversed(other.children):
        child.hang(node, 0)
        child.fit()
    tree.absorbed.append((gone, kept))
    return node


def follower(node):
    """Return the node that `node` would take in: the first of those below, else the next sister. Raise CannotArrange."""
    other = node.children[0] if node.children else node.sister(1)
    if other is None:
        raise CannotArrange("后面没有同级的条款，不能合并。")
    if (
        not {node.kind, other.kind} <= {*ADDED, Kind.ATTACHMENT}
        or other.kind == Kind.ATTACHMENT
        or _stand_apart(node, other)
    ):
        raise CannotArrange(f"“{node.kind.label}”不能与后面的“{other.kind.label}”合并。")
    if len(node.clause.text) + len(other.clause.heading) + len(other.clause.text) >= LONGEST:
        raise CannotArrange(f"合并后超过{LONGEST:,}字，不能合并。")
    if any(child.kind not in BELOW.get(node.kind, ()) and child.kind not in RANKED for child in other.children):
        raise CannotArrange("后一条下面还有表格等内容，不能合并。")
    if other.children and node.kind not in BELOW:
        raise CannotArrange(f"后一条下面还有条款，不能并入“{node.kind.label}”。")
    return other


def _stand_apart(node, other):
    return node.parent is other.parent and node.zone != other.zone


def up(tree, node):
    """Change places with the sister before, or go to the end of the part before."""
    return _step(tree, node, -1)


def down(tree, node):
    """Change places with the sister behind, or go to the beginning of the next part."""
    return _step(tree, node, 1)


def _step(tree, node, step):
    way = "上" if step < 0 else "下"
    sister = node.sister(step)
    if sister and sister.zone == node.zone:
        at = node.place + step
        node.take_out()
        node.hang(node.parent, at)
        return node
    part = node.parent.sister(step) if node.parent.clause and not sister else None
    if part is None or part.kind != node.parent.kind:
        raise CannotArrange(f"已经在最{way}面，不能再{way}移。")
    node.take_out()
    node.hang(part, len(part.children) if step < 0 else 0)
    return node


def demote(tree, node, *, release=0):
    """Stand under the sister before, at the end of what stands there.

    release: so many of the last clauses below it stand behind it again, as they did before it was promoted.
    """
    sister = node.sister(-1)
    if node.kind not in (*RANKED, *PLAIN):
        raise CannotArrange(f"“{node.kind.label}”不能降级。")
    if sister is None or sister.kind not in RANKED:
        raise CannotArrange("前面没有可以归入的条款，不能降级。")
    if (release or 0) > len(node.children):
        raise CannotArrange("下面的条款已有变动，不能照原样撤销。")
    _refuse_too_deep(node, node.depth + 1)
    behind = node.children[len(node.children) - (release or 0) :]
    for each in [node, *behind]:
        each.take_out()
    for each in [node, *behind]:
        each.hang(sister, len(sister.children))
        each.fit()
    return node


def promote(tree, node):
    """Stand behind the one above; the sisters behind stay behind, now below it where it can have any."""
    above = node.parent
    if above.clause is None or above.kind not in RANKED:
        raise CannotArrange("已经是最高一级，不能再升级。")
    behind = above.children[node.place + 1 :]
    if behind and node.kind not in RANKED:
        raise CannotArrange(f"后面还有同级的条款，“{node.kind.label}”升级会打乱次序，请先移到最后。")
    for each in [node, *behind]:
        each.take_out()
    node.hang(above.parent, above.place + 1)
    for each in behind:
        each.hang(node, len(node.children))
    node.fit()
    return node


def change_kind(tree, node, *, kind):
    if kind not in kinds_for(node):
        raise CannotArrange(f"这个位置的条款不能改为“{Kind(kind).label}”，请先移动它或它下面的条款。")
    if kind == Kind.ATTACHMENT != node.kind:
        _move_behind(tree, node)
    node.be(kind)
    return node


def _move_behind(tree, node):
    """Let a part of the text be the last attachment: its heading names it, its words stand below."""
    clause = node.clause
    node.take_out()
    node.be(Kind.ATTACHMENT)
    tree.put(node, tree.root, len(tree.root.children))
    if clause.text:
        Node(Clause(kind=Kind.PARAGRAPH, text=clause.text)).hang(node, 0)
    clause.text, clause.listed = "", clause.heading
    node.fit()


def remove(tree, node):
    """Take a clause out with all below it; return the one that stands in its place then, or before it, or None."""
    before, _ = tree.neighbours(node)
    shown = node.sister(1) or before
    node.take_out()
    return shown
