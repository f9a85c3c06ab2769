"""What came in and waits to be confirmed: read by the desk. A fixed number of queries, whatever waits."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from organizations.access import Right
from organizations.due import Due

from ..models import Adaptation, Edition, Receipt

MOST = 10  # notices that the desk names, the oldest first
ACT = "签收"
Stage = Adaptation.Stage


def waiting(actor):
    """Return [Due] of an acting.Actor: a notice each, whether it came to her department or is kept for others."""
    if Right.RECEIVE not in actor.rights or actor.department is None:
        return []
    return [*_own(actor.department), *_kept(actor.department)]


def _own(department):
    rows = Receipt.objects.owed().filter(department=department).select_related("edition__notice__host")
    rows = list(rows.prefetch_related("edition__notice__host__names").order_by("pk")[: MOST + 1])
    asked = _asked(rows, department)
    for row in rows[:MOST]:
        edition = row.edition
        word = f"请签收{'更正' if edition.number > 1 else ''}"
        sub = f"{edition.notice.host}{_day(row.sent_at)}送达。{asked.get(edition.pk, '')}"
        yield Due(f"{word}：{edition.title}{edition.ordinal}", sub, _address(row.pk), ACT)
    if len(rows) > MOST:
        yield Due("还有收到的通知等待签收", "先列最早送达的。", reverse("receiving:list"), "查看全部待签收的通知")


def _asked(rows, department):
    """Return {key of an edition: what the department owes beside its receipt, in a sentence}. One query at most."""
    editions = {row.edition_id: row.edition.notice_id for row in rows if row.duty == row.Duty.ADAPT}
    if not editions:
        return {}
    tasks = Adaptation.objects.standing().with_stage().filter(notice__in=editions.values(), department=department)
    tasks = {
        notice: (stage, answers)
        for notice, stage, answers in tasks.values_list("notice", "stage", "child__current__answers")
    }
    found = {}
    for edition, notice in editions.items():
        stage, answers = tasks.get(notice, (Stage.WAIVED, None))
        if stage == Stage.ISSUED:
            is_behind = answers not in (None, edition)
            found[edition] = "本地通知已经印发。请核对更正内容，需要跟进的，办理跟进。" if is_behind else ""
        elif stage != Stage.WAIVED:
            found[edition] = "须制定本地通知。"
    return found


def _kept(department):
    rows = Receipt.objects.owed().kept_by(department).order_by().values_list("edition")
    found = list(rows.annotate(Count("pk"), Min("pk")).order_by("edition")[: MOST + 1])
    editions = Edition.objects.select_related("notice__host").in_bulk([key for key, *_ in found]) if found else {}
    for key, count, first in found[:MOST]:
        edition = editions[key]
        sub = f"{count}个下级单位没有办理人员，由贵单位代收并转告。"
        yield Due(f"请代收：{edition.title}{edition.ordinal}", sub, _address(first), "代收")
    if len(found) > MOST:
        address = f"{reverse('receiving:list')}?show=kept"
        yield Due("还有代收的通知等待签收", "先列最早送达的。", address, "查看全部代收的通知")


def _address(pk):
    return reverse("receiving:detail", args=[pk])


def _day(at):
    return f"{timezone.localtime(at):%-m月%-d日}"
