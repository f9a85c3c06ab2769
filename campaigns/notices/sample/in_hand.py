"""The sample's notices on their way: one issued through the portal, one round its co-issuers, one in review, one to be signed.

All invented, by the sample's people, who do here what they would do at their desks.
"""

from pathlib import Path

from campaigns.notices.countersigning import acts
from campaigns.notices.countersigning.acts import Seen
from campaigns.notices.countersigning.marks import mark_of
from campaigns.notices.drafting.starting import begin_from_reading
from campaigns.notices.intake import admitted
from campaigns.notices.issuing import ledger, signing
from campaigns.notices.models import Edition
from organizations.acting import identities
from organizations.models import User

FOLDER = Path(__file__).parent / "in_hand"
SERIES = {"zongju-qianfa": "国市监质示例", "zhejiang-qianfa": "浙市监质示例"}
OBJECTION = "三（二）要求每月报送，基层负担较重，建议改为活动结束后一次报送。"


def load(campaign):
    """Begin what is missing of the notices on their way in a sample campaign; return how many there are."""
    people = {user.username: user for user in User.objects.filter(email__endswith="@example.org")}
    if (
        "zongju-qicao" not in people
        or Edition.objects.filter(notice__campaign=campaign, begun_at__isnull=False).exists()
    ):
        return Edition.objects.filter(notice__campaign=campaign, begun_at__isnull=False).count()
    actors = {name: identities(user)[0] for name, user in people.items() if not hasattr(user, "platform_role")}
    series = {name: _series(actors[name], mark) for name, mark in SERIES.items()}
    _issued(campaign, actors, series)
    _round(campaign, actors)
    _in_review(campaign, actors)
    _to_be_signed(campaign, actors)
    _begun(campaign, actors)
    return 5


def _series(actor, mark):
    return ledger.add_series(mark, actor.department, by=actor)


def _begin(name, campaign, actor):
    reading = admitted((FOLDER / f"{name}.txt").read_text(encoding="utf-8").format(year=campaign.year))
    return begin_from_reading(campaign, actor.department, reading, reading.title, by=actor)


def _issued(campaign, actors, series):
    """Written by one, sent on by another, signed by a third; the worker makes its files and so makes it public."""
    edition = _begin("arrangements", campaign, actors["zongju-qicao"])
    acts.send_for_review(edition.pk, by=actors["zongju-qicao"])
    acts.send_round(edition.pk, by=actors["zongju-shenhe"])
    seen = Edition.objects.get(pk=edition.pk).text_hash
    signing.sign(edition.pk, by=actors["zongju-qianfa"], seen=seen, series=series["zongju-qianfa"])


def _round(campaign, actors):
    """Two agree, one of them with an opinion, one objects, one has yet to say something."""
    edition = _begin("cases", campaign, actors["zongju-qicao"])
    acts.send_for_review(edition.pk, by=actors["zongju-qicao"])
    acts.send_round(edition.pk, by=actors["zongju-shenhe"])
    decisions = {
        "zhongxuanbu": ("agreed", ""),
        "fagaiwei": ("opinion", "建议在三（一）中注明案例应当经企业同意后公开。"),
        "zonggonghui": ("objected", OBJECTION),
    }
    for name, (decision, opinion) in decisions.items():
        edition = Edition.objects.select_related("notice__host", "notice__campaign").get(pk=edition.pk)
        seen = Seen(edition.text_hash, mark_of(edition, actors[name].department).last)
        acts.countersign(edition.pk, by=actors[name], seen=seen, decision=decision, opinion=opinion)


def _in_review(campaign, actors):
    edition = _begin("summary", campaign, actors["zongju-qicao"])
    acts.send_for_review(edition.pk, by=actors["zongju-qicao"])


def _to_be_signed(campaign, actors):
    edition = _begin("consulting", campaign, actors["zhejiang-qicao"])
    acts.send_for_review(edition.pk, by=actors["zhejiang-qicao"])
    acts.send_round(edition.pk, by=actors["zhejiang-shenhe"])


def _begun(campaign, actors):
    _begin("visits", campaign, actors["hangzhou"])
