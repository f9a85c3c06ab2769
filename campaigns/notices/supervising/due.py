"""What is late below the notices of a department, or has not followed their corrections: read by its desk. Three queries at most."""

from django.db.models import Count
from django.urls import reverse

from organizations.access import Right
from organizations.due import Due

from ..models import Adaptation, Notice
from .filters import marked

MOST = 10  # notices that the desk names, the newest first


def waiting(actor):
    """Return [Due] of an acting.Actor: a notice each of her department, to which territories owe something late."""
    if Right.RECEIVE not in actor.rights or actor.department is None:
        return []
    rows = Adaptation.objects.standing().with_stage().filter(notice__host=actor.department)
    late, behind = _counted(rows.overdue()), _counted(marked(rows).filter(may_follow=True))
    keys = sorted({*late, *behind}, reverse=True)[:MOST]
    notices = Notice.objects.filter(pk__in=keys).select_related("current").order_by("-pk") if keys else []
    return [_due(notice, late.get(notice.pk, 0), behind.get(notice.pk, 0)) for notice in notices]


def _counted(rows):
    return dict(rows.order_by("-notice").values_list("notice").annotate(Count("pk"))[:MOST])


def _due(notice, late, behind):
    said = [f"{late}个地区逾期未印发本地通知"] if late else []
    said += [f"{behind}个地区还没有跟进更正"] if behind else []
    address = f"{reverse('supervising:adaptations', args=[notice.pk])}?{'overdue' if late else 'stale'}=1"
    return Due(f"督办：{notice.current.title}", f"{'，'.join(said)}。", address, "督办")
