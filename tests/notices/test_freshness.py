"""Last-Modified is never older than what the page shows, and a page that changed is never called unchanged."""

import datetime

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date

from campaigns.models import CalendarYear, CampaignChange, CampaignMove
from campaigns.notices import freshness
from campaigns.notices.models import Notice
from organizations.models import User
from tests import factories

pytestmark = pytest.mark.django_db
OLD = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
LATER = OLD + datetime.timedelta(days=30)


@pytest.fixture(autouse=True)
def long_running(monkeypatch):
    """A process that started before everything else happened."""
    monkeypatch.setattr(freshness, "STARTED", OLD - datetime.timedelta(days=1))


@pytest.fixture
def notice():
    made = factories.derived()
    Notice.objects.update(recorded_at=OLD)
    return made


def test_lists_are_as_new_as_the_last_record(notice):
    assert freshness.site_changed() == OLD
    child = factories.notice(parent=notice)
    Notice.objects.filter(pk=child.pk).update(recorded_at=LATER)
    assert freshness.site_changed() == LATER


def test_what_is_changed_in_the_back_office_counts(notice):
    user = User.objects.create(username="staff")
    LogEntry.objects.create(user=user, action_flag=CHANGE, object_repr="x", action_time=LATER)
    assert freshness.site_changed() == LATER


def test_what_becomes_of_a_campaign_and_of_its_days_counts(notice, monkeypatch):
    for number, model in enumerate((CampaignMove, CampaignChange, CalendarYear), start=1):
        day = LATER + datetime.timedelta(days=number)
        monkeypatch.setattr("django.utils.timezone.now", lambda day=day: day)
        model.objects.create(**({"year": 2027} if model is CalendarYear else {"campaign": notice.campaign}))
        assert freshness.site_changed() == day


def test_a_new_process_may_show_everything_anew(notice, monkeypatch):
    monkeypatch.setattr(freshness, "STARTED", LATER)
    assert freshness.site_changed() == LATER


def test_a_page_that_names_the_day_changes_at_midnight(notice):
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    assert freshness.today_changed() == midnight


def test_an_empty_site_has_a_date_all_the_same():
    assert freshness.site_changed() == freshness.STARTED


def test_it_costs_one_query(notice, django_assert_num_queries):
    with django_assert_num_queries(1):
        freshness.site_changed()


@pytest.mark.parametrize("address", ["/notices/", "/calendar.ics"])
def test_who_asks_by_date_is_told_that_nothing_changed(client, notice, address):
    address = address.format(pk=notice.pk)
    answer = client.get(address)
    assert answer["Last-Modified"] == http_date(OLD.timestamp())
    again = client.get(address, headers={"If-Modified-Since": answer["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")
    Notice.objects.update(recorded_at=LATER)
    assert client.get(address, headers={"If-Modified-Since": answer["Last-Modified"]}).status_code == 200


def test_a_change_of_this_very_second_is_not_dated_yet(client, notice):
    Notice.objects.update(recorded_at=timezone.now())
    assert "Last-Modified" not in client.get("/notices/")


def test_the_etag_outweighs_the_date(client, notice):
    headers = {"If-Modified-Since": http_date(OLD.timestamp()), "If-None-Match": '"other"'}
    assert client.get("/notices/", headers=headers).status_code == 200


@pytest.mark.parametrize("address", ["/", "/notices/", "/notices/{pk}/", "/calendar.ics", "/sitemap.xml"])
def test_the_content_alone_decides_over_the_etag(client, notice, address):
    address = address.format(pk=notice.pk)
    etag = client.get(address)["ETag"]
    with CaptureQueriesContext(connection):
        assert client.get(address)["ETag"] == etag
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_a_refused_question_bears_no_date(client, notice):
    assert "Last-Modified" not in client.get("/notices/?year=x")
