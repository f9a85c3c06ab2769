"""Taking a clause out of a draft so that it can be put back: whole, with what hung on it, where it stood."""

import uuid
from datetime import datetime

from django.utils import timezone

from campaigns.quoting import WITHIN

from ..models import AttachmentFile, Clause, ClauseDuty, Lineage, Lock, RemovedClause
from .arranging import arrange, tree_of
from .room import TOO_LARGE, has_room, refuse_too_many
from .tree import BELOW, OF_CLAUSE, RANKED, CannotArrange, Kind, Node

KEPT = (*OF_CLAUSE, "joined")
OF_FILE = ("name", "content_type", "size", "sha256")
OF_LINEAGE = ("parent_id", "relation", "score", "reason", "confirmed", "is_set", "opened")


def keep_removed(edition, node, *, by, into=None, staying=()):
    """Store a clause with all below it, before it is taken out of the tree.

    into: the clause that takes in its words. staying: nodes that are not taken out with it, nor what is below them.
    """
    nodes = [node] if into else list(_going(node, staying))
    return RemovedClause.objects.create(
        edition=edition,
        into=into,
        is_joined=into is not None,
        user=by and by.user,
        on_behalf_of=by and by.on_behalf_of,
        department=by and by.department,
        content={
            "gist": f"{node.clause.path}{node.clause.gist}".translate(WITHIN) or node.kind.label,
            "clauses": _contents(nodes),
            "taker": into and _taker(into),
            "parent": _uid(node.parent),
            "before": _uid(node.sister(-1)) if node.place else None,
            "after": _uid(node.sister(1)),
            "place": node.place,
        },
    )


def _taker(into):
    descent = descent_in(Lineage.objects.filter(clause=into.pk))
    return {"uid": str(into.uid), "lineage": descent.get(into.pk, [])}


def _going(node, staying):
    yield node
    for child in node.children:
        if child not in staying:
            yield from _going(child, staying)


def _uid(node):
    return str(node.clause.uid) if node and node.clause else None


def _contents(nodes):
    """What is stored of each clause. A fixed number of queries."""
    keys = [node.clause.pk for node in nodes]
    lineage, duties = descent_in(Lineage.objects.filter(clause__in=keys)), {}
    for row in ClauseDuty.objects.filter(clause__in=keys):
        duties.setdefault(row.clause_id, []).append([row.department_id, row.part])
    locks = {}
    for key, words in Lock.objects.filter(clause__in=keys).values_list("clause", "words"):
        locks.setdefault(key, []).append(words)
    files = {row.clause_id: _file(row) for row in AttachmentFile.objects.filter(clause__in=keys)}
    return [
        {
            "key": clause.pk,
            "uid": str(clause.uid),
            "above": None if node is nodes[0] else str(node.parent.clause.uid),
            **{name: getattr(clause, name) for name in KEPT},
            "version": clause.version,
            "lineage": lineage.get(clause.pk, []),
            "duties": duties.get(clause.pk, []),
            "locks": locks.get(clause.pk, []),
            "file": files.get(clause.pk),
        }
        for node in nodes
        for clause in [node.clause]
    ]


def descent_in(rows):
    """Return {key of a clause: what it descends from, as plain data} of rows of Lineage. One query."""
    found = {}
    for row in rows:
        found.setdefault(row.clause_id, []).append({name: getattr(row, name) for name in OF_LINEAGE})
    return found


def _file(row):
    return {
        **{name: getattr(row, name) for name in OF_FILE},
        "content": row.content.name,
        "made_at": row.made_at.isoformat(),
    }


def removal_of(edition, key):
    """Return the RemovedClause that the clause with this key went into, or None: what was put back is not gone."""
    rows = edition.removed.still_out().select_related("user", "on_behalf_of", "into")
    return next((row for row in rows if any(each["key"] == key for each in row.content["clauses"])), None)


