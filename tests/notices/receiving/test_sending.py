"""送达: receipts and tasks in the transaction that issues; word to everybody once; corrections and the end."""

import datetime

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from campaigns.notices.issuing import ending, publishing
from campaigns.notices.lineage.answering import lead_of, take_on
from campaigns.notices.models import Adaptation, Addressee, Edition, Notice, Receipt
from campaigns.notices.receiving import confirming, owing, sending
from campaigns.notices.receiving.previewing import preview
from organizations import audit, jobs
from organizations.models import AuditRow, Department, Job, Message
from tests import factories
from tests.notices.receiving.conftest import CITIES, ECONOMY, PROVINCES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]
DAY, LATER = datetime.date(2026, 8, 25), datetime.date(2026, 8, 30)


def run(kind):
    for job in Job.objects.filter(kind=kind, state="waiting"):
        jobs.run(job.pk)
        job.refresh_from_db()
        assert job.state == "done", job.error


def inbox(office, name, role="drafter"):
    rows = Message.objects.filter(recipient=office.people[name, role], kind__startswith="receipt").order_by("pk")
    return list(rows.values_list("subject", flat=True))


def tasks(edition):
    rows = Adaptation.objects.filter(notice=edition.notice_id).select_related("region").order_by("region__code")
    return {row.region.name: (str(row.department), row.due_on, row.waived_reason) for row in rows}


def test_what_is_issued_goes_to_whom_its_rows_mean_in_the_same_moment():
    edition = factories.draft()
    below = factories.department("杭州市市场监督管理局", "330100")
    Addressee.objects.create(edition=edition, position=0, text="杭州市局", department=below)
    signed = factories.printed(factories.signed(factories.brought_to_signature(edition)))
    assert not Receipt.objects.exists()
    publishing.publish_due()
    assert Receipt.objects.get().department == below
    assert AuditRow.objects.get(act="notice-send").thing_id == signed.pk


def test_everybody_is_told_once_what_is_asked_of_whom(office):
    office.man("省局", "省发改委", "省总工会", "全国总工会")
    office.man("市局", role="reader")
    edition = office.sent(
        PROVINCES,
        ECONOMY,
        CITIES,
        ("省总工会", "nothing", "省总工会", "cc"),
        ("各区总工会", "receive", "区总工会"),
        adapt_by=DAY,
    )
    for _ in range(2):
        run(sending.KIND)
        jobs.ask(sending.KIND, edition.pk, edition=edition.pk)
    title = "关于开展“质量月”活动的通知"
    assert inbox(office, "省局") == [f"请签收并贯彻：{title}", f"请代收：{title}"]
    assert inbox(office, "省发改委") == [f"请签收：{title}"]
    assert inbox(office, "省总工会") == [f"请代收：{title}", f"抄送：{title}"]
    assert inbox(office, "市局", "reader") == [f"已由上级代收：{title}"]
    told = Message.objects.get(subject=f"请签收并贯彻：{title}")
    assert told.body == "总局印发，国市监质〔2026〕1号。请在2026年8月25日前印发本地通知。"
    assert office.client("省局").get(told.path).status_code == 200


def test_the_sender_is_told_once_of_those_that_nobody_can_confirm_for_here(office):
    office.man("总局", "市局")
    office.sent(PROVINCES, ECONOMY, CITIES)
    run(sending.KIND)
    assert inbox(office, "总局") == ["3个单位须送纸质件：关于开展“质量月”活动的通知"]


def test_a_territory_owes_one_notice_through_its_lead_department(office):
    rows = [PROVINCES, ("各市总工会", "adapt", ("prefecture", "unions")), ("省总工会", "adapt", "省总工会")]
    edition = office.sent(*rows, adapt_by=DAY)
    assert tasks(edition) == {"浙江省": ("省局", DAY, ""), "杭州市": ("市局", DAY, "")}
    beside = [("省总工会", "adapt", "省总工会"), ("全国总工会", "adapt", "全国总工会")]
    assert tasks(office.sent(*beside, host="省局")) == {}  # what does not lie below the host's region owes it nothing


