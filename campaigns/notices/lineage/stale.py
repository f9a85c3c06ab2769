"""待更新: which clauses of a notice have still to answer what the notice above it says by now; as it is defined, and as it is stored.

    direct    our edition in force answers one edition of the parent, and another one is in force there: what differs in
              its text, is gone, or is new there
    waiting   the clause above is itself marked: the parent answers first

A notice that ended, or whose parent was withdrawn, has nothing to answer: the warning says what there is to say.
"""

from functools import partial
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef

from organizations import jobs

from ..models import Lineage, Notice, StaleMark
from .succession import texts_of

KIND = "mark-stale"
LEVELS = 3  # below a notice: from the nation to a county
AT_A_TIME = 200  # notices whose rows are held, and made anew, in one transaction
Kind = StaleMark.Kind


class Found(NamedTuple):
    """What a StaleMark says, by keys: our clause, the clause of the parent's edition in force, and the kind."""

    clause: int | None
    upper: int | None
    kind: str


def marks_from_scratch(notice):
    """Return the set of what is Found stale in a notice, whatever is stored: the definition."""
    if notice.parent is None:
        return set()
    above = {each.clause for each in marks_from_scratch(notice.parent) if each.clause}
    return _Level([notice]).found(notice, above)


class _Level:
    """What marks of some notices are made of. Notices come with `parent` and both `current`. Three queries."""

    def __init__(self, notices):
        answering = [notice for notice in notices if _owes(notice)]
        editions = [(notice.current.answers_id, notice.parent.current_id) for notice in answering]
        self.texts = texts_of(key for both in editions for key in both)
        self.rows = {}
        rows = Lineage.objects.filter(edition__in=[notice.current_id for notice in answering], parent__isnull=False)
        for edition, clause, parent in rows.order_by("pk").values_list("edition", "clause", "parent"):
            self.rows.setdefault(edition, []).append((clause, parent))

    def found(self, notice, above):
        """Return the set of what is Found in one of the notices. above: the clauses that are marked in its parent."""
        if not _owes(notice):
            return set()
        old, new = self.texts[notice.current.answers_id], self.texts[notice.parent.current_id]
        rows = [row for row in self.rows.get(notice.current_id, ()) if row[1] in old.words]
        direct = {found for clause, parent in rows for found in _compared(clause, old, new, parent)}
        direct |= {Found(None, key, Kind.NEW) for key in new.added(old)}
        return direct | _waiting(rows, old, new, above, {each.clause for each in direct})


def _owes(notice):
    """Whether there is an edition of the parent that the notice answers, and one that it should."""
    is_below = notice.parent is not None and notice.current is not None and notice.current.answers_id is not None
    return is_below and not notice.ending and not notice.parent.is_withdrawn and notice.parent.current_id is not None


def _compared(clause, old, new, parent):
    """Yield what became of a clause of the parent that ours answered, or left out (None), where it is not the same."""
    now = new.became(old, parent)
    if now is None:
        if clause is not None:
            yield Found(clause, None, Kind.GONE)
    elif new.differs(old, parent):
        yield Found(clause, now, Kind.CHANGED)


def _waiting(rows, old, new, above, marked):
    pairs = ((clause, new.became(old, parent)) for clause, parent in rows if clause is not None)
    return {Found(clause, now, Kind.WAITING) for clause, now in pairs if now in above and clause not in marked}


def with_marks(rows, notice="pk"):
    """Return rows with `is_stale` and `waits`: whether a notice has to answer the one above it, or waits for that to answer.

    notice: the path from a row to the notice.
    """
    marks = StaleMark.objects.filter(notice=OuterRef(notice))
    return rows.annotate(is_stale=Exists(marks.direct()), waits=Exists(marks.waiting()))


# --- as it is stored ----------------------------------------------------------------------------------------------


def ask(notice):
    """Owe the marks of a notice and of all below it. Called in the transaction that changes what they are made of."""
    about = notice.current.title if notice.current else ""
    jobs.ask(KIND, notice.pk, about=about, notice=notice.pk)


def rebuild(notice, tell=None):
    """Let the stored marks of a notice, and of all that descend from it, be what they are by definition.

    Level by level, some notices at a time under a lock of their rows: a few queries for each time. Twice changes nothing.
    tell: a function of how many are done, and of how many are known so far.
    """
    level, done, known = [notice.pk], 0, 1
    for _ in range(LEVELS + 1):
        for first in range(0, len(level), AT_A_TIME):
            if tell:
                tell(done, known)
            keys = level[first : first + AT_A_TIME]
            _rebuild_some(keys)
            done += len(keys)
        level = list(Notice.objects.filter(parent__in=level).order_by("parent", "pk").values_list("pk", flat=True))
        known += len(level)


@transaction.atomic
def _rebuild_some(keys):
    """Whoever is faster with one of these is waited for. What stands above may change meanwhile: its own job does this level again."""
    _hold(keys)
    notices = list(Notice.objects.filter(pk__in=keys).select_related("current", "parent__current"))
    level = _Level(notices)
    above = _marked([notice.parent_id for notice in notices])
    stored = _stored(keys)
    gone, made = [], []
    for notice in notices:
        found, there = level.found(notice, above.get(notice.parent_id, ())), stored.get(notice.pk, {})
        gone += [pk for each, pk in there.items() if each not in found]
        made += [(notice.pk, each) for each in sorted(found - there.keys(), key=repr)]
    StaleMark.objects.filter(pk__in=gone).delete()
    StaleMark.objects.bulk_create(
        StaleMark(notice_id=pk, clause_id=each.clause, upper_id=each.upper, kind=each.kind) for pk, each in made
    )


def _hold(keys):
    """Nobody else writes the rows of these notices to the end of the transaction; what refers to them can be written."""
    rows = Notice.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk")
    list(rows.values_list("pk"))


def _stored(notices):
    """Return {key of a notice: {what is Found: key of its row}}."""
    found = {}
    for row in StaleMark.objects.filter(notice__in=notices).order_by("pk"):
        found.setdefault(row.notice_id, {})[Found(row.clause_id, row.upper_id, row.kind)] = row.pk
    return found


def _marked(notices):
    """Return {key of a notice: the keys of its marked clauses}."""
    found = {}
    rows = StaleMark.objects.filter(notice__in=notices, clause__isnull=False)
    for notice, clause in rows.values_list("notice", "clause"):
        found.setdefault(notice, set()).add(clause)
    return found


@jobs.worker(KIND, "标记待更新的条款")
def mark_stale(job):
    notice = Notice.objects.get(pk=job.payload["notice"])
    rebuild(notice, tell=partial(jobs.progress, job))
