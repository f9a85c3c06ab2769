"""Writing a draft: one writer at a time, and every change leaves the numbers, the hash and the history true.

    with writing(pk, by=actor) as edition:
        ...change clauses, issuers, fields...

Whoever writes holds the edition's row; whoever countersigns or signs holds the same row, so that nobody signs a text
that is being changed. On the way out the clauses are numbered, the canonical form is hashed and, where it changed, kept
as a revision; a text that was ready goes back to its co-issuers, whose marks are for another hash now, and one whose
co-issuers are all gone is a draft again.
"""

from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from .. import moves
from ..canonical import canonical_of, hash_of
from ..lineage import locks
from ..lineage.relating import relate
from ..models import Edition, Revision
from ..moves import IllegalMove, State
from ..rounds import telling
from ..rounds.marks import marks_of
from .coming_back import kept_beside

ONE_SITTING = timedelta(minutes=10)


@contextmanager
def locked(pk):
    """Hold the row of an edition to the end of a transaction; yield it fresh."""
    with transaction.atomic():
        yield (
            Edition.objects.select_for_update(of=("self",))
            .select_related("notice__host", "notice__campaign")
            .get(pk=pk)
        )


def refuse_closed(edition):
    """Raise IllegalMove where the text of an edition is not written any more."""
    if not edition.is_writable:
        raise IllegalMove(f"这份通知处于“{edition.get_state_display()}”状态，正文不能再改动。")


@contextmanager
def writing(pk, *, by):
    """Hold the row of a draft to the end of a transaction and yield it fresh; then bring in line what hangs on its text.

    Raise IllegalMove where its text is not written any more, LockBroken where what was written breaks an upper lock.
    """
    with locked(pk) as edition:
        refuse_closed(edition)
        with locks.kept(edition):
            yield edition
        settle(edition, by=by)


def settle(edition, *, by, is_apart=False):
    """Bring lineage, hash, history and state in line with the text as it stands now; return whether it changed.

    is_apart: whether it is a revision of its own, also within a sitting: the text before it stays in the history.
    """
    if edition.answers_id:
        relate(edition)
    canonical = canonical_of(edition)
    text_hash = hash_of(canonical)
    if text_hash == edition.text_hash:
        return False
    edition.text_hash = text_hash
    Edition.objects.filter(pk=edition.pk).update(text_hash=text_hash, version=F("version") + 1)
    edition.version += 1
    keep(edition, canonical, by=by, is_apart=is_apart)
    if edition.state in (State.READY, State.COUNTERSIGNING):
        _take_back(edition, marks_of(edition), by)
    return True


def _take_back(edition, marks, by):
    """A text that was ready goes back to its co-issuers; one that has none any more is a draft, and reviewed anew."""
    if edition.state == State.READY:
        moves.move(edition, State.COUNTERSIGNING if marks else State.DRAFT, by=by, by_change=True)
        telling.taken_back(edition, marks, by)
    elif not marks:
        moves.move(edition, State.DRAFT, by=by, by_change=True)
        telling.round_ended(edition, by)


def keep(edition, canonical, *, by, is_apart=False):
    """Keep a text as a revision: the author's last one within a sitting, unless others were shown or signed what that says."""
    now = timezone.now()
    last = edition.revisions.order_by("-number").first()
    # By the uids two texts are compared, with the origins one is brought back; what is signed is the rest.
    content = canonical | kept_beside(edition)
    facts = {"text_hash": edition.text_hash, "content": content, "saved_at": now}
    if last and not is_apart and _goes_on(edition, last, by, now):
        Revision.objects.filter(pk=last.pk).update(**facts)
        return
    number = (edition.revisions.aggregate(last=Max("number"))["last"] or 0) + 1
    Revision.objects.create(
        edition=edition,
        number=number,
        user=by and by.user,
        on_behalf_of=by and by.on_behalf_of,
        department=by and by.department,
        made_at=now,
        **facts,
    )


def _goes_on(edition, last, by, now):
    same_author = (last.user_id, last.on_behalf_of_id) == (
        by and by.user and by.user.pk,
        by and by.on_behalf_of and by.on_behalf_of.pk,
    )
    if not same_author or now - last.made_at >= ONE_SITTING:
        return False
    if last.text_hash == edition.asked_hash:
        return False
    is_signed = edition.countersignatures.filter(text_hash=last.text_hash).exists()
    was_sent = edition.moves.filter(at__gte=last.saved_at).exists()  # whoever got it is shown what changed since
    return not is_signed and not was_sent
