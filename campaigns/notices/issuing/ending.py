"""撤销, 废止: the end of a notice that is issued. There is no way back; what should hold again is issued anew."""

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from organizations import access, audit, jobs, messages
from organizations.access import Right

from ..lineage import stale
from ..lineage.above import end_unnamed
from ..models import Edition, Notice, NoticeEnding, Receipt
from ..moves import IllegalMove, State
from ..receiving import sending
from .gatekeeping import Confirmed, admit
from .texts import Passage

Ending = Notice.Ending
NOTHING = Confirmed()
KIND = "tell-of-end"
AT_A_TIME = 100  # departments
ASKED = "贵单位据此制发的通知是否需要修改，请研究处理。"
UNNAMED = "上级有关通知"
WORDS = {Ending.WITHDRAWN: "撤销", Ending.REPEALED: "废止"}


def withdraw(pk, reason, *, by, confirmed=NOTHING):
    """Withdraw an issued notice: it is void from the start. One whose repeal is declared can be withdrawn before that day.

    confirmed: what was said of findings in the reason, which goes public: a gatekeeping.Confirmed. Raise NotForPublic
    where one is not covered.
    """
    return _end(pk, Ending.WITHDRAWN, timezone.localdate(), reason, by, confirmed)


def repeal(pk, day, reason, *, by, confirmed=NOTHING):
    """Repeal an issued notice from a day on, today or later: until then it holds. As `withdraw` does."""
    if day < timezone.localdate():
        raise IllegalMove("废止日期不能早于今天。")
    return _end(pk, Ending.REPEALED, day, reason, by, confirmed)


@transaction.atomic
def _end(pk, ending, day, reason, by, confirmed):
    notice = Notice.objects.select_related("current", "host__region").held(pk)
    refuse_unless_standing(notice, WORDS[ending])
    admit(notice.current, Passage("ending_reason", f"{WORDS[ending]}的理由", reason), confirmed, by=by)
    facts = {"ending": ending, "ended_on": day, "ended_at": timezone.now(), "ending_reason": reason}
    before = notice.ended_on.isoformat() if notice.ending else ""
    if not Notice.objects.filter(pk=pk, ending=notice.ending).update(**facts):
        raise IllegalMove("刚刚已由他人办理，请刷新页面后再试。")
    for name, value in facts.items():
        setattr(notice, name, value)
    _keep(notice, by)
    audit.record(
        "notice-withdraw" if ending == Ending.WITHDRAWN else "notice-repeal",
        notice,
        by=by,
        before=before,
        after=day.isoformat(),
    )
    _warn(notice)
    sending.send_end(notice)
    stale.ask(notice)
    return notice


def _keep(notice, by):
    """Write down who did it, by the name of the day. by: an acting.Actor."""
    NoticeEnding.objects.create(
        notice=notice,
        kind=notice.ending,
        day=notice.ended_on,
        reason=notice.ending_reason,
        at=notice.ended_at,
        user=by.user,
        on_behalf_of=by.on_behalf_of,
        department=by.department,
    )


def refuse_unless_standing(notice, what):
    """Raise IllegalMove unless a notice of our own is issued, stands, and has no correction that is signed already."""
    if notice.current_id is None or notice.is_recorded:
        raise IllegalMove(f"只有经本系统印发的通知才能{what}。")
    if notice.ending and not (what == WORDS[Ending.WITHDRAWN] and notice.is_withdrawable):
        raise IllegalMove(f"{notice.end.removesuffix('。')}，不能再{what}。")
    if Edition.objects.filter(notice=notice, state=State.SIGNED).exists():
        raise IllegalMove(f"更正的版本已经签发、正在生成文件，请待其印发后再{what}。")


# --- who is told --------------------------------------------------------------------------------------------------


def replaced_before(edition):
    """Return the issued editions that an edition in force replaced, the newest first: they end with it."""
    earlier = Edition.objects.filter(notice=edition.notice_id, state=State.ISSUED, number__lt=edition.number)
    return earlier.exclude(pk=F("notice__current")).order_by("-number")


def _below(notice):
    """Return the keys of the hosts of the notices that descend from one, issued or on their way."""
    alive = Notice.objects.below(notice).filter(ending="", editions__in=Edition.objects.kept())
    return set(alive.values_list("host", flat=True)) - {notice.host_id}


def _warn(notice):
    """Owe word to all whom the end concerns. Those who made something of it may be thousands: a job tells them."""
    below = _below(notice)
    issuers = set(notice.current.issuers.exclude(department=None).values_list("department", flat=True))
    issuers -= below | {notice.host_id}
    if below:
        jobs.ask(KIND, notice.pk, about=notice.current.title, notice=notice.pk)
    theirs = access.people_in(Right.REVIEW, below)
    for departments, words in ((issuers, "贵单位联署的"), ({notice.host_id}, "")):
        people = access.people_in(Right.REVIEW, departments).exclude(pk__in=theirs.values("pk"))
        _tell(notice, people, f"{words}{_said(notice)}", reverse("drafting:detail", args=[notice.current_id]))


def _tell(notice, people, body, path, title=None):
    """path: where whoever is told sees it, while it has no public page; title: what it is called to them."""
    messages.owe(
        people,
        f"notice-{notice.ending}",
        notice,
        subject=f"{notice.end_mark}：{title or notice.current.title}"[:200],
        body=body,
        path=notice.get_absolute_url() if notice.is_public else path,
    )


def _said(notice):
    return f"{_named(notice)}{notice.end.removeprefix('本通知')}理由：{notice.ending_reason.rstrip('。')}。"


@jobs.worker(KIND, "告知下级上级通知已经终止")
def warn_below(job):
    """Tell the people of every department that has made something of it; twice does nothing twice."""
    notice = Notice.objects.select_related("current").get(pk=job.payload["notice"])
    hosts = sorted(_below(notice))
    named = {*hosts} if notice.is_public else _knowing(notice)
    for done in range(0, len(hosts), AT_A_TIME):
        jobs.progress(job, done, len(hosts), "正在告知")
        some, desk = {*hosts[done : done + AT_A_TIME]}, reverse("pages:desk")
        _tell(
            notice, access.people_in(Right.REVIEW, some & named), f"{_said(notice)}{ASKED}", reverse("receiving:list")
        )
        _tell(notice, access.people_in(Right.REVIEW, some - named), f"{end_unnamed(notice)}{ASKED}", desk, UNNAMED)


def _knowing(notice):
    """Return the keys of the departments below that may be told of a notice without a public page: what was made right of it, or got it."""
    got = Receipt.objects.filter(edition__notice=notice).values_list("department", flat=True)
    return {*notice.children.values_list("host", flat=True), *got}


def _named(notice):
    """国市监质示例〔2026〕4号（第2版）: the number tells editions of one title apart."""
    edition = notice.current
    return f"{edition.doc_number}（第{edition.number}版）" if edition.number > 1 else edition.doc_number
