"""What is late below the notices of a department, or has not followed their corrections: read by its desk. Three queries at most."""

from django.db.models import Count
from django.urls import reverse

from organizations.access import Right
from organizations.due import Due

from ..models import Adaptation, Notice
from .filters import marked

MOST = 10  # notices that the desk names, the newest first


def waiting(actor):
    """Return [Due] of an acting.Actor: notices of her department to which territories are late, or which they do not follow."""
    if Right.RECEIVE not in actor.rights or actor.department is None:
        return []
    rows = Adaptation.objects.standing().with_stage().filter(notice__host=actor.department)
    late, behind = _counted(rows.overdue()), _counted(marked(rows).filter(may_follow=True))
    notices = Notice.objects.select_related("current").in_bulk({*late, *behind}) if late or behind else {}
    found = [_due(notices[key], "overdue=1", f"{late[key]}个地区逾期未印发本地通知。") for key in late]
    return found + [_due(notices[key], "stale=follow", f"{behind[key]}个地区还没有着手跟进更正。") for key in behind]


def _counted(rows):
    return dict(rows.order_by("-notice").values_list("notice").annotate(Count("pk"))[:MOST])


def _due(notice, query, said):
    address = f"{reverse('supervising:adaptations', args=[notice.pk])}?{query}"
    return Due(f"督办：{notice.current.title}", said, address, "督办")
