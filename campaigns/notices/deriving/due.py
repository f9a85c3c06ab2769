"""What a territory owes to the notices above it and has not issued: read by the desk. Three queries, whatever waits."""

from django.urls import reverse

from organizations.access import Right
from organizations.due import Due

from ..models import Adaptation, Edition

MOST = 10  # notices that the desk names, those that are due first


def waiting(actor):
    """Return [Due] of an acting.Actor: a notice each of which her department is to issue its own."""
    if Right.DRAFT not in actor.rights or actor.department is None:
        return []
    rows = Adaptation.objects.standing().with_stage().open().filter(department=actor.department)
    rows = rows.select_related("notice__current", "notice__host").prefetch_related("notice__host__names")
    rows = list(rows.order_by("due_on", "pk")[:MOST])
    begun = [row.child_id for row in rows if row.stage != Adaptation.Stage.NONE]
    in_hand = {each.notice_id: each for each in Edition.objects.in_hand().filter(notice__in=begun)} if begun else {}
    return [_due(row, in_hand.get(row.child_id)) for row in rows]


def _due(row, edition):
    title, asked = row.notice.current.title, f"{row.notice.host}布置"
    if edition is None:
        address = reverse("deriving:derive", args=[row.notice_id])
        return Due(f"请起草本地通知：{title}", f"{asked}。", address, "起草", row.due_on)
    address = reverse("drafting:detail", args=[edition.pk])
    act = "继续起草" if edition.state == Edition.State.DRAFT else "查看"
    said = f"{asked}，本地通知处于“{edition.get_state_display()}”状态。"
    return Due(f"本地通知待印发：{title}", said, address, act, row.due_on)
