"""A department in the midst of its work: an edition at each step of its way, made as its people make it.

沈佳 has every role in it; 吴越 signs for the organ that is asked to sign, too.
"""

import io
from datetime import timedelta

import zeal
from django.utils import timezone
from PIL import Image

from campaigns.notices.countersigning import acts
from campaigns.notices.countersigning.acts import Seen
from campaigns.notices.drafting import addressing, attached_files, attaching, clauses, duties, previewing, tables
from campaigns.notices.drafting.addressing import Duty, Place, Row
from campaigns.notices.drafting.clauses import Typed
from campaigns.notices.drafting.rights import confirming
from campaigns.notices.following import advancing
from campaigns.notices.following.choosing import keep as keep_ours
from campaigns.notices.issuing import correcting, ending, ledger, publishing, registering
from campaigns.notices.models import Adaptation, Edition, Notice, Receipt, Urging
from campaigns.notices.rounds.marks import marks_of
from organizations import invitations, jobs
from organizations.models import Department, Line, Role
from tests import factories
from tests.notices.answering import answering, upper
from tests.notices.lineage import levels

HOST, ASKED = "浙江省市场监督管理局", "浙江省总工会"
ORGANS = (ASKED, "中共浙江省委宣传部", "共青团浙江省委", "浙江省发展和改革委员会")
TABLE = "序号\t活动\t时间\t牵头单位\n1\t“质量月”启动仪式\t9月1日\t省市场监管局\n2\t质量知识竞赛\t9月20日前\t省总工会、团省委"


@zeal.zeal_ignore()
def make():
    """Return the things of an office by name, as the addresses in pages.py name them: keys, and `people`."""
    host = factories.department(HOST)
    for name in ORGANS:
        factories.department(name)
    people = {
        "holder": factories.person("沈佳", host, "drafter", "reviewer", "signatory", "manager"),
        "signatory": factories.person("王磊", host, "signatory"),
        "organ": factories.person("吴越", factories.department(ASKED), "signatory"),
        "system": factories.admin_of("system"),
    }
    holder, signatory = (factories.actor(people[name]) for name in ("holder", "signatory"))
    things = {"people": people} | written(holder) | asked(holder, factories.actor(people["organ"]))
    things |= signed(holder, signatory) | received(holder, signatory) | derived()
    things |= stale(holder, people) | watched(things["public"], people)
    invitation = invitations.give_or_ask(people["organ"], host, Role.DRAFTER, by=holder)
    return things | {"invitation": invitation.pk, "spare": registering.add("浙质月", host, by=signatory).pk}


# --- drafted ------------------------------------------------------------------------------------------------------


def written(by):
    """A draft with addressees, duties, attachments of each kind, a history and a preview."""
    edition = factories.draft(year=2026, theme="质量强国是我们共同的事业")
    first, second, third = edition.clauses.filter(kind="clause")
    lines = list(Line.objects.all())
    rows = [
        Row("各市市场监管局", Duty.ADAPT, level="prefecture", line=lines[0].pk),
        Row("省总工会", Duty.RECEIVE, department=factories.department(ASKED).pk),
        Row("省级有关单位"),
    ]
    stored = addressing.rows_of(edition)
    addressing.save(edition.pk, {Place.MAIN: rows, Place.CC: rows[2:]}, addressing.stamp(stored), by=by)
    organs = [factories.department(name).pk for name in ORGANS]
    duties.save(
        edition.pk,
        {(first.pk, duties.LEAD): organs[:1], (first.pk, duties.SUPPORT): organs[1:]},
        duties.stamp({}),
        by=by,
    )
    table, file = (
        attaching.add(edition.pk, name, kind, by=by) for name, kind in (("活动安排", "table"), ("活动标识", "file"))
    )
    attaching.set_table(edition.pk, table, tables.table_from(TABLE), 0, by=by)
    attaching.set_file(edition.pk, file, attached_files.brought(picture(), "活动标识（横式组合，标准色）.png"), by=by)
    gone = attaching.add(edition.pk, "联系人名单", "text", by=by)
    attaching.remove(edition.pk, gone, by=by)
    colleague = factories.actor(factories.person("何平", edition.notice.host, "drafter"))
    clauses.save(
        edition.pk, second.pk, Typed("", "第2项活动。由各市、县（市、区）组织实施。", second.version), by=colleague
    )
    shape = clauses.tree_of(edition).shape
    clauses.do(edition.pk, third.pk, "remove", Typed("", third.text, third.version, shape), by=by)
    previewed(edition, by)
    return {
        "draft": edition.pk,
        "clause": first.pk,
        "table": table,
        "file": file,
        "begun": factories.draft(year=2025, clauses=1).pk,
    }


