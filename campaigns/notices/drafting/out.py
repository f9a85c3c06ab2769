"""A text that is out: with its co-issuers, or with the signatory. What a change does to it, and whether it is asked about first."""

from dataclasses import dataclass

from ..moves import State
from ..rounds.marks import Mark, marks_of
from .heard import heard


@dataclass(frozen=True)
class Out:
    """How a text that is out stands. asks: whether the next change has to be confirmed, since it is the first one."""

    edition: object
    marks: list[Mark]
    asks: bool

    @property
    def is_ready(self):
        return self.edition.state == State.READY

    @property
    def heard(self):
        """What the co-issuers had against it, each a Mark and its words. One query: for a page."""
        return heard(self.edition, self.marks)

    @property
    def signed(self):
        """The organs that have said something on the text as it is now."""
        return [mark.issuer for mark in self.marks if mark.signature and not mark.is_void]

    @property
    def void(self):
        return [mark.issuer for mark in self.marks if mark.is_void]


def out_of(edition):
    """Return the Out of an edition, None where it is with nobody. Two queries; none for the latter."""
    if edition.state not in (State.COUNTERSIGNING, State.READY):
        return None
    marks, is_ready = marks_of(edition), edition.state == State.READY
    is_signed = any(mark.signature and not mark.is_void for mark in marks)
    asks = is_ready or is_signed or not edition.is_being_changed
    return Out(edition, marks, asks)
