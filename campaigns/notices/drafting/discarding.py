"""废弃: the end of a draft that is not to be issued. Its text stays to be read."""

from .. import moves
from ..lineage.answering import let_go
from ..moves import State
from ..rounds import telling
from ..rounds.marks import marks_of
from .rights import editing


def discard(pk, *, by, reason):
    """End a draft, and tell those who were asked to do something with it.

    Raise IllegalMove where its text is not written any more, PermissionDenied for who may not write it now.
    """
    with editing(pk, by=by, is_text=False) as edition:
        before, marks = edition.state, marks_of(edition)
        moves.move(edition, State.DISCARDED, by=by, reason=reason)
        if edition.number == 1:
            let_go(edition.notice)
        telling.discarded(edition, before, marks, by, reason)
