"""What a territory owes to the notices above it and has not begun: read by the desk. Two queries, whatever waits."""

from django.urls import reverse

from organizations.access import Right
from organizations.due import Due

from ..models import Adaptation

MOST = 10  # notices that the desk names, those that are due first


def waiting(actor):
    """Return [Due] of an acting.Actor: a notice each of which her department is to derive its own."""
    if Right.DRAFT not in actor.rights or actor.department is None:
        return []
    rows = Adaptation.objects.standing().with_stage().filter(department=actor.department, stage=Adaptation.Stage.NONE)
    rows = rows.select_related("notice__current", "notice__host").prefetch_related("notice__host__names")
    return [_due(row) for row in rows.order_by("due_on", "pk")[:MOST]]


def _due(row):
    address = reverse("deriving:derive", args=[row.notice_id])
    return Due(f"请起草本地通知：{row.notice.current.title}", f"{row.notice.host}布置。", address, "起草", row.due_on)
