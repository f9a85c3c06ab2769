"""办理记录: what was done with an edition, by whom, in order."""

from .models import EditionMove
from .moves import State

DOERS, DOERS_NAMES = ("user", "on_behalf_of", "department"), "department__names"


def done_with(edition):
    """Return what was done with an edition, in order: its EditionMoves, and how its notice ended once it was issued."""
    acts = list(EditionMove.objects.filter(edition=edition).select_related(*DOERS).prefetch_related(DOERS_NAMES))
    if edition.state == State.ISSUED and edition.notice.ending:
        acts += edition.notice.endings.select_related(*DOERS).prefetch_related(DOERS_NAMES)
    return acts
