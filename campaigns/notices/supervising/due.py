"""What is late below the notices of a department: read by its desk. Two queries, whatever is late."""

from django.db.models import Count
from django.urls import reverse

from organizations.access import Right
from organizations.due import Due

from ..models import Adaptation, Notice

MOST = 10  # notices that the desk names, the newest first


def waiting(actor):
    """Return [Due] of an acting.Actor: a notice each of her department, to which territories are late."""
    if Right.RECEIVE not in actor.rights or actor.department is None:
        return []
    rows = Adaptation.objects.standing().with_stage().overdue().filter(notice__host=actor.department)
    late = dict(rows.order_by("-notice").values_list("notice").annotate(Count("pk"))[:MOST])
    notices = Notice.objects.filter(pk__in=late).select_related("current").order_by("-pk") if late else []
    return [_due(notice, late[notice.pk]) for notice in notices]


def _due(notice, count):
    address = f"{reverse('supervising:adaptations', args=[notice.pk])}?overdue=1"
    return Due(f"督办：{notice.current.title}", f"{count}个地区逾期未印发本地通知。", address, "督办")
