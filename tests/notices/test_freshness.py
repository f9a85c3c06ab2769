"""Last-Modified is never older than what the page shows, and a page that changed is never called unchanged."""

import datetime

import pytest
import zeal
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date

from campaigns.notices import freshness
from campaigns.notices.models import CitedDocument, EditionFile, Notice
from campaigns.notices.state import state_of
from campaigns.notices.tasks import freeze
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


@zeal.zeal_ignore()
def changed(notice):
    return state_of(notice.pk).changed_at


def test_a_notice_is_as_new_as_its_record(notice):
    assert changed(notice) == freshness.site_changed() == OLD


def test_a_notice_changes_with_its_files_and_others_do_not(notice):
    freeze(notice.current, "pdf", "1999", b"%PDF")
    EditionFile.objects.update(made_at=LATER)
    assert changed(notice) == LATER
    assert changed(notice.parent) == OLD


def test_a_parent_changes_when_a_child_is_recorded_and_a_child_with_its_parent(notice):
    child = factories.notice(parent=notice)
    Notice.objects.filter(pk=child.pk).update(recorded_at=LATER)
    assert changed(notice) == changed(child) == LATER
    assert changed(notice.parent) == OLD
    assert freshness.site_changed() == LATER


def test_what_is_changed_in_the_back_office_counts(notice):
    user = User.objects.create(username="staff")
    LogEntry.objects.create(user=user, action_flag=CHANGE, object_repr="x", action_time=LATER)
    assert changed(notice) == freshness.site_changed() == LATER


def test_a_new_address_of_a_cited_document_counts(notice):
    CitedDocument.objects.create(title="产品质量法", url="https://example.org/")
    CitedDocument.objects.update(changed_at=LATER)
    assert changed(notice) == LATER


def test_a_new_process_may_show_everything_anew(notice, monkeypatch):
    monkeypatch.setattr(freshness, "STARTED", LATER)
    assert changed(notice) == freshness.site_changed() == LATER


def test_a_page_that_names_the_day_changes_at_midnight(notice):
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    assert freshness.today_changed() == midnight


def test_an_empty_site_has_a_date_all_the_same():
    assert freshness.site_changed() == freshness.STARTED


def test_it_costs_one_query(notice, django_assert_num_queries):
    with django_assert_num_queries(1):
        state_of(notice.pk)


@pytest.mark.parametrize("address", ["/notices/", "/notices/{pk}/"])
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
