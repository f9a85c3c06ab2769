"""What whoever asked for local notices may change: waive one, ask for it again, set another day."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from organizations import access, audit, messages
from organizations.access import Right
from organizations.models.acted import LONGEST

from ..lineage.settling import settle_tasks
from ..models import Adaptation, Notice
from ..moves import IllegalMove

Stage = Adaptation.Stage
ELSEWHERE = "刚刚已由他人办理，请刷新页面后再试。"


@transaction.atomic
def waive(adaptation, reason, *, by):
    """Let a territory owe nothing, for a reason. by: an acting.Actor. Raise IllegalMove where it has issued, or is waived."""
    facts = {"waived_by": by.user, "waived_for": by.on_behalf_of, "waived_as": by.name[:LONGEST]}
    is_open = Adaptation.objects.with_stage().open().filter(pk=adaptation.pk)
    rows = Adaptation.objects.standing().filter(pk__in=is_open.values("pk"), waived_at=None)
    if not rows.update(waived_at=timezone.now(), waived_reason=reason, **facts):
        raise IllegalMove(_why_not(adaptation))
    audit.record("adaptation-waive", adaptation, by=by, after=audit.sha256(reason))
    settle_tasks(Adaptation.objects.filter(pk=adaptation.pk))
    _tell(
        adaptation, "免予制定本地通知", f"{adaptation.notice.host}已免予{adaptation.region}制定本地通知。理由：{reason}"
    )


@transaction.atomic
def ask_again(adaptation, *, by):
    """Take a waiver back: the territory owes its notice as before. The reason that was given stays to be read."""
    facts = {"waived_at": None, "waived_by": None, "waived_for": None, "waived_as": ""}
    if not Adaptation.objects.standing().filter(pk=adaptation.pk, waived_at__isnull=False).update(**facts):
        raise IllegalMove(_ended(adaptation.notice_id) or "这个地区没有免予制定，不必恢复。")
    audit.record("adaptation-ask-again", adaptation, by=by, before=audit.sha256(adaptation.waived_reason))
    due = f"，期限为{_said(adaptation.due_on)}" if adaptation.due_on else ""
    _tell(
        adaptation,
        "请制定本地通知",
        f"{adaptation.notice.host}已取消免予制定，请{adaptation.region}制定本地通知{due}。",
    )


@transaction.atomic
def change_day(rows, day, reason="", *, by):
    """Set another day for those of the rows that are still open; return (those, the others). Raise IllegalMove for none.

    reason: what those who owe them are told of it, and what stands beside the day from then on; "" for nothing.
    """
    keys = {row.pk for row in rows}
    list(Adaptation.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))
    still = Adaptation.objects.standing().with_stage().open().filter(pk__in=keys)
    still = set(still.values_list("pk", flat=True))
    if not still:
        raise IllegalMove(_ended(rows[0].notice_id) or "所选的地区都已印发或者免予制定，不再调整期限。")
    changed = [row for row in rows if row.pk in still and row.due_on != day]
    Adaptation.objects.filter(pk__in=[row.pk for row in changed]).update(due_on=day, day_reason=reason)
    for row in changed:
        before = row.due_on.isoformat() if row.due_on else ""
        audit.record("adaptation-day", row, by=by, before=before, after=day.isoformat())
        why = f"理由：{reason}" if reason else ""
        _tell(row, "贯彻期限有调整", f"{row.notice.host}将{row.region}制定本地通知的期限调整为{_said(day)}。{why}")
    return changed, [row for row in rows if row.pk not in still]


def _why_not(adaptation):
    if ended := _ended(adaptation.notice_id):
        return ended
    now = Adaptation.objects.with_stage().get(pk=adaptation.pk)
    return {Stage.ISSUED: "本地通知已经印发，不能再免予制定。", Stage.WAIVED: "这个地区已经免予制定。"}.get(
        now.stage, ELSEWHERE
    )


def _ended(pk):
    notice = Notice.objects.select_related("campaign").get(pk=pk)
    if not notice.holds_on(timezone.localdate()):
        return f"{notice.end.removesuffix('。')}，不再督办。"
    campaign = notice.campaign
    return "" if campaign.is_open else f"{campaign}处于“{campaign.get_state_display()}”状态，不再督办本地通知。"


def _said(day):
    return f"{day.year}年{day.month}月{day.day}日"


def _tell(adaptation, word, body):
    """Owe word to those who write and review where the notice is owed."""
    messages.owe(
        access.people_with(Right.DRAFT, adaptation.department),
        "adaptation",
        adaptation,
        subject=f"{word}：{adaptation.notice}",
        body=body,
        path=reverse("supervising:adaptation", args=[adaptation.notice_id, adaptation.pk]),
        occasion=timezone.now().isoformat(),
        department=adaptation.department,
    )