# --- putting back -------------------------------------------------------------------------------------------------


def put_back(edition, removed, *, by):
    """Put a removed clause back where it stood, with what hung on it; return its node. Called within saving.writing.

    It is the same row again, for whoever has it open. Raise CannotArrange where somebody has put it back already, where
    what it stood in is not there either, or where the draft has no room for it any more.
    """
    tree = tree_of(edition)
    node = _hang(edition, tree, removed)
    if is_annex := node.kind == Kind.ATTACHMENT:
        refuse_too_many(tree)
    arrange(edition, tree, by=by)
    _give_back(edition, removed)
    if is_annex and not has_room(edition):
        raise CannotArrange(TOO_LARGE)
    return node


def _hang(edition, tree, removed):
    made = {}
    first, *others = removed.content["clauses"]
    node = made[first["uid"]] = node_of(first)
    for each in others:
        made[each["uid"]] = node_of(each)
        made[each["uid"]].hang(made[each["above"]], len(made[each["above"]].children))
    parent, at = _place(edition, tree, removed.content, node)
    rows = edition.removed.to_put_back().filter(pk=removed.pk)
    if not rows.update(restored_at=timezone.now()):
        raise CannotArrange("这一条已经放回，或已并入其他条款。")
    tree.put(node, parent, at)
    if parent.kind not in (None, *RANKED) or first["kind"] not in BELOW.get(parent.kind, ()):
        node.fit()
    return node


def node_of(content):
    """Return the Node of a clause that was taken out: the same row again. Of one of which only the uid is known, a new row."""
    facts = {name: content[name] for name in KEPT if name in content}
    return Node(
        Clause(pk=content.get("key"), uid=uuid.UUID(content["uid"]), version=content.get("version", 0), **facts)
    )


def _place(edition, tree, content, node):
    """Return (the node to stand under, the place there)."""
    there = {_uid(each): each for each in tree.walk()}
    for each in tree.walk():
        there |= dict.fromkeys(each.clause.joined or [], each)
    parent = there.get(content["parent"], tree.root)
    if content["parent"] and parent is tree.root:
        _refuse_without(edition, content["parent"])
    while node.kind not in BELOW.get(parent.kind, ()) and node.kind in BELOW[None] and parent.clause:
        parent, content = parent.parent, {"before": _uid(parent), "after": None, "place": 0}
    before, after = there.get(content["before"]), there.get(content["after"])
    if before and before.parent is parent:
        return parent, before.place + 1
    if after and after.parent is parent:
        return parent, after.place
    return parent, min(content["place"], len(parent.children))


def _refuse_without(edition, uid):
    for row in edition.removed.to_put_back():
        if any(each["uid"] == uid for each in row.content["clauses"]):
            raise CannotArrange(f"它原来所在的“{row.gist}”也已删去，请先放回那一条。")


def _give_back(edition, removed):
    """Give the clauses that are back what hung on them."""
    keys = dict(edition.clauses.values_list("uid", "pk"))
    contents = {keys[uuid.UUID(each["uid"])]: each for each in removed.content["clauses"]}
    descend(edition, contents)
    ClauseDuty.objects.bulk_create(
        ClauseDuty(clause_id=key, department_id=department, part=part)
        for key, each in contents.items()
        for department, part in each["duties"]
    )
    Lock.objects.bulk_create(
        Lock(clause_id=key, words=words) for key, each in contents.items() for words in each.get("locks", ())
    )
    for key, each in contents.items():
        if each["file"]:
            facts = {**each["file"], "made_at": datetime.fromisoformat(each["file"]["made_at"])}
            AttachmentFile.objects.create(clause_id=key, **facts)


def descend(edition, contents):
    """Let clauses, as {key: how each was taken out}, descend from what they descended from."""
    Lineage.objects.bulk_create(
        Lineage(edition=edition, clause_id=key, **row) for key, each in contents.items() for row in each["lineage"]
    )
