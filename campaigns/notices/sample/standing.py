"""How the sample's national notice stands half way: who has it, who drafts, who is late, who owes nothing, who was urged."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from campaigns.notices.countersigning import acts
from campaigns.notices.deriving import deciding, proposing
from campaigns.notices.deriving.beginning import derive
from campaigns.notices.drafting.clauses import leave_out
from campaigns.notices.drafting.rights import editing
from campaigns.notices.lineage import stale
from campaigns.notices.models import Adaptation, Edition, Notice, Receipt, Urging
from campaigns.notices.receiving import confirming, sweeping
from campaigns.notices.supervising import boards, changing, urging

from . import clerks, clock
from .addressed import address
from .paper import SIGNER, blank
from .people import actors

CORPS, TIBET, HAINAN = "660000", "540000", "460000"
UNRECEIVED = ("220000", "640000")  # provinces that have not even confirmed that they have it
KEEPERS = ("zhongxuanbu", "fagaiwei", "zonggonghui")  # who has confirmed for the provinces' organs of their lines
URGED = ("140000", "220000")
BELOW = {
    "330000": "zhejiang-qicao",
    "330100": "hangzhou",
}  # whose notices went on to the next level; who records paper there
MORE = ("330400", "330600", "330700", "331000")  # cities that have confirmed, and have not issued yet
ALL_CITIES = "各设区市市场监管局、党委宣传部、发展改革委、总工会、团委："


@transaction.atomic
def load(campaign):
    """Bring the campaign's national notice to where it is half way; nothing where that was done, or nobody is there for it."""
    people = actors()
    notice = Notice.objects.filter(campaign=campaign, adaptations__isnull=False, parent=None).order_by("pk").first()
    if notice is None or Urging.objects.filter(notice=notice).exists() or "zongju-shenhe" not in people:
        return
    standing = Standing(notice, people)
    sweeping.bring_up_to_date()  # on the days of the notices nobody was here: see clock
    standing.receive()
    standing.receive_below()
    standing.draft()
    standing.supervise()
    stale.rebuild(notice)


class Standing:
    def __init__(self, notice, people):
        self.notice, self.people, self.clerks = notice, people, clerks.load()
        self.begins = notice.campaign.starts_on

    def receive(self):
        """Most provinces have confirmed it within a few days, two on paper, two not at all; organs without people, by their keepers."""
        rows = Receipt.objects.owed().filter(edition=self.notice.current_id, department__line__is_lead=True)
        with clock.at(self.begins - timedelta(days=35)):
            for row in rows.filter(department__region__code__in=(TIBET, HAINAN)).order_by("pk"):
                self._on_paper(row)
        clerks.receive(self.notice.current_id, self.begins - timedelta(days=36), self.clerks, but=UNRECEIVED)
        with clock.at(self.begins - timedelta(days=34)):
            for name in KEEPERS:
                confirming.confirm_kept(self.notice.current, by=self.people[name])

    def receive_below(self):
        """Who has issued a notice of its own has confirmed the one above; of the other cities some have, on paper."""
        for code, host in BELOW.items():
            notice = Notice.objects.filter(
                parent__isnull=False, campaign=self.notice.campaign, host__region__code=code
            ).first()
            rows = Receipt.objects.owed().filter(edition__notice=notice, department__line__is_lead=True)
            for row in rows.select_related("department__region", "edition__notice").order_by("pk"):
                is_issued = Adaptation.objects.filter(
                    child__isnull=False, notice=notice, region=row.department.region_id
                ).exists()
                if is_issued or row.department.region.code in MORE:
                    with clock.at(date.fromisoformat(row.edition.dated_on) + timedelta(days=2)):
                        self._confirm(row, host)

    def _confirm(self, row, host):
        here = [each for each in self.people.values() if each.department == row.department]
        confirming.confirm(row, by=here[0]) if here else self._on_paper(row, by=host)

    def _on_paper(self, row, by="zongju-qicao"):
        name, digest = blank("receipts", row.pk)
        facts = {"signer": SIGNER, "day": timezone.localdate(), "scan": name, "digest": digest}
        confirming.record_on_paper(row, by=self.people[by], **facts)

    def draft(self):
        """Tianjin is going through the clauses; Jiangxi's co-issuers have its draft."""
        with clock.at(timezone.localdate() - timedelta(days=6)):
            begun, _ = derive(self.notice, by=self.people["tianjin"])
            keys = list(begun.clauses.filter(kind="clause").order_by("position").values_list("pk", flat=True))
            leave_out(begun.pk, keys[2], "本市质量管理小组成果交流已于春季举办。", by=self.people["tianjin"])
            for key in keys[:2]:
                deciding.confirm(begun.pk, key, by=self.people["tianjin"])
        with clock.at(timezone.localdate() - timedelta(days=4)):
            self._send_round(derive(self.notice, by=self.people["jiangxi"])[0], self.people["jiangxi"])

    def _send_round(self, edition, by):
        fresh = Edition.objects.for_desk().get(pk=edition.pk)
        shown, _ = proposing.proposals(fresh)
        proposing.decide(edition.pk, proposing.stamp(shown), {each.key for each in shown if each.is_usual}, by=by)
        deciding.confirm_rest(edition.pk, by=by)
        with editing(edition.pk, by=by) as held:
            held.addressees = ALL_CITIES
            Edition.objects.filter(pk=held.pk).update(addressees=ALL_CITIES)
        fresh = Edition.objects.for_desk().get(pk=edition.pk)
        address(fresh, by=by, adapt_by=timezone.localdate() + timedelta(days=20))
        acts.send_for_review(edition.pk, by=by)
        acts.send_round(edition.pk, by=by)

    def supervise(self):
        """The corps owes nothing; Tibet has more time; two of those that are late were urged today."""
        by, rows = self.people["zongju-shenhe"], self.notice.adaptations.select_related("region", "notice__host")
        rows = {row.region.code: row for row in rows}
        if CORPS in rows:
            changing.waive(rows[CORPS], "与新疆维吾尔自治区联合印发通知，不另行制定。", by=by)
        if TIBET in rows:
            changing.change_day([rows[TIBET]], timezone.localdate() + timedelta(days=12), by=by)
        board, about = boards.see_whole(by, self.notice.pk), Urging.About.ADAPTATION
        late = [rows[code] for code in URGED if code in rows]
        message = urging.default_message(board, about, late)
        urging.urge(board, about, [row.pk for row in late], message, by=self.people["zongju-qicao"])