def derived():
    """A draft that answers a notice of the nation, still in the nation's words; its theme and a span are locked above."""
    edition = answering(upper(theme=True, **{"一（一）": "9月1日至30日"}))
    clause = edition.clauses.get(path="一（一）")
    edition.clauses.filter(pk=clause.pk).update(text="9月1日至30日在全国集中宣传，提高我国质量。")
    return {"derived": edition.pk, "bound": clause.pk}


def previewed(edition, by):
    previewing.ask(Edition.objects.select_related("notice__host", "notice__campaign").get(pk=edition.pk), by=by)
    for job in jobs.visible_to(by).filter(kind=previewing.KIND):
        jobs.run(job.pk)


def picture():
    stream = io.BytesIO()
    Image.new("RGB", (60, 20), "#c7000b").save(stream, "PNG")
    return stream.getvalue()


# --- countersigned ------------------------------------------------------------------------------------------------


def asked(by, organ):
    """One in review; one that two have signed before its text changed, one against it, and that waits for all again."""
    reviewed = factories.draft(year=2024)
    acts.send_for_review(reviewed.pk, by=by)
    edition = factories.draft(year=2023)
    edition.issuers.filter(position__gt=0).delete()
    for at, name in enumerate(ORGANS, start=1):
        edition.issuers.create(printed_name=name, department=factories.department(name), position=at)
    acts.send_round(edition.pk, by=by)
    mark(edition, organ, "opinion", "建议注明活动经费由各主办单位自行解决。")
    other = factories.actor(factories.person("林静", factories.department(ORGANS[1]), "signatory"))
    mark(edition, other, "objected", "要求每月报送，基层负担较重，建议改为活动结束后一次报送。")
    clause = edition.clauses.filter(kind="clause").first()
    with confirming():
        clauses.save(edition.pk, clause.pk, Typed("", "第1项活动。由各地结合实际组织实施。", clause.version), by=by)
    on_paper = marks_of(again(edition))[2].issuer.pk
    return {"reviewed": reviewed.pk, "asked": edition.pk, "on_paper": on_paper}


def again(edition):
    return Edition.objects.select_related("notice__host", "notice__campaign").get(pk=edition.pk)


def mark(edition, by, decision, opinion):
    edition = again(edition)
    last = next(each for each in marks_of(edition) if each.issuer.department_id == by.department.pk).last
    acts.countersign(edition.pk, by=by, seen=Seen(edition.text_hash, last), decision=decision, opinion=opinion)


# --- signed -------------------------------------------------------------------------------------------------------


