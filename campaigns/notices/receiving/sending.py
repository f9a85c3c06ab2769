"""送达: an edition that is issued goes to all that its rows lead to, in the transaction that issues it; a job tells them."""

from django.urls import reverse
from django.utils import timezone

from organizations import access, audit, jobs, messages
from organizations.access import Right

from ..lineage.settling import settle_tasks
from ..models import Adaptation, Edition, Notice, Receipt
from ..rounds.telling import named
from . import owing
from .falling import keepers
from .resolving import destinations, destinations_of

KIND, END = "tell-addressees", "tell-addressees-of-end"
AT_A_TIME = 20
NOTHING = Receipt.Duty.NOTHING


def send(edition, *, rows=None, sent_at=None):
    """Write the receipts of an edition that is issued, and what territories owe to it; return how many receipts there are.

    rows: Addressees to go by, stored or not, where the edition has none. sent_at: when that was, for a notice that was
    issued elsewhere: nobody is told of it now. Called in the transaction that issues it. A fixed number of queries.
    """
    found = destinations_of(edition) if rows is None else destinations(rows, edition.notice.host)
    falls = keepers([one for each in found for one in each.departments])
    at = sent_at or timezone.now()
    receipts = [
        Receipt(edition=edition, department=one, duty=each.row.duty, keeper=falls.get(one.pk), sent_at=at)
        for each in found
        for one in each.departments
    ]
    Receipt.objects.bulk_create(receipts, ignore_conflicts=True)
    owing.ask(edition, found)
    if receipts:
        audit.record("notice-send", edition, after=f"{len(receipts)}个单位")
        if sent_at is None:
            jobs.ask(KIND, edition.pk, about=edition.title, edition=edition.pk)
    return len(receipts)


def send_end(notice):
    """Owe word of its end to all that a notice went to. Called in the transaction that ends it."""
    if Receipt.objects.filter(edition__notice=notice).exists():
        jobs.ask(END, notice.pk, about=str(notice), notice=notice.pk)


# --- the worker's side --------------------------------------------------------------------------------------------


@jobs.worker(KIND, "告知收文单位")
def tell(job):
    """Tell the people of every department, and of whoever keeps it for one; twice does nothing twice."""
    edition = Edition.objects.select_related("notice__host", "notice__current").get(pk=job.payload["edition"])
    if edition.notice.is_withdrawn or edition.is_replaced:
        return
    rows = list(edition.receipts.for_people().order_by("pk"))
    word = Word(edition, rows)
    for done, row in enumerate(rows):
        if done % AT_A_TIME == 0:
            jobs.progress(job, done, len(rows), "正在告知")
        word.tell(row)
    word.tell_sender(rows)
    _settle_void(Receipt.objects.filter(edition__notice=edition.notice_id).exclude(edition=edition))


def _settle_void(receipts):
    """Take as read what asked for receipts that nobody has to confirm any more."""
    rows = list(receipts.filter(confirmed_at=None).exclude(duty=NOTHING).values_list("pk", "department", "keeper"))
    people = access.people_in(Right.VIEW, {key for _, *keys in rows for key in keys if key})
    messages.settle_at([reverse("receiving:detail", args=[pk]) for pk, *_ in rows], people)


