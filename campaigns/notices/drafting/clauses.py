"""Writing a clause and arranging the clauses: what was typed is kept first, whatever becomes of the act that came with it."""

from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from ..lineage.relating import decide, derives, omit
from ..models import Clause
from . import tree as trees
from .arranging import arrange, tree_of
from .overtaken import Overtaken
from .removing import keep_removed, put_back
from .rights import editing
from .room import refuse_too_many
from .tree import CannotArrange

NEEDS_REASON = "本条来自上级通知，不列入的，请写明不适用的理由。"
RESHAPED = "同事刚刚调整了条款，次序已经不同。请看清现在的次序再办。"


@dataclass(frozen=True)
class Typed:
    """What a person typed in a clause, the version of it that she began with, and the order of the clauses as she saw it."""

    heading: str
    text: str
    version: int
    shape: str = ""


def save(pk, key, typed, *, by):
    """Save what was typed in the clause with this key; return the clause. Raise Overtaken, Clause.DoesNotExist."""
    with editing(pk, by=by) as edition:
        clause = write(edition, key, typed, by=by)
        arrange(edition, tree_of(edition))
    return clause


def write(edition, key, typed, *, by):
    """Store heading and text of a clause whose version is still the one that the writer began with.

    The same words once more change nothing: an answer may have been lost on its way. Raise Overtaken.
    """
    clause = edition.clauses.select_related("saved_by", "saved_for").get(pk=key)
    if (clause.heading, clause.text) == (typed.heading, typed.text):
        return clause
    facts = {
        "heading": typed.heading,
        "text": typed.text,
        "version": F("version") + 1,
        "saved_at": timezone.now(),
        "saved_by": by and by.user,
        "saved_for": by and by.on_behalf_of,
    }
    if not Clause.objects.filter(pk=clause.pk, version=typed.version).update(**facts):
        raise Overtaken("本条", clause)
    decide(edition, key)
    clause.version = typed.version + 1
    for name in facts.keys() - {"version"}:
        setattr(clause, name, facts[name])
    return clause


# --- acts ---------------------------------------------------------------------------------------------------------


def do(pk, key, act, typed, *, by, **facts):
    """Keep what was typed in a clause, then do an act of `ACTS` to it.

    Return (the key of the clause to show next or None, why the act was not done or None). Raise Overtaken where what
    was typed could not be kept, Clause.DoesNotExist.
    """
    with editing(pk, by=by) as edition:
        write(edition, key, typed, by=by)
        tree = tree_of(edition)
        try:
            if tree.shape != typed.shape:
                raise CannotArrange(RESHAPED)
            shown = ACTS[act](edition, tree, tree.nodes[key], by, **facts)
        except CannotArrange as refusal:
            arrange(edition, tree_of(edition))
            return key, str(refusal)
        arrange(edition, tree, by=by)
        decide(edition, key)
        return shown and shown.clause.pk, None


def _plain(act):
    return lambda edition, tree, node, by, **facts: act(tree, node, **facts)


def _join(edition, tree, node, by):
    keep_removed(edition, trees.follower(node), by=by, into=node.clause)
    return trees.join(tree, node)


def _change_kind(edition, tree, node, by, kind):
    shown = trees.change_kind(tree, node, kind=kind)
    refuse_too_many(tree)
    return shown


def _remove(edition, tree, node, by, reason=""):
    """Take a clause out. Of what comes from the notice above it is said why, or it stays."""
    keys = [each.clause.pk for each in node.walk()]
    if derives(edition, keys):
        if not reason:
            raise CannotArrange(NEEDS_REASON)
        omit(edition, keys, reason)
    elif node.parent.clause and not edition.lineage.filter(clause__in=keys).exists():
        decide(edition, node.parent.clause.pk)  # it is a part of what it stands in
    keep_removed(edition, node, by=by)
    return trees.remove(tree, node)


ACTS = {
    "add": _plain(trees.add),
    "split": _plain(trees.split),
    "join": _join,
    "up": _plain(trees.up),
    "down": _plain(trees.down),
    "demote": _plain(trees.demote),
    "promote": _plain(trees.promote),
    "kind": _change_kind,
    "remove": _remove,
}


def leave_out(pk, key, reason, *, by):
    """Take a clause that comes from above out of a draft, whatever stands in it, and say why. It can be put back.

    Return the keys of what stands above and is left out now: none where another clause of ours carries it on, too. Raise
    Clause.DoesNotExist.
    """
    with editing(pk, by=by) as edition:
        edition.clauses.get(pk=key)
        tree = tree_of(edition)
        node = tree.nodes[key]
        omitted = omit(edition, [each.clause.pk for each in node.walk()], reason)
        keep_removed(edition, node, by=by)
        trees.remove(tree, node)
        arrange(edition, tree, by=by)
        return omitted


def append(pk, kind, *, by):
    """Add an empty clause at the end of its part of the text; return its key."""
    with editing(pk, by=by) as edition:
        tree = tree_of(edition)
        node = trees.append(tree, kind)
        arrange(edition, tree, by=by)
        return node.clause.pk


def restore(pk, removed, key=None, typed=None, *, by):
    """Put a removed clause back; return its key. What somebody typed meanwhile in it, or in the one `key` below it, is saved.

    Raise CannotArrange; Overtaken where that had been changed before it was taken out.
    """
    with editing(pk, by=by) as edition:
        node = put_back(edition, removed, by=by)
        if typed:
            write(edition, key, typed, by=by)
            arrange(edition, tree_of(edition))
        return key or node.clause.pk
