"""What a row of a board shows: filled in for all rows of a page at once, in a fixed number of queries."""

from django.db.models import Count, Max
from django.utils import timezone

from ..models import Adaptation, Urging
from .boards import followed

Stage = Adaptation.Stage
SHAPES = {  # of a stage: how it is drawn beside its word
    Stage.NONE: "none",
    Stage.DRAFTING: "doing",
    Stage.COUNTERSIGNING: "near",
    Stage.ISSUED: "done",
    Stage.WAIVED: "none",
}


def with_receipts(rows, board):
    """Return receipts of a board as a list, each with the edition in force and `urged`: (how often, when last) or None."""
    rows = list(_of_departments(rows, "department").select_related("keeper").prefetch_related("keeper__names"))
    urged = _urged(board, (Urging.About.RECEIPT,), rows)
    edition = board.notice.current
    edition.notice = board.notice  # both are asked how a receipt stands
    for row in rows:
        row.edition, row.urged = edition, urged.get(row.department_id)
    return rows


def with_adaptations(rows, board):
    """Return adaptations of a board as a list, each with its word, shape, days late, `urged` and what is below it."""
    rows = _of_departments(rows, "department").select_related("region", "child__current", "child__host__region")
    rows = list(rows.prefetch_related("child__host__names"))
    urged, below = _urged(board, (Urging.About.ADAPTATION, Urging.About.FOLLOW), rows), _below(rows)
    opened = set(followed(board.actor).filter(pk__in=[row.child_id for row in rows]).values_list("pk", flat=True))
    for row in rows:
        describe(row, board)
        row.urged = urged.get(row.department_id)
        row.below = below.get(row.child_id)
        row.has_board = row.child_id in opened
    return rows


def describe(row, board):
    """Give one adaptation, which has its `stage`, the word and the shape of it, and how many days it is late."""
    row.notice = board.notice
    row.word, row.shape = Stage(row.stage).label, SHAPES[row.stage]
    row.is_open = row.stage not in (Stage.ISSUED, Stage.WAIVED)
    row.days_late = row.late_by(timezone.localdate())


def _of_departments(rows, path):
    rows = rows.select_related(f"{path}__region", f"{path}__line")
    return rows.prefetch_related(f"{path}__names")


def _urged(board, matters, rows):
    """Return {key of a department: (how often it was urged, when last)}; matters: values of Urging.About."""
    found = Urging.objects.filter(notice=board.notice, about__in=matters)
    found = found.filter(department__in=[row.department_id for row in rows])
    found = found.order_by().values_list("department").annotate(Count("pk"), Max("at"))
    return {department: (count, last) for department, count, last in found}


def _below(rows):
    """Return {key of a child: (how many territories below it have issued, how many owe)} of those that are issued."""
    children = [row.child_id for row in rows if row.stage == Stage.ISSUED]
    found = {}
    below = Adaptation.objects.filter(notice__in=children).with_stage().exclude(stage=Stage.WAIVED).order_by()
    for child, stage, count in below.values_list("notice", "stage").annotate(Count("pk")):
        done, owed = found.get(child, (0, 0))
        found[child] = (done + (count if stage == Stage.ISSUED else 0), owed + count)
    return found