class Word:
    """What is said of an edition to those whom it went to, by these receipts. A fixed number of queries for all of them."""

    def __init__(self, edition, receipts):
        self.edition, self.host = edition, edition.notice.host
        parts = {key for row in receipts for key in (row.department_id, row.keeper_id) if key}
        self.people = {right: access.people_by(right, parts) for right in (Right.VIEW, Right.RECEIVE)}
        old = edition.notice.editions.filter(number=edition.number - 1, state=Edition.State.ISSUED).first()
        self.facts = f"{self.host}印发{f'，{edition.doc_number}' if edition.doc_number else ''}。"
        self.facts += f"替代{old.doc_number or f'第{old.number}版'}。" if old else ""
        rows = Adaptation.objects.filter(notice=edition.notice_id).with_stage().open()
        self.due = dict(rows.values_list("department", "due_on"))

    def tell(self, receipt):
        """Owe word of a receipt to those who could confirm it, or who are to know; and to both where it fell to another."""
        right = Right.VIEW if receipt.duty == NOTHING else Right.RECEIVE
        if receipt.keeper_id not in (None, self.host.pk):
            self._owe(right, receipt.keeper, receipt, "请代收", self._kept(receipt))
        fell = receipt.keeper_id is not None
        word = "已由上级代收" if fell and receipt.duty != NOTHING else WORDS[receipt.duty]
        self._owe(Right.VIEW if fell else right, receipt.department, receipt, word, self.facts + self._asked(receipt))

    def _owe(self, right, department, receipt, word, body):
        word = f"{word}更正" if self.edition.number > 1 else word
        messages.owe(
            self.people[right].get(department.pk, []),
            "receipt",
            receipt,
            subject=f"{word}：{named(self.edition)}",
            body=body,
            path=reverse("receiving:detail", args=[receipt.pk]),
            department=department,
        )

    def _kept(self, receipt):
        way = "抄送" if receipt.duty == NOTHING else "主送"
        return f"{self.facts}{way}{receipt.department}，该单位在系统中没有办理人员，由贵单位代收并转告。"

    def _asked(self, receipt):
        if receipt.department_id not in self.due:
            return ""
        day = self.due[receipt.department_id]
        return f"请在{day:%Y年%-m月%-d日}前印发本地通知。" if day else "请印发本地通知。"

    def tell_sender(self, receipts):
        """Tell the sender of those that nobody could confirm here: they get it on paper."""
        back = [row for row in receipts if row.duty != NOTHING and self.has_nobody(row)]
        if back:
            messages.owe(
                access.people_with(Right.RECEIVE, self.host),
                "receipts-on-paper",
                self.edition,
                subject=f"{len(back)}个单位须送纸质件：{named(self.edition)}",
                body=f"{_few(back)}在系统中没有办理人员，上一级也没有可以代收的单位。请送纸质件，取得签收后登记。",
                path=reverse("receiving:sent", args=[self.edition.pk]),
                department=self.host,
            )

    def has_nobody(self, receipt):
        """Whether it fell to the sender itself, or to nobody while its department had nobody, either."""
        if receipt.keeper_id is not None:
            return receipt.keeper_id == self.host.pk
        return receipt.department_id not in self.people[Right.RECEIVE]


WORDS = {Receipt.Duty.ADAPT: "请签收并贯彻", Receipt.Duty.RECEIVE: "请签收", NOTHING: "抄送"}


def _few(receipts, most=3):
    names = [str(row.department) for row in receipts]
    return "、".join(names) if len(names) <= most else f"{'、'.join(names[:most])}等{len(names)}个单位"


@jobs.worker(END, "告知收文单位通知已终止")
def tell_end(job):
    """Tell all whom a notice went to that it ended; whoever was told as an author or for a notice below is told nothing more."""
    notice = Notice.objects.select_related("current").get(pk=job.payload["notice"])
    rows = Receipt.objects.filter(edition__notice=notice)
    if notice.is_withdrawn:
        _settle_void(rows)
    if not notice.holds_on(timezone.localdate()):
        settle_tasks(notice.adaptations.all())
    departments = {key for pair in rows.values_list("department", "keeper") for key in pair if key} - {notice.host_id}
    said = f"{notice.current.doc_number or '本通知'}{notice.end.removeprefix('本通知')}"
    messages.owe(
        access.people_in(Right.RECEIVE, departments),
        f"notice-{notice.ending}",
        notice,
        subject=f"{notice.end_mark}：{named(notice.current)}",
        body=f"{said}理由：{notice.ending_reason.rstrip('。')}。{'尚未签收的不必再签收。' if notice.is_withdrawn else ''}",
        path=reverse("receiving:list"),
    )
