"""What nobody has confirmed falls further where whoever should has nobody any more: looked at from time to time."""

from django.db import transaction

from organizations.access import Right, manned
from organizations.models import Department

from ..models import Edition, Receipt
from .falling import keepers
from .sending import Word


def bring_up_to_date():
    """Let what is owed fall to whoever keeps it by now, and tell them; return how many receipts fell.

    What fell once stays with who keeps it, too, when the addressed one gets people: both see it. Few queries, whatever
    the number of receipts that stay where they are.
    """
    owed = Receipt.objects.owed().order_by()
    able = manned(Right.RECEIVE, owed.values("department"))
    bare = Department.objects.filter(pk__in=owed.values("department")).exclude(pk__in=able)
    now = keepers(list(bare.select_related("region__parent__parent__parent")))
    pairs = owed.filter(department__in=now).values_list("department", "keeper").distinct()
    fallen = {key: now[key] for key, keeper in pairs if now[key] and now[key].pk != keeper}
    return sum(_fall(department, keeper) for department, keeper in fallen.items())


@transaction.atomic
def _fall(department, keeper):
    rows = Receipt.objects.owed().filter(department=department).exclude(keeper=keeper)
    found = list(rows.for_people().select_for_update(of=("self",)))
    Receipt.objects.filter(pk__in=[row.pk for row in found], confirmed_at=None).update(keeper=keeper)
    for row in found:
        row.keeper = keeper
        Word(Edition.objects.select_related("notice__host").get(pk=row.edition_id)).tell(row)
    return len(found)
