"""What a notice owes to the one above it: that it hangs under it, that it answers an edition, that a task is done by it."""

from django.db.models import Q
from django.utils import timezone

from organizations.models import Department

from ..models import Adaptation, Edition, Lineage, Notice
from .nodes import comparable


def held(pk):
    """Return a notice, its row held to the end of the transaction: two who derive from it come one after the other."""
    return Notice.objects.select_related("current", "campaign", "host__region").held(pk)


def refusal(here, upper):
    """Say why a department cannot derive a notice from `upper`, in a sentence; "" where it can.

    upper: a Notice with current edition, host and campaign.
    """
    if upper.current_id is None or upper.current.state != Edition.State.ISSUED:
        return "上级通知还没有印发，不能据以起草。"
    if not upper.holds_on(timezone.localdate()):
        return f"{upper.end}不能再据以起草。"
    if not upper.campaign.is_open:
        return f"{upper.campaign}处于“{upper.campaign.get_state_display()}”状态，不能起草通知。"
    if here is None or not is_below(here.region, upper.host.region):
        return f"只有{upper.host.region}以下各地，才能据以起草本地通知。"
    if not here.line.is_lead:
        return f"本地通知由{here.region}的{lead_of(here.region) or '牵头部门'}起草。"
    return ""


def is_below(region, upper):
    """Whether a region lies in another one, and is not that itself. Its parents come with it."""
    while (region := region.parent) is not None:
        if region.pk == upper.pk:
            return True
    return False


def uppers(department):
    """Return the notices that a department may adapt: those in force of the regions above it, the nearest first; none for
    one that leads nothing.
    """
    above, region = [], department.region
    while (region := region.parent) is not None:
        above.append(region.pk)
    rows = Notice.objects.standing().filter(current__isnull=False, host__region__in=above, campaign__state="open")
    rows = rows.select_related("current", "host__region").order_by("-host__region__code", "-pk")
    return rows if department.line.is_lead else rows.none()


def lead_of(region):
    """Return the department that leads in a region today, or None."""
    return leads_of([region.pk]).get(region.pk)


def leads_of(regions):
    """Return {key of a region: the Department that leads there today}; of several the one that was set up last. One query."""
    rows = Department.objects.today().filter(region__in=regions, line__is_lead=True)
    rows = rows.select_related("region__parent__parent__parent", "line").prefetch_related("names")
    return {one.region_id: one for one in rows.order_by("pk")}


def own_edition(upper, region):
    """Return the edition in hand or in force of a region's own notice under `upper`, or None.

    What was discarded or withdrawn is none, nor what was repealed and holds no more.
    """
    rows = Edition.objects.filter(notice__parent=upper, notice__host__region=region, notice__host__line__is_lead=True)
    over = Q(notice__ending=Notice.Ending.REPEALED, notice__ended_on__lte=timezone.localdate())
    rows = rows.exclude(state=Edition.State.DISCARDED).exclude(Q(notice__ending=Notice.Ending.WITHDRAWN) | over)
    return rows.select_related("notice").order_by("-number").first()


def keep_all(edition, made):
    """Say of all that was copied of the edition that is answered: kept, and nobody has decided; made: {key of theirs: ours}."""
    Lineage.objects.bulk_create(
        Lineage(edition=edition, clause=made[key], parent_id=key, relation=Lineage.Relation.KEPT, score=1.0)
        for key in comparable(edition.answers_id)
    )


def take_on(notice):
    """Let a notice be what its territory owes to its parent; return whether it became that.

    What is that already stays it; a place that a withdrawn notice held is free. Called in the transaction that begins,
    issues or records it.
    """
    if notice.parent_id is None or Adaptation.objects.filter(child=notice).exists():
        return False
    rows = Adaptation.objects.free().filter(notice=notice.parent_id, region=notice.host.region_id)
    return bool(rows.update(child=notice))


def let_go(notice):
    """Let no task be done by a notice that was discarded; what else its territory has under the parent takes it on."""
    if Adaptation.objects.filter(child=notice).update(child=None) and (another := in_place_of(notice)):
        take_on(another)


def in_place_of(notice):
    """Return what else a territory has under the same parent, or None: what is in force, else what is in hand; the last of these."""
    rows = Notice.objects.standing().filter(parent=notice.parent_id, host__region=notice.host.region_id)
    rows = rows.exclude(pk=notice.pk).select_related("host").order_by("-pk")
    in_hand = rows.filter(pk__in=Edition.objects.in_hand().values("notice"))
    return rows.filter(current__isnull=False).first() or in_hand.first()
