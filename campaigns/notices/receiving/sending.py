"""送达: an edition that is issued goes to all that its rows lead to, in the transaction that issues it; a job tells them."""

from django.urls import reverse
from django.utils import timezone

from organizations import access, audit, jobs, messages
from organizations.access import Right

from ..models import Edition, Notice, Receipt
from ..rounds.telling import named
from .falling import keepers
from .resolving import destinations

KIND = "tell-addressees"
AT_A_TIME = 20


def send(edition):
    """Write the receipts of an edition that is issued, and owe word to all of them; return how many there are.

    Called in the transaction that issues it. A fixed number of queries.
    """
    found = destinations(edition)
    falls = keepers([one for each in found for one in each.departments])
    now = timezone.now()
    rows = [
        Receipt(edition=edition, department=one, duty=each.row.duty, keeper=falls.get(one.pk), sent_at=now)
        for each in found
        for one in each.departments
    ]
    Receipt.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        jobs.ask(KIND, edition.pk, about=edition.title, edition=edition.pk)
        audit.record("notice-send", edition, by=None, after=str(len(rows)))
    return len(rows)


# --- the worker's side --------------------------------------------------------------------------------------------


@jobs.worker(KIND, "告知收文单位")
def tell(job):
    """Tell the people of every department, and of whoever keeps it for one; twice does nothing twice."""
    edition = Edition.objects.select_related("notice__host", "notice__current").get(pk=job.payload["edition"])
    if edition.notice.ending == Notice.Ending.WITHDRAWN:
        return
    rows = edition.receipts.select_related("department", "keeper").prefetch_related("department__names")
    rows = list(rows.order_by("pk"))
    for done in range(0, len(rows), AT_A_TIME):
        jobs.progress(job, done, len(rows), "正在告知")
        for row in rows[done : done + AT_A_TIME]:
            tell_of(row, edition)


def tell_of(receipt, edition):
    """Owe word of a receipt to those who could confirm it, or who are to know."""
    department = receipt.keeper or receipt.department
    right = Right.VIEW if receipt.duty == Receipt.Duty.NOTHING else Right.RECEIVE
    messages.owe(
        access.people_with(right, department),
        "receipt",
        receipt,
        subject=f"{WORDS[receipt.duty]}：{named(edition)}",
        body=_said(receipt, edition),
        path=reverse("receiving:detail", args=[receipt.pk]),
        department=department,
    )


WORDS = {Receipt.Duty.ADAPT: "请签收并贯彻", Receipt.Duty.RECEIVE: "请签收", Receipt.Duty.NOTHING: "抄送"}


def _said(receipt, edition):
    said = f"{edition.notice.host}印发，{edition.doc_number}。"
    if receipt.keeper:
        said += f"主送{receipt.department}，该单位在系统中没有办理人员，由贵单位代收并转送。"
    return f"{said}替代{old.doc_number}。" if (old := _replaced(edition)) else said


def _replaced(edition):
    return edition.notice.editions.filter(number=edition.number - 1, state=Edition.State.ISSUED).first()
