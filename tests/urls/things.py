"""What the addresses of the sweep name, and who visits them: made when one asks for it."""

from datetime import timedelta

import zeal
from axes.models import AccessAttempt
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from campaigns.notices import moves
from campaigns.notices.drafting import tree as trees
from campaigns.notices.drafting.arranging import arrange, tree_of
from campaigns.notices.drafting.removing import keep_removed
from campaigns.notices.drafting.rights import editing
from campaigns.notices.following.advancing import begin as following
from campaigns.notices.issuing import correcting
from campaigns.notices.models import (
    Adaptation,
    AttachmentFile,
    DocumentNumber,
    DraftSource,
    Edition,
    Notice,
    Receipt,
    RemovedClause,
)
from organizations import acting, delegations, invitations, jobs, messages
from organizations.invitations import token_digest
from organizations.models import Invitation, Job, Message, PlatformRole, Role, User
from tests import factories
from tests.notices.lineage import levels

TOKEN = "x" * 43


def sent(edition, department):
    return Receipt.objects.create(edition=edition, department=department, duty="receive")


class Things(dict):
    """What addresses name, made when one asks for it: the key of each. All belong to the notice's department."""

    def __missing__(self, name):
        self[name] = made = getattr(self, name)()
        return made

    def notice(self):
        return factories.derived().pk

    def watched(self):
        """That a department of a city was sent the notice."""
        notice = Notice.objects.get(pk=self["notice"])
        to = factories.department("杭州市总工会", "330100")
        return Receipt.objects.create(edition_id=notice.current_id, department=to, duty="receive").pk

    def adaptation(self, **facts):
        """That a city owes a notice of its own."""
        to = factories.department("杭州市总工会", "330100")
        facts = {"region": to.region, "department": to, **facts}
        return Adaptation.objects.create(notice_id=self["notice"], **facts).pk

    def waived(self):
        return self.adaptation(waived_at=timezone.now(), waived_reason="联合部署")

    def campaign(self):
        return factories.campaign(2026).pk

    def parent(self):
        return Notice.objects.get(pk=self["notice"]).parent_id

    def department(self):
        return factories.department().pk

    def membership(self):
        return factories.somebody("colleague", "drafter").memberships.get().pk

    def delegation(self):
        factories.somebody("colleague", "reader")
        day = timezone.localdate()
        holder = acting.identities(visitor("holder"))[0]
        return delegations.delegate(holder, User.objects.get(username="colleague"), since=day, until=day).pk

    def invitation(self):
        holder = acting.identities(visitor("holder"))[0]
        made = invitations.invite("wang@example.cn", "王芳", holder.department, "reader", by=holder)
        Invitation.objects.update(token_digest=token_digest(TOKEN), expires_at=timezone.now() + timedelta(days=1))
        return made.pk

    def invited(self):
        """An invitation of the holder, by another department, at her account."""
        by = acting.identities(visitor("other"))[0]
        return invitations.give_or_ask(visitor("holder"), by.department, "reader", by=by).pk

    def token(self):
        self["invitation"]
        return TOKEN

    def message(self):
        """One of the holder's, whose mail the server did not take."""
        holder = visitor("holder")
        messages.owe([holder], "news", holder, subject="消息")
        Message.objects.update(mail_state="failed")
        return holder.inbox.get().pk

    def job(self):
        """One that the holder asked for and that failed."""
        asked = jobs.ask("none", "1", by=acting.identities(visitor("holder"))[0])
        Job.objects.update(state="failed")
        return asked.pk

    def source(self):
        """A text that the holder brought."""
        facts = {"user": visitor("holder"), "department": factories.department(), "campaign": factories.campaign(2026)}
        return DraftSource.objects.create(**facts, text="关于开展“质量月”活动的通知").pk

    def draft(self):
        return factories.draft(host=factories.department()).pk

    def reviewed(self):
        edition = factories.draft(host=factories.department())
        moves.move(edition, "review", by=acting.identities(visitor("holder"))[0])
        return edition.pk

    def clause(self):
        return Edition.objects.get(pk=self["draft"]).clauses.filter(kind="clause").first().pk

    def annex(self):
        return Edition.objects.get(pk=self["draft"]).clauses.filter(kind="attachment").first().pk

    def filed(self):
        """An attachment that is a file."""
        facts = {"name": "x.pdf", "content_type": "application/pdf", "size": 5, "sha256": "0" * 64}
        AttachmentFile.objects.create(clause_id=self["annex"], content=ContentFile(b"%PDF-", "x.pdf"), **facts)
        return self["annex"]

    def digest(self):
        """The hash of a file that is issued with a notice."""
        self["filed"]
        return "0" * 64

    def written(self):
        """A draft with a history."""
        edition = factories.draft(host=factories.department())
        with editing(edition.pk, by=acting.identities(visitor("holder"))[0]):
            pass
        return edition.pk

    def removed(self):
        by = acting.identities(visitor("holder"))[0]
        with editing(self["draft"], by=by) as edition:
            tree = tree_of(edition)
            keep_removed(edition, tree.nodes[self.clause()], by=by)
            trees.remove(tree, tree.nodes[self.clause()])
            arrange(edition, tree, by=by)
        return RemovedClause.objects.get(edition=self["draft"]).pk

    def asked(self):
        """One that is with its co-issuers, a typed one and the department of `other`."""
        edition = factories.draft(host=factories.department())
        facts = {"printed_name": "杭州市局", "department": visitor("other").memberships.first().department}
        by = acting.identities(visitor("holder"))[0]
        with editing(edition.pk, by=by) as edition:
            edition.issuers.create(**facts, position=9)
        moves.move(edition, "countersigning", by=by)
        return edition.pk

    def issuer(self):
        return Edition.objects.get(pk=self["asked"]).issuers.get(department=None).pk

    def signature(self):
        facts = {"is_on_paper": True, "paper_signer": "王芳", "paper_day": "2026-09-01", "user": visitor("holder")}
        scan = ContentFile(b"%PDF-1.7", "scan.pdf")
        asked = Edition.objects.get(pk=self["asked"])
        return asked.countersignatures.create(
            name="浙江省总工会", text_hash="0", decision="agreed", scan=scan, **facts
        ).pk

    def ready(self):
        return factories.ready(host=factories.department()).pk

    def issued(self):
        return factories.issued(host=factories.department()).pk

    def receipt(self):
        """One that somebody else sent to the department."""
        return sent(factories.issued(code="000000"), factories.department()).pk

    def sent(self):
        """One that the department sent to somebody else."""
        below = factories.department("杭州市市场监督管理局", "330100")
        return sent(Edition.objects.get(pk=self["issued"]), below).pk

    def signed_on_paper(self):
        facts = {"is_on_paper": True, "paper_signer": "王芳", "paper_day": "2026-09-01", "confirmed_at": timezone.now()}
        facts["scan"] = default_storage.save("receipts/scan.pdf", ContentFile(b"%PDF-1.7"))
        Receipt.objects.filter(pk=self["sent"]).update(**facts)
        return self["sent"]

    def stale(self):
        """A notice above which one clause has changed since, one is gone, and one is new."""
        return levels.behind().pk

    def above(self):
        """The notice that it adapts."""
        return Notice.objects.get(pk=self["stale"]).parent_id

    def followed(self):
        """A correction of it that answers what stands above now."""
        return following(Notice.objects.get(pk=self["stale"]), by=acting.identities(visitor("holder"))[0]).pk

    def changed(self):
        return Edition.objects.get(pk=self["followed"]).lineage.get(relation="adapted").clause_id

    def gone(self):
        return Edition.objects.get(pk=self["followed"]).lineage.get(relation="new").clause_id

    def upper(self):
        return Edition.objects.get(pk=self["followed"]).lineage.get(relation="omitted").parent_id

    def correction(self):
        issued = Edition.objects.get(pk=self["issued"])
        return correcting.begin(issued.notice_id, "更正联系电话。", by=acting.identities(visitor("holder"))[0]).pk

    def series(self):
        return factories.series(factories.department()).pk

    def ledger(self):
        """A series that has given a number."""
        self["entry"]
        return self["series"]

    def entry(self):
        facts = {"year": 2026, "serial": 1, "state": "outside", "note": "纸质发文"}
        return DocumentNumber.objects.create(series_id=self["series"], user=visitor("holder"), **facts).pk

    def lockout(self):
        return AccessAttempt.objects.create(username="x", ip_address="192.0.2.1", failures_since_start=9).pk

    def colleague(self):
        return factories.somebody("colleague", "reader").pk

    def account(self):
        return factories.somebody("colleague").pk


@zeal.zeal_ignore()
def visitor(name):
    """Return the person of this name, made where she is missing."""
    known = User.objects.filter(username__in=[name, f"{name}-admin"]).first()
    if known is None and name in PlatformRole.Kind:
        return factories.admin_of(name)
    at = factories.department("杭州市质量技术监督局", "330100") if name == "other" else None
    return known or factories.somebody(name, *(["reader"] if name == "reader" else Role), at=at)
