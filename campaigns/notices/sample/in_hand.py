"""The sample's notices on their way: in each state that a notice can be in, so that every page has something to show.

All invented, by the sample's people, who do here what they would do at their desks.
"""

from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from campaigns.notices.countersigning import acts
from campaigns.notices.countersigning.acts import Seen
from campaigns.notices.countersigning.forms import proposed
from campaigns.notices.drafting.rights import editing
from campaigns.notices.drafting.starting import begin_from_reading
from campaigns.notices.intake import admitted
from campaigns.notices.issuing import correcting, ending, proving, signing
from campaigns.notices.models import Edition, Receipt
from campaigns.notices.receiving import confirming
from campaigns.notices.rounds.marks import mark_among, marks_of
from organizations import jobs

from . import people
from .addressed import address
from .paper import SIGNER, blank
from .people import series_of

AFTER_ISSUE = "sample-after-issue"  # the kind of job that goes on once the worker can print
FOLDER = Path(__file__).parent / "in_hand"
OBJECTION = "三（二）要求每月报送，基层负担较重，建议改为活动结束后一次报送。"


def load(campaign):
    """Begin what is missing of the notices on their way in a sample campaign; return how many there are."""
    own = Edition.objects.filter(notice__campaign=campaign, notice__parent=None, notice__begun_as=None)
    begun, actors = own.filter(begun_at__isnull=False).count(), people.actors()
    if begun or "zongju-qicao" not in actors:
        return begun
    series = {name: series_of(actors[name]) for name in ("zongju-qianfa", "zhejiang-qianfa")}
    arrangements = _issued("arrangements", "zongju", campaign, actors, series)
    ceremony = _issued("ceremony", "zongju", campaign, actors, series)
    weekly = _issued("weekly", "zhejiang", campaign, actors, series)
    metering = _issued("metering", "zhejiang", campaign, actors, series)
    _round(campaign, actors)
    _sent("summary", "zongju", campaign, actors)
    _ready("training", "zongju", campaign, actors)
    _ready("consulting", "zhejiang", campaign, actors)
    _begin("visits", campaign, actors["hangzhou"])
    editions = {"receive": arrangements.pk, "withdraw": ceremony.pk, "repeal": weekly.pk, "correct": metering.pk}
    jobs.ask(AFTER_ISSUE, campaign.pk, about=str(campaign), **editions)
    return 9


def _begin(name, campaign, actor):
    reading = admitted((FOLDER / f"{name}.txt").read_text(encoding="utf-8").format(year=campaign.year))
    edition = begin_from_reading(campaign, actor.department, reading, reading.title, by=actor)
    return address(edition, by=actor)


def _sent(name, host, campaign, actors):
    edition = _begin(name, campaign, actors[f"{host}-qicao"])
    acts.send_for_review(edition.pk, by=actors[f"{host}-qicao"])
    return edition


def _ready(name, host, campaign, actors):
    edition = _sent(name, host, campaign, actors)
    acts.send_round(edition.pk, by=actors[f"{host}-shenhe"])
    return edition


def _issued(name, host, campaign, actors, series):
    """Written by one, sent on by another, signed by a third; the worker makes its files and so makes it public."""
    edition = _ready(name, host, campaign, actors)
    return _signed(edition, actors[f"{host}-qianfa"], series[f"{host}-qianfa"])


def _signed(edition, by, series):
    proving.make(edition.pk)
    shown = Edition.objects.get(pk=edition.pk)
    return signing.sign(edition.pk, by=by, seen=shown.text_hash, office=shown.print_office, series=series)


def _round(campaign, actors):
    """Two agree, one of them with an opinion, one objects, one has yet to say something."""
    edition = _begin("cases", campaign, actors["zongju-qicao"])
    acts.send_for_review(edition.pk, by=actors["zongju-qicao"])
    acts.send_round(edition.pk, by=actors["zongju-shenhe"], until=proposed())
    decisions = {
        "zhongxuanbu": ("agreed", ""),
        "fagaiwei": ("opinion", "建议在三（一）中注明案例应当经企业同意后公开。"),
        "zonggonghui": ("objected", OBJECTION),
    }
    for name, (decision, opinion) in decisions.items():
        edition = Edition.objects.select_related("notice__host", "notice__campaign").get(pk=edition.pk)
        seen = Seen(edition.text_hash, mark_among(marks_of(edition), actors[name].department).last)
        acts.countersign(edition.pk, by=actors[name], seen=seen, decision=decision, opinion=opinion)


# --- what becomes of some once they are issued ----------------------------------------------------------------------


@jobs.worker(AFTER_ISSUE, "办理示例通知的更正、撤销和废止")
def after_issue(job):
    """Have them printed and so issued; withdraw one, repeal another, correct the third. A second run does what is left."""
    from campaigns.notices.tasks import print_edition  # tasks knows this, too

    editions = {act: job.payload[act] for act in ENDS}
    for pk in editions.values():
        print_edition(pk)
    by = people.actors()
    for act, pk in editions.items():
        edition = Edition.objects.select_related("notice").get(pk=pk)
        if not edition.notice.ending and not edition.notice.editions.filter(number=2).exists():
            _received(edition, by)
            ENDS[act](edition.notice_id, by)


def _withdraw(notice, actors):
    ending.withdraw(notice, "启动仪式仍按原安排举行，本件系误发。", by=actors["zongju-qianfa"])


def _repeal(notice, actors):
    day = timezone.localdate() + timedelta(days=7)
    ending.repeal(
        notice, day, "为减轻基层负担，不再要求每周报送，改为活动结束后一次报送。", by=actors["zhejiang-qianfa"]
    )


@transaction.atomic
def _correct(notice, actors):
    drafter, signatory = actors["zhejiang-qicao"], actors["zhejiang-qianfa"]
    edition = correcting.begin(notice, "", by=signatory)
    correcting.note_change(edition.pk, "工作日上午居民多不在家，将服务时间改为周末上午。", by=drafter)
    with editing(edition.pk, by=drafter) as held:
        clause = held.clauses.get(text__contains="工作日上午")
        held.clauses.filter(pk=clause.pk).update(text=clause.text.replace("工作日上午", "周末上午"))
    acts.send_for_review(edition.pk, by=drafter)
    acts.send_round(edition.pk, by=actors["zhejiang-shenhe"])
    _signed(edition, signatory, series_of(signatory))


def _received(edition, actors):
    """Let those confirm a notice who have somebody here."""
    by_department = {actor.department.pk: actor for actor in actors.values()}
    for receipt in Receipt.objects.owed().filter(edition=edition, department__in=by_department):
        confirming.confirm(receipt, by=by_department[receipt.department_id])


@transaction.atomic
def _on_paper(notice, actors):
    """Record what one who has nobody here confirmed on paper."""
    receipt = Receipt.objects.owed().filter(edition__notice=notice).order_by("pk").first()
    if receipt:
        name, digest = blank("receipts", receipt.pk)
        facts = {"signer": SIGNER, "day": timezone.localdate(), "scan": name, "digest": digest}
        confirming.record_on_paper(receipt, by=actors["zongju-qicao"], **facts)


ENDS = {"receive": _on_paper, "withdraw": _withdraw, "repeal": _repeal, "correct": _correct}
