"""Deciding what the clauses of a draft are to those above: confirmed, left out with a reason, or said by hand."""

from organizations import audit

from ..drafting.rights import editing
from ..lineage.relating import Relation, relate
from ..models import Clause, Lineage
from ..moves import IllegalMove

OPENED = "上级这一条有了新的文本，请在“跟进上级更正”中采用新文本、保留本级文本（写明理由），或者编辑。"
GONE = "同事刚刚改动了条款，请看过现在的对照再办。"


def opened(rows):
    """Return those of the rows of lineage that a newer edition above has opened, and that nobody has answered."""
    return rows.filter(opened__isnull=False, confirmed=False)


def confirm(pk, key, *, by):
    """Decide that a clause of ours is what it is said to be. Raise IllegalMove where it is there no more."""
    with editing(pk, by=by, is_text=False) as edition:
        rows = edition.lineage.filter(clause=key)
        if opened(rows).exists():
            raise IllegalMove(OPENED)
        if not rows.update(confirmed=True):
            raise IllegalMove(GONE)


def confirm_rest(pk, *, by):
    """Decide that all that nobody has decided on is what it is said to be; return how many clauses that were.

    What is left out without a reason is not among them, nor what a newer edition above has opened: see `following`.
    """
    with editing(pk, by=by, is_text=False) as edition:
        rows = edition.lineage.filter(confirmed=False, opened__isnull=True).exclude(
            relation=Relation.OMITTED, reason=""
        )
        keys = set(rows.values_list("clause", "parent"))
        rows.update(confirmed=True)
        return len({clause or parent for clause, parent in keys})


def say_why(pk, key, reason, *, by):
    """Say why a clause of theirs is left out. Raise IllegalMove where it is carried on by now."""
    with editing(pk, by=by, is_text=False) as edition:
        rows = edition.lineage.filter(relation=Relation.OMITTED, parent=key)
        if not rows.update(reason=reason, confirmed=True):
            raise IllegalMove(GONE)


def set_origin(pk, key, parents, relation, *, by):
    """Say by hand which clauses of theirs, given by keys, one of ours comes from; none: it is new.

    relation: adapted or moved, where it comes from one and its words are other ones. What nothing carries on any more is
    left out, and somebody has to say why. Raise IllegalMove where either is there no more.
    """
    with editing(pk, by=by, is_text=False) as edition:
        if not edition.clauses.filter(pk=key).exists() or not _are_theirs(edition, parents):
            raise IllegalMove(GONE)
        before = _said(edition, key)
        _write(edition, key, parents, relation)
        relate(edition)
        edition.lineage.filter(clause=key).update(is_set=True, confirmed=True)
        audit.record("notice-relate", edition, by=by, before=before, after=_said(edition, key))


def _are_theirs(edition, parents):
    return Clause.objects.filter(edition=edition.answers_id, pk__in=parents).count() == len(set(parents))


def _write(edition, key, parents, relation):
    rows = edition.lineage.filter(clause=key)
    rows.exclude(parent__in=parents).delete()
    known = set(rows.values_list("parent", flat=True))
    facts = {"edition": edition, "clause_id": key, "relation": relation or Relation.ADAPTED, "is_set": True}
    edition.lineage.filter(relation=Relation.OMITTED, parent__in=parents).delete()
    Lineage.objects.bulk_create(Lineage(parent_id=each, **facts) for each in parents if each not in known)
    if parents and relation:
        edition.lineage.filter(clause=key).update(relation=relation, is_set=True)
    if not parents:
        Lineage.objects.create(edition=edition, clause_id=key, relation=Relation.NEW, is_set=True, confirmed=True)


def _said(edition, key):
    rows = edition.lineage.filter(clause=key).select_related("parent").order_by("parent__position")
    return "、".join(f"{row.get_relation_display()}{row.parent.path if row.parent else ''}" for row in rows)[:200]
