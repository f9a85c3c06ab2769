"""The dates of campaigns, read back by a calendar program."""

import datetime

import pytest
from icalendar import Calendar

from campaigns.models import Campaign
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    made = factories.campaign(2008)
    made.deadlines.create(name="报送活动方案", offset=-10)
    made.deadlines.create(name="报送活动总结", offset=45)
    return made


def events(answer):
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_the_span_is_whole_days_and_ends_on_the_day_after(client, campaign):
    span, *_ = events(client.get("/years/2008/calendar.ics"))
    assert span["SUMMARY"] == "2008年全国质量月"
    assert span["DESCRIPTION"] == "主题：质量安全是社会和谐的基础"
    assert (span["DTSTART"].dt, span["DTEND"].dt) == (datetime.date(2008, 9, 1), datetime.date(2008, 10, 1))
    assert type(span["DTSTART"].dt) is datetime.date
    assert span["URL"] == "http://localhost:8000/years/2008/"


def test_each_deadline_is_a_day(client, campaign):
    _, first, second = events(client.get("/years/2008/calendar.ics"))
    assert first["SUMMARY"] == "报送活动方案（2008年全国质量月）"
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (datetime.date(2008, 8, 22), datetime.date(2008, 8, 23))
    assert second["DTSTART"].dt == datetime.date(2008, 10, 16)


def test_every_event_has_a_name_of_its_own_that_stays(client, campaign):
    before = [event["UID"] for event in events(client.get("/calendar.ics"))]
    assert len(set(before)) == 3
    Campaign.objects.update(theme="另一主题", name="另一名称")
    campaign.deadlines.filter(offset=45).update(name="改过的名称")
    assert [event["UID"] for event in events(client.get("/calendar.ics"))] == before


def test_the_same_campaigns_give_the_same_bytes(client, campaign):
    assert client.get("/calendar.ics").content == client.get("/calendar.ics").content
    assert b"DTSTAMP:20080901T000000Z" in client.get("/calendar.ics").content


def test_one_year_holds_one_campaign_and_the_feed_all(client, campaign):
    factories.campaign(2009)
    assert len(events(client.get("/years/2008/calendar.ics"))) == 3
    assert len(events(client.get("/calendar.ics"))) == 4


def test_long_chinese_is_folded_between_characters(client, campaign):
    theme = "，".join(["质量安全是社会和谐的基础"] * 7)
    Campaign.objects.update(theme=theme)
    answer = client.get("/years/2008/calendar.ics")
    lines = answer.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    assert all(line.decode() or True for line in lines)  # no character is cut in two
    assert events(answer)[0]["DESCRIPTION"] == f"主题：{theme}"


def test_marks_of_the_format_are_text(client, campaign):
    Campaign.objects.update(theme="一；二,三;四\\五\nBEGIN:VEVENT")
    answer = client.get("/years/2008/calendar.ics")
    assert len(events(answer)) == 3
    assert events(answer)[0]["DESCRIPTION"] == "主题：一；二,三;四\\五\nBEGIN:VEVENT"


def test_a_sample_says_that_it_is_one(client, campaign):
    Campaign.objects.update(is_sample=True)
    assert all(str(event["SUMMARY"]).startswith("示例：") for event in events(client.get("/calendar.ics")))


def test_it_is_a_calendar_to_be_subscribed_to(client, campaign):
    answer = client.get("/calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    assert calendar["X-WR-CALNAME"] == "全国质量月门户：历年质量月"
    assert calendar["VERSION"] == "2.0"
    assert answer.content.endswith(b"END:VCALENDAR\r\n")


@pytest.mark.parametrize("year", [1999, 0, 99999999999999999999])
def test_a_year_without_a_campaign_has_no_calendar(client, campaign, year):
    assert client.get(f"/years/{year}/calendar.ics").status_code == 404


def test_a_site_without_campaigns_has_an_empty_calendar(client):
    assert events(client.get("/calendar.ics")) == []


def test_it_costs_the_same_for_many_campaigns(client, campaign, django_assert_num_queries):
    for year in range(2009, 2020):
        factories.campaign(year).deadlines.create(name="报送", offset=1)
    with django_assert_num_queries(4):
        client.get("/calendar.ics")
