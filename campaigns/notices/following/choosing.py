"""What a person does with a clause that a newer edition of the notice above has opened: take theirs, carry
what changed into ours, keep ours and say why, let it go."""

from ..deriving.theirs import Theirs
from ..drafting import tree as trees
from ..drafting.arranging import arrange, tree_of
from ..drafting.clauses import Typed, write
from ..drafting.removing import keep_removed
from ..drafting.rights import editing
from ..drafting.saving import settle
from ..drafting.tree import CannotArrange
from ..moves import IllegalMove
from .sides import of_draft

DONE = "同事刚刚处理了这一条，请看过现在的情形再办。"
OTHER_BY_NOW = "这一条的文字刚刚有改动，合入的结果随之不同，请看过现在的文字再办。"
SHARED = "这一条与上级通知的条款不是一一对应，请编辑本级文本，或者保留并写明理由。"


def keep(pk, key, reason, *, by):
    """Let a clause of ours stand as it is, and say why. Raise IllegalMove where it was not opened, or is gone by now."""
    with editing(pk, by=by, is_text=False) as edition:
        opened_rows(edition, key)
        edition.lineage.filter(clause=key).update(confirmed=True, reason=reason)


def drop(pk, key, *, by):
    """Take a clause of ours out of which nothing is left above. It can be put back. Raise IllegalMove, CannotArrange."""
    with editing(pk, by=by) as edition:
        opened_rows(edition, key, parent=None)
        tree = tree_of(edition)
        refuse_with_others(edition, tree.nodes[key])
        keep_removed(edition, tree.nodes[key], by=by)
        trees.remove(tree, tree.nodes[key])
        arrange(edition, tree, by=by)


def refuse_with_others(edition, node):
    """Raise CannotArrange where something below a clause is compared by itself: it would go, too."""
    below = [each.clause.pk for each in node.walk() if each is not node]
    if edition.lineage.filter(clause__in=below).exists():
        raise CannotArrange("它下面还有单独对照的条款，请先处理这些条款，或者只编辑这一条的文字。")


def opened_rows(edition, key, **facts):
    """Return the rows of a clause of ours that were opened. Raise IllegalMove where there are none."""
    rows = list(edition.lineage.filter(clause=key, opened__isnull=False, **facts))
    if not rows:
        raise IllegalMove(DONE)
    return rows


# --- taking theirs ------------------------------------------------------------------------------------------------


def take(pk, key, *, by):
    """Let a clause of ours say what the one says that it comes from, with all below both. The text before stays in the history.

    Raise IllegalMove where it was not opened, or where two of theirs or two of ours would have to be one.
    """
    with editing(pk, by=by) as edition:
        row, *more = opened_rows(edition, key, parent__isnull=False)
        if more or is_shared(edition, row):
            raise IllegalMove(SHARED)
        _rewrite(edition, tree_of(edition), key, row.parent_id, by)
        edition.lineage.filter(clause=key).update(confirmed=True, reason="")
        settle(edition, by=by, is_apart=True)


def carry(pk, key, seen, *, by):
    """Let a clause of ours say what changed above in its own words; return whether it would say what was shown.

    seen: the stamp of that. Raise IllegalMove where it was not opened.
    """
    with editing(pk, by=by) as edition:
        opened_rows(edition, key, parent__isnull=False)
        entry = next(each for each in of_draft(edition) if each.own and each.own.pk == key)
        if not entry.carried or entry.stamp != seen:
            return False
        for part in entry.carried:
            write(edition, part.clause.pk, Typed(part.heading, part.text, part.clause.version), by=by)
        edition.lineage.filter(clause=key).update(confirmed=True, reason="")
        arrange(edition, tree_of(edition), by=by)
        return True


def is_shared(edition, row):
    """Whether a clause of ours comes from more than one of theirs, or one of theirs is carried on by more than one of ours."""
    return (
        edition.lineage.filter(clause=row.clause_id).count() > 1
        or edition.lineage.filter(parent=row.parent_id).count() > 1
    )


def _rewrite(edition, tree, key, upper, by):
    theirs = Theirs(edition)
    theirs.say(tree.nodes[key], upper)
    for node in theirs.gone:
        keep_removed(edition, node, by=by)
        node.take_out()
    theirs.store(edition, tree, by=by)
