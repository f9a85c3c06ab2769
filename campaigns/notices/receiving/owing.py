"""布置贯彻: which territories owe a notice of their own to one that is issued, through which department, by when."""

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from organizations import audit

from ..lineage.answering import is_below, leads_of
from ..models import Adaptation, Addressee, Edition

NO_LONGER = "更正后不再主送"


def territories(found, host):
    """Return {key of a region: the Department that leads there} of those that are to adapt what goes to these Destinations.

    Where nobody leads, nobody could derive it, and nobody owes it. One query at most, and one for names.
    """
    asked = asked_of(found, host)
    return leads_of(asked) if asked else {}


def asked_of(found, host):
    """Return {key of a region below the host's: the Department first addressed there} of those that are to adapt."""
    asked = {}
    for each in found:
        for one in each.departments if each.row.duty == Addressee.Duty.ADAPT else ():
            if is_below(one.region, host.region):
                asked.setdefault(one.region_id, one)
    return asked


def ask(edition, found):
    """Write what territories owe to an edition that is issued; return how many there are that did not owe it before.

    What a correction does not ask of a territory any more is waived where nobody began; what it asks goes on, and so does
    a day that was set for one territory alone. A fixed number of queries but for what is waived.
    """
    notice, wanted = edition.notice, territories(found, edition.notice.host)
    known = {row.region_id: row for row in notice.adaptations.all()}
    new = [
        Adaptation(notice=notice, region_id=region, department=lead, due_on=edition.adapt_by)
        for region, lead in wanted.items()
        if region not in known
    ]
    Adaptation.objects.bulk_create(new, ignore_conflicts=True)
    if known:
        _follow(edition, known, wanted)
    if new:
        _attach_children(notice)
    return len(new)


def _follow(edition, known, wanted):
    """Bring what is owed already in line with a correction."""
    notice = edition.notice
    again = notice.adaptations.filter(region__in=wanted, waived_by=None, waived_reason=NO_LONGER)
    again.update(waived_at=None, waived_reason="")
    old = notice.editions.filter(number__lt=edition.number).order_by("-number").first()
    if old and old.adapt_by != edition.adapt_by and edition.adapt_by:
        notice.adaptations.filter(due_on=old.adapt_by).update(due_on=edition.adapt_by)
    for region in known.keys() - wanted.keys():
        _waive(known[region])


def _waive(row):
    facts = {"waived_at": timezone.now(), "waived_reason": NO_LONGER}
    if Adaptation.objects.filter(pk=row.pk, child=None, waived_at=None).update(**facts):
        audit.record("adaptation-drop", row)


def _attach_children(notice):
    """The same of the notices that were there before theirs was asked for: issued or recorded ones, then drafts in hand."""
    open_here = {row.region_id: row for row in notice.adaptations.free()}
    in_hand = Exists(Edition.objects.in_hand().filter(notice=OuterRef("pk")))
    children = notice.children.filter(Q(current__isnull=False) | in_hand, fulfils=None, host__region__in=open_here)
    done = []
    for child in children.standing().select_related("host").order_by(F("current").asc(nulls_last=True), "pk"):
        if row := open_here.pop(child.host.region_id, None):
            row.child = child
            done.append(row)
    Adaptation.objects.bulk_update(done, ["child"])
