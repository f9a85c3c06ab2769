"""办理记录: what was done with an edition, by whom, in order."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from organizations.models import Department

from .models import EditionMove
from .moves import State

DOERS, DOERS_NAMES = ("user", "on_behalf_of", "department"), "department__names"
AT_ONCE = timedelta(seconds=5)  # a change and the move that it makes are written in one transaction


@dataclass(frozen=True)
class Done:
    """What was done while an edition stayed in its state, as an EditionMove says what was done with it."""

    words: str
    at: datetime
    actor_name: str
    department: Department | None = None
    reason: str = ""

    def __str__(self):
        return self.words


def done_with(edition):
    """Return what was done with an edition, in order: its EditionMoves, what was done while it was with its co-issuers,
    and how its notice ended once it was issued. A fixed number of queries.
    """
    acts = list(EditionMove.objects.filter(edition=edition).select_related(*DOERS).prefetch_related(DOERS_NAMES))
    if any(move.new == State.COUNTERSIGNING for move in acts):
        acts = sorted([*acts, *_changes(edition, acts)], key=lambda act: act.at)
    if edition.state == State.ISSUED and edition.notice.ending:
        acts += edition.notice.endings.select_related(*DOERS).prefetch_related(DOERS_NAMES)
    return acts


def _changes(edition, moves):
    """Yield each change of a text that was signed, while it was with its co-issuers: the marks on it are void by that."""
    signed = set(edition.countersignatures.values_list("text_hash", flat=True))
    rows = edition.revisions.order_by("number").defer("content").select_related(*DOERS)
    rows = list(rows.prefetch_related(DOERS_NAMES))
    for before, row in pairwise(rows):
        last = max((move for move in moves if move.at <= row.made_at), key=lambda move: move.at, default=None)
        is_out = last is not None and last.new == State.COUNTERSIGNING
        made_it_move = last is not None and last.old == State.READY and row.made_at - last.at < AT_ONCE
        if is_out and not made_it_move and before.text_hash in signed and row.text_hash != before.text_hash:
            yield Done("修改正文，原会签失效", row.made_at, row.actor_name, row.department)
