"""The way of an edition from draft to issue: one table, one function."""

from django.db import transaction

from campaigns.moves import IllegalMove
from organizations import audit

from .models import Edition, EditionMove

State = Edition.State
MOVES = {
    State.DRAFT: {State.REVIEW, State.COUNTERSIGNING, State.READY, State.DISCARDED},
    State.REVIEW: {State.DRAFT, State.COUNTERSIGNING, State.READY, State.DISCARDED},
    State.COUNTERSIGNING: {State.DRAFT, State.READY, State.DISCARDED},
    State.READY: {State.DRAFT, State.COUNTERSIGNING, State.SIGNED, State.DISCARDED},
    State.SIGNED: {State.ISSUED},
    State.ISSUED: set(),
    State.DISCARDED: set(),
}


class TextChanged(IllegalMove):
    """The text is not the one that the person saw who would sign it."""


@transaction.atomic
def move(edition, to, *, by, reason="", by_change=False, **facts):
    """Move an edition to another state, with the `facts` that come with it; by: an acting.Actor, None for the clock.

    by_change: whether a change of its text does that, and nobody means it.
    Raise IllegalMove where the table has no such move, or somebody else was faster: the conditional update is the lock.
    """
    old = edition.state
    if to not in MOVES[old]:
        raise IllegalMove(f"这份通知处于“{State(old).label}”状态，不能{_said(to)}。")
    if not Edition.objects.filter(pk=edition.pk, state=old).update(state=to, **facts):
        raise IllegalMove("刚刚已由他人办理，请刷新页面后再试。")
    for name, value in {"state": to, **facts}.items():
        setattr(edition, name, value)
    record(edition, old, by=by, reason=reason, by_change=by_change)
    audit.record("notice-move", edition, by=by, before=old, after=to)


def record(edition, old, *, by, **facts):
    """Write into the history that an edition came from `old` to the state in which it is; it may be the same."""
    EditionMove.objects.create(
        edition=edition,
        old=old,
        new=edition.state,
        user=by and by.user,
        on_behalf_of=by and by.on_behalf_of,
        department=by and by.department,
        **facts,
    )


def _said(to):
    words = {
        State.DRAFT: "退回起草",
        State.REVIEW: "送审",
        State.COUNTERSIGNING: "送会签",
        State.READY: "送签发",
        State.SIGNED: "签发",
        State.ISSUED: "印发",
        State.DISCARDED: "废弃",
    }
    return words[to]