def test_where_nobody_leads_nothing_is_owed_and_who_drafts_is_warned(office):
    Department.objects.filter(pk=office["区局"].pk).update(until="2020-01-01")
    edition = office.sent(PROVINCES, ("区总工会", "adapt", "区总工会"), adapt_by=DAY)
    assert tasks(edition) == {"浙江省": ("省局", DAY, "")}
    seen = preview(edition)
    assert [str(each) for each in seen.leaderless] == [office["区总工会"].region.name]
    assert "没有牵头部门、不能布置的" in render_to_string("receiving/preview.html", {"preview": seen})


def test_of_several_that_lead_the_same_one_owes_and_drafts(office):
    new = office.organ("省局（新设）", "330000", "quality")
    assert tasks(office.sent(PROVINCES)) == {"浙江省": ("省局（新设）", None, "")}
    assert lead_of(new.region) == new


def test_a_correction_asks_anew_for_receipts_and_lets_tasks_go_on(office):
    office.man("省局", "市局")
    cities = ("各市局", "adapt", ("prefecture", "quality"))
    first = office.sent(PROVINCES, cities, adapt_by=DAY)
    confirming.confirm(first.receipts.get(department=office["省局"]), by=office.actor("省局"))
    second = office.correct(first, PROVINCES, adapt_by=LATER)
    run(sending.KIND)
    assert [row.department for row in Receipt.objects.owed()] == [office["省局"]]
    assert inbox(office, "省局")[-1] == "请签收并贯彻更正：关于开展“质量月”活动的通知（第2版）"
    assert tasks(second) == {"浙江省": ("省局", LATER, ""), "杭州市": ("市局", DAY, owing.NO_LONGER)}
    third = office.correct(second, PROVINCES, cities, adapt_by=LATER)
    assert tasks(third)["杭州市"] == ("市局", LATER, "")
    acts = AuditRow.objects.filter(act__startswith="adaptation").order_by("pk")
    assert list(acts.values_list("act", "before", "after")) == [
        ("adaptation-drop", "", ""),
        ("adaptation-day", "2026-08-25", "2026-08-30"),
        ("adaptation-ask-again", audit.sha256(owing.NO_LONGER), ""),
    ]


def test_a_new_day_is_for_what_is_open_alone_and_told_to_those_who_draft(office):
    office.man("省局", "市局")
    cities = ("各市局", "adapt", ("prefecture", "quality"))
    first = office.sent(PROVINCES, cities, adapt_by=DAY)
    Adaptation.objects.filter(region__name="杭州市").update(waived_at=timezone.now(), waived_reason="联合印发")
    begun = Notice.objects.create(campaign=first.notice.campaign, host=office["省局"], parent=first.notice)
    assert take_on(begun)
    second = office.correct(first, PROVINCES, cities, adapt_by=LATER)
    assert tasks(second) == {"浙江省": ("省局", LATER, ""), "杭州市": ("市局", DAY, "联合印发")}
    run(sending.KIND)
    told = {
        name: Message.objects.filter(recipient=office.people[name, "drafter"]).last().body for name in ("省局", "市局")
    }
    assert "请在2026年8月30日前印发本地通知。" in told["省局"]
    assert "前印发" not in told["市局"]


def test_a_discarded_correction_says_nothing_about_days(office):
    first = office.sent(PROVINCES, adapt_by=DAY)
    first.notice.editions.create(number=2, state="discarded", adapt_by=LATER)
    third = office.sent(PROVINCES, notice=first.notice, number=3, adapt_by=datetime.date(2026, 9, 1))
    assert tasks(third) == {"浙江省": ("省局", datetime.date(2026, 9, 1), "")}


def test_who_is_not_asked_any_more_and_withdrew_its_notice_owes_nothing(office):
    first = office.sent(PROVINCES, adapt_by=DAY)
    begun = Notice.objects.create(campaign=first.notice.campaign, host=office["省局"], parent=first.notice)
    assert take_on(begun)
    Notice.objects.filter(pk=begun.pk).update(ending="withdrawn", ending_reason="误发", ended_on=DAY)
    assert tasks(office.correct(first, ECONOMY)) == {"浙江省": ("省局", DAY, owing.NO_LONGER)}


