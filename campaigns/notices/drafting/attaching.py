"""附件: texts, tables and files that stand behind a draft, in their order; each can be taken out and put back."""

from django.db.models import F
from django.utils import timezone

from ..models import AttachmentFile, Clause, RemovedClause
from ..refusal import Refused
from . import attached_files
from . import tree as trees
from .arranging import arrange, tree_of
from .removing import keep_removed, put_back
from .rights import editing
from .room import TOO_LARGE, has_room, refuse_too_many
from .tree import Kind, Node


def add(pk, title, form, *, by):
    """Add an attachment behind the others; form: text, table or file. Return the key of its head. Raise CannotArrange."""
    with editing(pk, by=by) as edition:
        tree = tree_of(edition)
        head = Node(Clause(kind=Kind.ATTACHMENT, heading=title, listed=title))
        tree.put(head, tree.root, len(tree.root.children))
        refuse_too_many(tree)
        if form == "text":
            Node(Clause(kind=Kind.PARAGRAPH)).hang(head, 0)
        arrange(edition, tree, by=by)
        return head.clause.pk


def head_of(edition, key):
    """Return the head of an attachment. Raise Clause.DoesNotExist."""
    return edition.clauses.select_related("file").get(pk=key, kind=Kind.ATTACHMENT)


def rename(pk, key, title, seen, *, by):
    """Call an attachment otherwise, in the text and in the 附件说明; return whether it still was called as the writer saw."""
    with editing(pk, by=by) as edition:
        head = head_of(edition, key)
        if seen not in (head.heading, title) and head.heading != title:
            return False
        edition.clauses.filter(pk=key).update(heading=title, listed=title, **_saved(by))
        arrange(edition, tree_of(edition))
        return True


def _saved(by):
    """What a clause keeps of being saved: another version, when, by whom and for whom."""
    facts = {"version": F("version") + 1, "saved_at": timezone.now()}
    return facts | {"saved_by": by and by.user, "saved_for": by and by.on_behalf_of}


def move(pk, key, act, *, by):
    """Let an attachment change places with the one before (up) or behind (down). Raise CannotArrange."""
    with editing(pk, by=by) as edition:
        head_of(edition, key)
        tree = tree_of(edition)
        {"up": trees.up, "down": trees.down}[act](tree, tree.nodes[key])
        arrange(edition, tree, by=by)


def remove(pk, key, *, by):
    """Take an attachment out with all that it holds."""
    with editing(pk, by=by) as edition:
        head_of(edition, key)
        tree = tree_of(edition)
        keep_removed(edition, tree.nodes[key], by=by)
        trees.remove(tree, tree.nodes[key])
        arrange(edition, tree, by=by)


def restore(pk, key, *, by):
    """Put back what was taken out. Raise RemovedClause.DoesNotExist, CannotArrange."""
    with editing(pk, by=by) as edition:
        row = RemovedClause.objects.get(edition=edition, pk=key)
        put_back(edition, row, by=by)
        return row


def removed(edition):
    """Return the attachments that were taken out and can be put back, the last first."""
    rows = edition.removed.to_put_back().select_related("user", "on_behalf_of")
    return [row for row in rows if row.content["clauses"][0]["kind"] == Kind.ATTACHMENT]


# --- tables -------------------------------------------------------------------------------------------------------


def table_of(head):
    """Return the clause that holds the table of an attachment, or None."""
    return head.children.filter(kind=Kind.TABLE).first()


def set_table(pk, key, table, seen, *, by):
    """Store the table of an attachment. seen: the version of it that the writer began with, 0 where there was none.

    Return whether nobody else had stored one meanwhile.
    """
    with editing(pk, by=by) as edition:
        head = head_of(edition, key)
        clause = table_of(head)
        if (clause.version if clause else 0) != seen and (clause is None or clause.table != table):
            return False
        if clause:
            edition.clauses.filter(pk=clause.pk).update(table=table, **_saved(by))
            return True
        tree = tree_of(edition)
        node = Node(Clause(kind=Kind.TABLE, table=table, version=1))
        node.hang(tree.nodes[key], len(tree.nodes[key].children))
        arrange(edition, tree, by=by)
        return True


# --- files --------------------------------------------------------------------------------------------------------


def set_file(pk, key, brought, *, by):
    """Let an attachment be this file, instead of the one before. Raise Refused where a draft would hold too much."""
    with editing(pk, by=by) as edition:
        head = head_of(edition, key)
        if not has_room(edition, len(brought.data), instead_of=head):
            raise Refused(TOO_LARGE)
        attached_files.store(brought)
        AttachmentFile.objects.update_or_create(clause=head, defaults=brought.facts)
