import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Campaign
from campaigns.notices.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db


def text_of(answer):
    return answer.content.decode()


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# The archive


def test_the_archive_lists_each_campaign_with_what_it_has(client):
    factories.derived()
    factories.notice(openness=Notice.Openness.CLOSED)
    factories.campaign(2007, theme="从源头抓质量")
    html = text_of(client.get("/years/"))
    assert html.index("/years/2008/") < html.index("/years/2007/")
    for words in ("质量安全", "2008年9月1日至30日", "共2个年度", "从源头抓质量", "暂无通知"):
        assert words in html
    assert '<a href="/notices/?year=2008">2件通知</a><a href="/slogans/2008/">2条口号</a>' in html
    assert "/slogans/2007/" not in html


def test_an_empty_archive_says_so(client):
    assert "还没有登记活动" in text_of(client.get("/years/"))


def test_the_archive_costs_the_same_for_more_years(client):
    factories.derived()
    few = queries(client, "/years/")
    for year in range(1990, 2000):
        factories.fill(factories.notice(code="000000", year=year, dated_on=f"{year}-06").current)
    assert queries(client, "/years/") == few


# One year


def test_a_year_says_what_it_was_about_and_when(client):
    factories.derived()
    html = text_of(client.get("/years/2008/"))
    for words in ("2008年全国质量月活动主题", "质量安全是", "2008年9月1日至30日", "已结束", 'class="month"'):
        assert words in html


def test_the_deadlines_stand_in_their_order(client):
    campaign = factories.campaign()
    campaign.deadlines.create(name="报送总结", offset=60)
    campaign.deadlines.create(name="印发本省通知", offset=-1, on_workdays=False)
    html = text_of(client.get("/years/2008/"))
    assert html.index("2008年8月31日</time>") < html.index("2008年10月31日</time>")
    assert html.index("印发本省通知") < html.index("报送总结")


def test_the_national_notice_comes_first_and_the_latest_follow(client):
    child = factories.derived()
    factories.notice(year=2007)
    late = [factories.notice(dated_on=f"2008-09-{day:02}") for day in range(1, 7)]
    answer = client.get("/years/2008/")
    assert [notice.pk for notice in answer.context["notices"]] == [
        child.parent_id,
        *(notice.pk for notice in reversed(late[1:])),
    ]
    assert f'href="{child.parent.get_absolute_url()}">阅读全国通知' in text_of(answer)


def test_every_figure_opens_the_rows_that_it_counts(client):
    factories.derived()
    for _ in range(7):
        factories.notice()
    assert 'class="figure"' not in text_of(client.get("/years/2008/"))  # nine are seen at a glance
    factories.notice()
    html = text_of(client.get("/years/2008/"))
    for level, count in (("nation", 1), ("province", 9)):
        address = f"/notices/?year=2008&level={level}"
        assert f'href="{address.replace("&", "&amp;")}"><b>{count}</b>' in html
        assert client.get(address).context["page"].paginator.count == count


def test_the_first_slogans_lead_to_all_of_them(client):
    national = factories.derived().parent
    for number in range(10):
        factories.clause(national.current, "slogan", f"口号{number}")
    html = text_of(client.get("/years/2008/"))
    assert '<a href="/slogans/2008/">全部12条</a>' in html
    assert html.count("<li><span>") == 6


def test_a_year_leads_to_its_neighbours_however_far(client):
    for year in (1999, 2008, 2010, 2012):
        factories.campaign(year)
    html = text_of(client.get("/years/2008/"))
    assert 'href="/years/1999/" rel="prev">上一年：1999年' in html
    assert 'href="/years/2010/" rel="next">下一年：2010年' in html
    assert "/years/2012/" not in html
    assert 'rel="next"' not in text_of(client.get("/years/2012/"))


def test_a_year_alone_and_without_notices_says_so(client):
    Campaign.objects.create(
        year=2008, name="质量月", starts_on=datetime.date(2008, 9, 1), ends_on=datetime.date(2008, 9, 30), state="open"
    )
    html = text_of(client.get("/years/2008/"))
    assert "还没有2008年的通知" in html
    assert not any(words in html for words in ("时间节点", "相邻年度", "宣传口号", "活动主题", "figure"))


@pytest.mark.parametrize("is_sample", [True, False])
def test_a_sample_says_so(client, is_sample):
    factories.campaign()
    Campaign.objects.update(is_sample=is_sample)
    for address in ("/years/", "/years/2008/"):
        assert ('<span class="tag">示例</span>' in text_of(client.get(address))) is is_sample


def test_what_is_not_public_is_not_there(client):
    child = factories.derived()
    Notice.objects.filter(pk=child.parent_id).update(openness=Notice.Openness.CLOSED)
    html = text_of(client.get("/years/2008/"))
    assert child.get_absolute_url() in html
    assert child.parent.get_absolute_url() not in html
    assert "宣传口号" not in html


@pytest.mark.parametrize("year", ["2007", "0", "99999", "9" * 30, "9" * 5000, "x", "-1", "2008.0"])
def test_a_year_without_campaign_is_not_there(client, year):
    factories.campaign()
    assert client.get(f"/years/{year}/").status_code == 404


def test_a_year_costs_the_same_for_more_of_everything(client):
    factories.derived()
    factories.campaign().deadlines.create(name="一", offset=1)
    few = queries(client, "/years/2008/")
    for number in range(10):
        factories.fill(factories.notice().current)
        factories.campaign().deadlines.create(name=f"第{number}件事", offset=number)
        factories.campaign(1990 + number)
    assert queries(client, "/years/2008/") == few
