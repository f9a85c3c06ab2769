"""What nobody has confirmed falls further where whoever should has nobody any more: looked at from time to time."""

from itertools import groupby
from operator import itemgetter

from django.db import transaction

from organizations.access import Right, manned
from organizations.models import Department

from ..models import Edition, Receipt
from .falling import keepers
from .sending import Word

AT_A_TIME = 200  # receipts whose rows are held in one transaction


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
    rows = owed.filter(department__in=fallen).order_by("edition", "pk").values_list("edition", "pk")
    by_edition = groupby(list(rows), key=itemgetter(0))
    return sum(_fall(edition, [pk for _, pk in some], fallen) for edition, some in by_edition)


def _fall(edition, keys, fallen):
    edition = Edition.objects.select_related("notice__host").get(pk=edition)
    return sum(_fall_some(edition, keys[at : at + AT_A_TIME], fallen) for at in range(0, len(keys), AT_A_TIME))


@transaction.atomic
def _fall_some(edition, keys, fallen):
    rows = Receipt.objects.owed().filter(pk__in=keys).for_people().select_for_update(of=("self",)).order_by("pk")
    found = [row for row in rows if row.keeper_id != fallen[row.department_id].pk]
    for row in found:
        row.keeper = fallen[row.department_id]
    Receipt.objects.bulk_update(found, ["keeper"])
    word = Word(edition, found)
    for row in found:
        word.tell(row)
    return len(found)
