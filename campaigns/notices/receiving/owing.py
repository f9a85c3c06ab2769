"""布置贯彻: which territories owe a notice of their own to one that is issued, through which department, by when."""

from django.db import transaction
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


@transaction.atomic
def ask(edition, found):
    """Write what territories owe to an edition that is issued; return how many there are that did not owe it before.

    What a correction does not ask of a territory any more is waived where nobody began; what it asks goes on, and so does
    a day that was set for one territory alone. A fixed number of queries but for what a correction changes.
    """
    notice, host = edition.notice, edition.notice.host
    held = notice.adaptations.select_for_update(no_key=True).order_by("pk")  # in one order, as whoever sets another day
    known = {row.region_id: row for row in held}
    new = [
        Adaptation(notice=notice, region_id=region, department=lead, due_on=edition.adapt_by)
        for region, lead in territories(found, host).items()
        if region not in known
    ]
    Adaptation.objects.bulk_create(new, ignore_conflicts=True)
    if known:
        _follow(edition, known, asked_of(found, host).keys())
    if new:
        _attach_children(notice)
    return len(new)


def _follow(edition, known, asked):
    """Bring what is owed already, whose rows are held, in line with a correction; asked: the keys of regions."""
    for region, row in known.items():
        if region not in asked:
            _waive(row)
        elif row.waived_reason == NO_LONGER and row.waived_by_id is None:
            _ask_again(row, edition.adapt_by)
    _move_day(edition, asked)


def _waive(row):
    facts = {"waived_at": timezone.now(), "waived_reason": NO_LONGER}
    if Adaptation.objects.free().filter(pk=row.pk, waived_at=None).update(**facts):
        audit.record("adaptation-drop", row)


def _ask_again(row, day):
    facts = {"waived_at": None, "waived_reason": "", "due_on": day}
    if Adaptation.objects.filter(pk=row.pk, waived_at__isnull=False).update(**facts):
        audit.record("adaptation-ask-again", row, before=audit.sha256(NO_LONGER))


def _move_day(edition, asked):
    """Give the new day to what is still open and had the day of the edition that was in force before."""
    rows = edition.notice.editions.filter(number__lt=edition.number, state=Edition.State.ISSUED)
    old, day = rows.order_by("-number").first(), edition.adapt_by
    if old is None or day in (None, old.adapt_by):
        return
    moved = list(edition.notice.adaptations.with_stage().open().filter(region__in=asked, due_on=old.adapt_by))
    Adaptation.objects.filter(pk__in=[row.pk for row in moved]).update(due_on=day)
    before = old.adapt_by.isoformat() if old.adapt_by else ""
    for row in moved:
        audit.record("adaptation-day", row, before=before, after=day.isoformat())


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
