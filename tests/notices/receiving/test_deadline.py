"""贯彻期限: proposed, typed beside the addressees, checked before review; and whom it will reach, on both pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.models import Campaign
from campaigns.notices.drafting import history
from campaigns.notices.drafting.checks import before_review
from campaigns.notices.models import Addressee, Edition
from campaigns.notices.receiving import deadline
from campaigns.notices.rounds.changes import changes
from campaigns.workdays import Workdays
from organizations.models import Line, User
from organizations.partial_dates import in_chinese
from tests import factories
from tests.notices.drafting.plain import fields

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]
MISSING = "请填写贯彻期限"


@pytest.fixture
def edition():
    factories.department("杭州市市场监督管理局", "330100")
    return factories.draft(addressees="")


@pytest.fixture
def page(client, edition):
    drafter = factories.person("张三", edition.notice.host, "drafter")
    client.force_login(drafter)
    address = f"/desk/notices/{edition.pk}/addressees/"

    def send(**typed):
        return client.post(address, {**fields(client.get(address), "/addressees/"), **typed}, follow=True)

    return send


def day_of(edition):
    return Edition.objects.get(pk=edition.pk).adapt_by


def after(days):
    return timezone.localdate() + timedelta(days=days)


def test_the_campaign_proposes_the_day_or_the_fifteenth_worked_day_is_taken():
    campaign, today = factories.campaign(2026), timezone.localdate()
    fifteenth = Workdays().after(today, 15)
    Campaign.objects.filter(pk=campaign.pk).update(starts_on=after(40), ends_on=after(60))
    campaign.refresh_from_db()
    assert deadline.proposed(campaign) == fifteenth
    row = campaign.deadlines.create(name="各地印发本地通知", offset=-5, on_workdays=False)
    assert deadline.proposed(campaign) == after(35)
    type(row).objects.filter(pk=row.pk).update(offset=-60)  # it is over
    assert deadline.proposed(campaign) == fifteenth


def test_whoever_asks_for_local_notices_sets_their_day_and_whoever_asks_no_more_sets_none(page, edition):
    quality = Line.objects.get(code="quality")
    answer = page(do="class", add=f"prefecture-{quality.pk}")
    assert day_of(edition) == deadline.proposed(edition.notice.campaign)
    assert "贯彻期限为" in answer.content.decode()
    assert "印发后送达<b>1个单位</b>，布置<b>1个地区</b>制定本地通知" in answer.content.decode()
    page(do="save", adapt_by=after(9).isoformat())
    assert day_of(edition) == after(9)
    for typed, sentence in ((after(-1).isoformat(), "不能早于今天"), ("x\0", "格式填写"), ("昨天", "格式填写")):
        answer = page(do="save", adapt_by=typed)
        assert (answer.status_code, sentence in answer.content.decode()) == (400, True)
        assert day_of(edition) == after(9)
    page(do="save", adapt_by="")
    assert day_of(edition) is None
    assert any(MISSING in sentence for sentence, _ in before_review(edition))
    page(do="save", adapt_by=after(9).isoformat())
    page(do="main_remove-0")
    assert day_of(edition) is None


def test_of_two_who_set_a_day_the_second_is_told_and_may_keep_hers(client, page, edition):
    page(do="class", add=f"prefecture-{Line.objects.get(code='quality').pk}")
    address = f"/desk/notices/{edition.pk}/addressees/"
    stale = fields(client.get(address), "/addressees/") | {"do": "save"}
    page(do="save", adapt_by=after(9).isoformat())
    answer = client.post(address, {**stale, "adapt_by": after(10).isoformat()})
    assert (answer.status_code, day_of(edition)) == (409, after(9))
    assert [row[1:] for row in answer.context["both"] if row[0] == "贯彻期限"] == [
        tuple(in_chinese(after(days).isoformat()) for days in (9, 10))
    ]
    client.post(address, {**fields(answer, "/addressees/"), "do": "save"})
    assert day_of(edition) == after(10)


def test_another_day_is_another_text_that_is_told_of_and_brought_back(page, edition):
    page(do="class", add=f"prefecture-{Line.objects.get(code='quality').pk}")
    asked, by = Edition.objects.get(pk=edition.pk), factories.actor(User.objects.get())
    edition.revisions.update(made_at=timezone.now() - timedelta(days=1))
    page(do="save", adapt_by=after(9).isoformat())
    first, second = edition.revisions.order_by("number")
    told = [(each.label, each.new) for each in changes(first.content, second.content)]
    assert told == [("贯彻期限", in_chinese(after(9).isoformat()))]
    now = Edition.objects.get(pk=edition.pk)
    assert now.text_hash != asked.text_hash
    assert history.bring_back(edition.pk, first.number, now.text_hash, by=by)
    assert (day_of(edition), Edition.objects.get(pk=edition.pk).text_hash) == (asked.adapt_by, asked.text_hash)


@pytest.mark.parametrize(
    ("duty", "days", "number", "said"),
    [
        ("adapt", None, 1, MISSING),
        ("adapt", -1, 1, "已经过去"),
        ("adapt", -1, 2, None),  # a correction may come later
        ("adapt", 0, 1, None),
        ("receive", None, 1, None),
    ],
)
def test_a_draft_is_not_sent_for_review_without_a_day_that_is_to_come(edition, duty, days, number, said):
    Addressee.objects.create(edition=edition, position=0, text="各市局", duty=duty)
    Edition.objects.filter(pk=edition.pk).update(adapt_by=None if days is None else after(days), number=number)
    found = [sentence for sentence, _ in before_review(Edition.objects.for_desk().get(pk=edition.pk))]
    about = [sentence for sentence in found if "贯彻期限" in sentence]
    assert len(about) == (said is not None)
    assert not about or said in about[0]


def test_who_signs_sees_whom_it_will_reach(client):
    below = factories.department("杭州市市场监督管理局", "330100")
    edition = factories.draft()
    Addressee.objects.create(edition=edition, position=0, text="杭州市局", department=below)
    Addressee.objects.create(edition=edition, position=1, text="各直属单位")
    edition = factories.brought_to_signature(edition)
    client.force_login(factories.signatory(edition).user)
    page = client.get(f"/desk/notices/{edition.pk}/sign/").content.decode()
    assert "印发后送达<b>1个单位</b>" in page
    assert "只印文字，没有单位在系统中收到" in page
    assert "1个须送纸质件" in page  # its next level up is the host
