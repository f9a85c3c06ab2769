"""A text that is out: with its co-issuers, or with the signatory. What a change does to it, and whether it is asked about first."""

from dataclasses import dataclass

from ..countersigning.marks import Mark, marks_of
from ..moves import State


@dataclass(frozen=True)
class Out:
    """How a text that is out stands. asks: whether the next change has to be confirmed, since it is the first one."""

    is_ready: bool
    marks: list[Mark]
    asks: bool

    @property
    def signed(self):
        """The organs that have said something on the text as it is now."""
        return [mark.issuer for mark in self.marks if mark.signature and not mark.is_void]

    @property
    def void(self):
        return [mark.issuer for mark in self.marks if mark.is_void]


def out_of(edition):
    """Return the Out of an edition, None where it is with nobody. Four queries at most."""
    if edition.state not in (State.COUNTERSIGNING, State.READY):
        return None
    marks, is_ready = marks_of(edition), edition.state == State.READY
    is_signed = any(mark.signature and not mark.is_void for mark in marks)
    return Out(is_ready, marks, is_ready or is_signed or _is_as_sent(edition))


def _is_as_sent(edition):
    """Whether the co-issuers have been told of the text as it is now: it was sent so, or they were asked again for it."""
    if edition.asked_hash and edition.asked_hash == edition.text_hash:
        return True
    move = edition.moves.filter(new=State.COUNTERSIGNING).last()
    if move is None:
        return True
    return move.old != State.READY and not edition.revisions.filter(saved_at__gt=move.at).exists()
