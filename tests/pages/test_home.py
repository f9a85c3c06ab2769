import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Campaign
from campaigns.notices.models import Notice
from campaigns.pages.month import MonthLine
from tests import factories

pytestmark = pytest.mark.django_db


def page(client):
    return client.get("/").content.decode()


def test_an_empty_site_says_what_to_do(client):
    assert "请管理员先在管理后台登记本年度的质量月活动" in page(client)


def test_a_campaign_without_notices_says_so(client):
    factories.campaign()
    assert "还没有通知" in page(client)


def test_the_newest_campaign_is_the_one_shown(client):
    factories.campaign(2008, theme="旧主题")
    factories.campaign(2009, theme="新主题")
    html = page(client)
    assert html.index("新主题") < html.index("旧主题")
    assert "2009年9月1日至30日" in html


def test_the_slogans_come_from_the_national_notice_that_opens_the_campaign(client):
    national = factories.derived().parent
    late = factories.notice(title="关于报送情况的通知", code="000000", dated_on="2008-09-02")
    html = page(client)
    assert f"{national.get_absolute_url()}#s2" in html
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
    assert "2件通知" in html


def test_the_home_page_costs_the_same_for_more_rows(client, django_assert_num_queries):
    factories.derived()
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for year in (2001, 2002, 2003, 2004):
        factories.notice(year=year)
    with django_assert_num_queries(len(few)):
        client.get("/")


@pytest.mark.parametrize(
    ("today", "progress"),
    [
        (datetime.date(2008, 8, 31), "1天后开始"),
        (datetime.date(2008, 9, 1), "今天是第1天"),
        (datetime.date(2008, 9, 30), "今天是第30天"),
        (datetime.date(2008, 10, 1), "已结束"),
    ],
)
def test_the_month_line_says_how_far_along_it_is(today, progress):
    line = MonthLine(factories.campaign(), today)
    assert line.progress == progress
    assert len(line.past.split("M")) + len(line.now.split("M")) + len(line.ahead.split("M")) == 33


def test_a_campaign_of_one_day_has_one_tick():
    day = datetime.date(2008, 9, 1)
    assert MonthLine(Campaign(starts_on=day, ends_on=day), day).now == "M1.0 36v-36"


def test_an_undated_notice_does_not_open_the_campaign(client):
    factories.notice(title="关于开展活动的通知", code="000000", dated_on="2008-06")
    factories.notice(title="关于补充事项的通知", code="000000", dated_on="")
    assert client.get("/").context["national"].current.title == "关于开展活动的通知"