def test_a_task_that_somebody_began_and_a_day_of_its_own_outlive_a_correction(office):
    first = office.sent(PROVINCES, ("各市局", "adapt", ("prefecture", "quality")), adapt_by=DAY)
    Adaptation.objects.filter(region__name="浙江省").update(due_on=LATER)
    begun = Notice.objects.create(campaign=first.notice.campaign, host=office["市局"], parent=first.notice)
    assert take_on(begun)
    second = office.correct(first, PROVINCES, adapt_by=datetime.date(2026, 9, 1))
    assert tasks(second) == {"浙江省": ("省局", LATER, ""), "杭州市": ("市局", DAY, "")}


def test_a_notice_becomes_the_child_of_what_its_territory_owes_and_only_once(office):
    edition = office.sent(PROVINCES, adapt_by=DAY)
    facts = {"campaign": edition.notice.campaign, "host": office["省局"], "parent": edition.notice}
    first, second = (Notice.objects.create(**facts) for _ in range(2))
    assert [take_on(each) for each in (first, first, second)] == [True, False, False]
    Notice.objects.filter(pk=first.pk).update(ending="withdrawn", ending_reason="误发", ended_on=DAY)
    assert take_on(second)
    assert Adaptation.objects.get().child == second


def test_a_recorded_notice_is_sent_as_it_was_and_takes_in_the_notices_below_it(office):
    office.man("省局")
    edition = office.edition(is_signed=True)
    below = office.edition(host="省局", notice=None)
    Notice.objects.filter(pk=below.notice_id).update(parent=edition.notice)
    rows = [office.row(edition, 0, *PROVINCES)]
    then = timezone.make_aware(datetime.datetime(2008, 7, 1))
    assert sending.send(edition, rows=rows, sent_at=then) == 1
    assert (Receipt.objects.get().sent_at, Job.objects.filter(kind=sending.KIND).exists()) == (then, False)
    assert Adaptation.objects.get().child == below.notice


def test_a_notice_that_was_in_hand_before_it_was_asked_for_is_what_its_territory_owes(office):
    first = office.sent(ECONOMY)
    facts = {"campaign": first.notice.campaign, "host": office["省局"], "parent": first.notice}
    for state in ("discarded", "draft"):
        Notice.objects.create(**facts).editions.create(title="x", state=state)
    office.correct(first, PROVINCES, ECONOMY, adapt_by=DAY)
    assert Adaptation.objects.get().child.editions.get().state == "draft"


def test_what_nobody_has_to_confirm_any_more_counts_as_read(office):
    """After a correction, and after a withdrawal: the inbox says the same as 收文."""
    office.man("省局", "省发改委")
    office.man("总局", role="signatory")
    first = office.sent(PROVINCES, ECONOMY)
    run(sending.KIND)
    second = office.correct(first, PROVINCES)
    run(sending.KIND)

    def unread():
        return sorted(Message.objects.unread().filter(kind="receipt").values_list("recipient__username", "subject"))

    asked = "请签收并贯彻更正：关于开展“质量月”活动的通知（第2版）"
    assert unread() == [(office.people["省局", "drafter"].username, asked)]
    assert Message.objects.filter(kind="receipt").count() == 3
    ending.withdraw(second.notice_id, "误发", by=office.actor("总局", "signatory"))
    run(sending.END)
    assert unread() == []


def test_what_is_withdrawn_is_told_to_all_who_got_it_and_owed_by_nobody(office):
    office.man("省局", "省发改委", role="signatory")
    office.man("总局", role="signatory")
    edition = office.sent(PROVINCES, ECONOMY)
    ending.withdraw(edition.notice_id, "误发", by=office.actor("总局", "signatory"))
    for _ in range(2):
        run(sending.END)
        sending.send_end(Notice.objects.get(pk=edition.notice_id))
    run(sending.KIND)  # word of what is void by now goes to nobody
    told = Message.objects.filter(recipient=office.people["省发改委", "signatory"])
    assert [each.subject for each in told] == ["已撤销：关于开展“质量月”活动的通知"]
    assert not Receipt.objects.owed().exists()
    assert not Edition.objects.get(pk=edition.pk).receipts.exclude(confirmed_at=None).exists()
