import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Campaign
from campaigns.notices.models import Notice
from campaigns.pages.deadlines import dues
from campaigns.pages.month import MonthLine
from tests import factories

pytestmark = pytest.mark.django_db
FIRST, LAST = datetime.date(2008, 9, 1), datetime.date(2008, 9, 30)


def page(client):
    return client.get("/").content.decode()


@pytest.fixture
def on(monkeypatch):
    """Say which day it is."""
    return lambda day: monkeypatch.setattr("campaigns.pages.views.timezone.localdate", lambda: day)


def test_an_empty_site_says_what_to_do(client):
    assert "请国家级牵头部门先在工作台建立本年度的质量月活动" in page(client)


def test_a_campaign_without_notices_says_so(client):
    factories.campaign()
    html = page(client)
    assert "还没有通知" in html
    assert 'class="figure"' not in html
    assert "阅读全国通知" not in html


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (datetime.date(2000, 1, 1), 2007),  # before all: the next to begin
        (datetime.date(2007, 9, 30), 2007),
        (datetime.date(2007, 10, 1), 2008),
        (FIRST, 2008),
        (LAST, 2008),
        (datetime.date(2008, 10, 1), 2010),  # not the newest, but the next
        (datetime.date(2013, 1, 1), 2011),  # after all: the last
    ],
)
def test_the_campaign_shown_is_the_one_that_runs_else_the_next_else_the_last(client, on, today, year):
    for each in (2008, 2007, 2011, 2010):
        factories.campaign(each, theme=f"主题其{each}")
    on(today)
    html = page(client)
    assert client.get("/").context["campaign"].year == year
    assert f"<span>主题其{year}</span>" in html
    assert f"{year}年9月1日至30日" in html


def test_a_real_campaign_comes_before_a_sample_that_runs_on_the_same_day(client, on):
    factories.campaign(2008)
    sample = Campaign.objects.create(
        year=2009, name="示例", starts_on=FIRST, ends_on=LAST, is_sample=True, state="open"
    )
    on(FIRST)
    assert client.get("/").context["campaign"].year == 2008
    Campaign.objects.filter(year=2008).delete()
    assert client.get("/").context["campaign"] == sample


def test_a_sample_says_that_it_is_one_wherever_it_stands(client, on):
    notice = factories.notice(year=2009)
    factories.campaign(2008)
    Campaign.objects.filter(year=2009).update(is_sample=True)
    tag = '<span class="tag">示例'
    on(datetime.date(2009, 9, 1))
    html = page(client)
    assert "示例，内容虚构" in html
    assert f"{tag}</span>" in html[html.index(notice.get_absolute_url()) :]
    on(FIRST)
    html = page(client)
    assert "示例，内容虚构" not in html
    assert f"{tag}</span>" in html[html.index("历年活动") :]
    Campaign.objects.update(is_sample=False)
    assert tag not in page(client)


def test_the_years_beside_the_current_one_lead_to_their_notices(client, on):
    on(FIRST)
    factories.notice(year=2008)
    factories.notice(year=2007)
    factories.notice(year=2007, openness=Notice.Openness.CLOSED)
    html = page(client)
    others = html[html.index("历年活动") :]
    assert "/years/2007/" in others and "1件通知" in others
    assert "/years/2008/" not in others


def test_the_slogans_come_from_the_national_notice_that_opens_the_campaign(client):
    national = factories.derived().parent
    late = factories.notice(title="关于报送情况的通知", code="000000", dated_on="2008-09-02")
    html = page(client)
    assert f'href="{national.get_absolute_url()}">阅读全国通知' in html
    assert 'href="/slogans/2008/"' in html
    assert "共2条" in html
    assert late.get_absolute_url() in html


def test_every_figure_opens_the_rows_that_it_counts(client):
    factories.derived()
    factories.notice(openness=Notice.Openness.CLOSED)
    html = page(client)
    for level in ("nation", "province"):
        address = f"/notices/?year=2008&level={level}"
        assert address.replace("&", "&amp;") in html
        assert client.get(address).context["page"].paginator.count == 1


def test_the_home_page_costs_the_same_for_more_rows(client, on, django_assert_num_queries):
    on(FIRST)
    factories.derived()
    factories.campaign().deadlines.create(name="报送计划", offset=14)
    factories.notice(year=2001)
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for year in (2002, 2003, 2004):
        factories.notice(year=year)
    for number in range(9):
        factories.campaign().deadlines.create(name=f"事项{number}", offset=number)
        factories.notice()
    with django_assert_num_queries(len(few)):
        client.get("/")


@pytest.mark.parametrize(
    ("today", "progress"),
    [
        (datetime.date(2008, 8, 31), "还有1天开始，共30天"),
        (FIRST, "今天9月1日，第1天，共30天"),
        (datetime.date(2008, 9, 10), "今天9月10日，第10天，共30天"),
        (LAST, "今天9月30日，第30天，共30天"),
        (datetime.date(2008, 10, 1), "已结束，共30天"),
    ],
)
def test_the_month_line_says_how_far_along_it_is(client, on, today, progress):
    line = MonthLine(factories.campaign(), today)
    assert line.progress == progress
    assert line.label == f"{progress}。短线为周末。"
    on(today)
    assert progress in page(client)
    assert len(line.past.split("M")) + len(line.now.split("M")) + len(line.ahead.split("M")) == 33


def test_a_campaign_of_one_day_has_one_tick():
    day = datetime.date(2008, 9, 1)
    assert MonthLine(Campaign(starts_on=day, ends_on=day), day).now == "M1.0 36v-36"


def test_an_undated_notice_does_not_open_the_campaign(client):
    factories.notice(title="关于开展活动的通知", code="000000", dated_on="2008-06")
    factories.notice(title="关于补充事项的通知", code="000000", dated_on="")
    assert client.get("/").context["national"].current.title == "关于开展活动的通知"


# What is due


@pytest.mark.parametrize(
    ("offset", "date", "state", "words"),
    [
        (-1, "2008年8月31日", "done", "已过"),
        (8, "2008年9月9日", "done", "已过"),
        (9, "2008年9月10日", "doing", "今天"),
        (10, "2008年9月11日", "none", "还有1天"),
        (49, "2008年10月20日", "none", "还有40天"),
    ],
)
def test_a_deadline_says_its_day_and_how_far_off_it_is(client, on, offset, date, state, words):
    today = datetime.date(2008, 9, 10)
    campaign = factories.campaign()
    campaign.deadlines.create(name="活动计划报送", offset=offset, on_workdays=False)
    (due,) = dues(campaign, today)
    assert (due.fall.dated, due.state, due.words) == (date, state, words)
    on(today)
    html = page(client)
    assert "活动计划报送" in html
    assert f'datetime="{due.fall.on.isoformat()}">{date}</time>' in html
    assert f'<span class="state state--{state}">{words}</span>' in html


def test_deadlines_stand_in_the_order_of_their_days(client):
    campaign = factories.campaign()
    for name, offset in (("总结", 49), ("通知", -1), ("计划", 14)):
        campaign.deadlines.create(name=name, offset=offset)
    assert [due.fall.name for due in dues(campaign, FIRST)] == ["通知", "计划", "总结"]


def test_a_campaign_without_deadlines_has_no_heading_for_them(client):
    campaign = factories.campaign()
    assert '<h2 id="h-dues"' not in page(client)
    campaign.deadlines.create(name="报送计划", offset=14)
    assert '<h2 id="h-dues"' in page(client)