def signed(holder, signatory):
    """One to be signed, with what should not be public; one that waits for its time; one issued and in correction; one withdrawn."""
    ready = factories.draft(year=2022)
    text = "联系人：李明，联系电话13800138000；报送邮箱zlyhd@example.org。"
    factories.clause(ready, "paragraph", text)
    ready = factories.brought_to_signature(ready, holder)
    issued, withdrawn = (factories.issued(year=year, by=signatory) for year in (2021, 2020))
    waiting = factories.signed(factories.ready(year=2019), signatory, issue_at=timezone.now() + timedelta(days=2))
    correction = correcting.begin(issued.notice_id, "更正联系电话。", by=signatory)
    ending.withdraw(withdrawn.notice_id, "与上级规定不一致。", by=signatory)
    series = factories.series(ready.notice.host)
    year = timezone.localdate().year
    ledger.enter_outside(series, year, 9, "关于报送2026年“质量月”活动总结的函", by=signatory)
    return {
        "ready": ready.pk,
        "waiting": waiting.pk,
        "issued": issued.pk,
        "correction": correction.pk,
        "public": issued.notice_id,
        "withdrawn": withdrawn.notice_id,
        "series": series.pk,
        "year": year,
        "outside": series.numbers.get(state="outside").pk,
    }


# --- received -----------------------------------------------------------------------------------------------------


def received(holder, signatory):
    """One that an organ has to confirm and keeps for a city's, that a bureau was informed of, and words went nowhere."""
    edition = factories.draft(year=2018)
    city = factories.department("杭州市总工会", "330100")
    Department.objects.filter(pk=city.pk).update(line=Line.objects.get_or_create(code="unions", name="工会")[0])
    organs = [factories.department(name) for name in (ASKED, ORGANS[1])]
    Department.objects.filter(pk=organs[0].pk).update(line=Line.objects.get(code="unions"))
    rows = [Row("省总工会", department=organs[0].pk), Row("杭州市总工会", department=city.pk), Row("各直属单位")]
    copies = [Row("省委宣传部", Duty.NOTHING, department=organs[1].pk)]
    stored = addressing.stamp(addressing.rows_of(edition), edition.adapt_by)
    addressing.save(edition.pk, {Place.MAIN: rows, Place.CC: copies}, stored, by=holder)
    factories.printed(factories.signed(factories.brought_to_signature(edition), signatory))
    publishing.publish_due()
    return {"received": edition.pk, "receipt": Receipt.objects.get(edition=edition, department=organs[0]).pk}


# --- in step with what stands above -------------------------------------------------------------------------------


def stale(holder, people):
    """One that has still to answer what stands above, one below that which waits for it, and a correction that answers it."""
    notice, other = (levels.behind(holder.department, year) for year in (2018, 2017))
    city = levels.below(other, "330100", year=2017)
    levels.corrected(other.parent, levels.say(0, "召开启动会。"))
    people["city"] = factories.person("金鑫", city.host, "drafter")
    draft = advancing.begin(notice, by=holder)
    keep_ours(draft.pk, draft.lineage.get(relation="new").clause_id, "本省继续开展。", by=holder)
    return {"stale": other.pk, "waiting_below": city.pk, "followed": draft.pk}


# --- issued: what comes of it ---------------------------------------------------------------------------------------


def watched(public, people):
    """The notice that is issued went to two departments of a city; a national one to the province, which has answered it."""
    notice, today = Notice.objects.get(pk=public), timezone.localdate()
    city, union = (factories.department(name, "330100") for name in ("杭州市市场监督管理局", "杭州市总工会"))
    for to, facts in ((city, {"duty": "adapt"}), (union, {"confirmed_at": timezone.now(), "confirmed_as": "王芳"})):
        Receipt.objects.create(edition_id=notice.current_id, department=to, **{"duty": "receive"} | facts)
    late = {"due_on": today - timedelta(days=3)}
    owed = Adaptation.objects.create(notice=notice, region=city.region, department=city, **late)
    Urging.objects.create(
        notice=notice,
        department=city,
        about="adaptation",
        message="请抓紧办理。",
        user=people["holder"],
        workday=today,
        reached=1,
    )
    answer = factories.derived(year=2018)
    host = factories.department("浙江省质量技术监督局")
    Adaptation.objects.create(notice=answer.parent, region=host.region, department=host, child=answer, **late)
    people["ministry"] = factories.person("郑凯", answer.parent.host, "reviewer")
    return {"owed": owed.pk, "sent_row": notice.current.receipts.order_by("pk")[0].pk, "national": answer.parent_id}
