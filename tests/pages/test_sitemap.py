"""What search engines are shown: every public page, with when it changed."""

import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from campaigns.notices.models import Notice
from campaigns.notices.tasks import freeze
from campaigns.pages import sitemap
from tests import factories

pytestmark = pytest.mark.django_db
NAMES = {"": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def entries(client, address="/sitemap.xml"):
    """Return [(path, lastmod or None)]."""
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    rows = ElementTree.fromstring(answer.content)  # noqa: S314 (our own)
    found = [(row.findtext("loc", None, NAMES), row.findtext("lastmod", None, NAMES)) for row in rows]
    assert all(place.startswith("http://localhost:8000/") for place, _ in found)
    return [(urlsplit(place).path, changed) for place, changed in found]


def everything(client):
    return [entry for part, _ in entries(client) for entry in entries(client, part)]


def test_every_address_of_it_opens_a_page(client):
    factories.derived()
    paths = [path for path, _ in everything(client)]
    assert len(paths) == len(set(paths))
    assert {"/", "/notices/", "/slogans/", "/regions/", "/years/2008/", "/help/", "/about/"} <= set(paths)
    assert {"/slogans/2008/", "/regions/000000/", "/regions/330000/"} <= set(paths)
    assert {client.get(path).status_code for path in paths} == {200}


def test_only_public_notices_are_in_it(client):
    shown, hidden = factories.notice(), factories.notice(openness=Notice.Openness.CLOSED)
    paths = [path for path, _ in everything(client)]
    assert shown.get_absolute_url() in paths
    assert hidden.get_absolute_url() not in paths


def test_a_notice_changed_when_it_was_recorded_or_printed_last(client, monkeypatch):
    notice = factories.notice()
    recorded = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    Notice.objects.update(recorded_at=recorded)
    assert dict(everything(client))[notice.get_absolute_url()] == "2020-01-01T08:00:00+08:00"
    monkeypatch.setattr(timezone, "now", lambda: recorded + datetime.timedelta(days=1))
    freeze(notice.current, "pdf", "1999", b"%PDF")
    assert dict(everything(client))[notice.get_absolute_url()] == "2020-01-02T08:00:00+08:00"


def test_an_empty_site_invents_no_date(client):
    assert {changed for _, changed in everything(client)} == {None}


def test_a_full_file_is_followed_by_another(client, monkeypatch):
    monkeypatch.setattr(sitemap, "SECTIONS", {"notices": sitemap.Notices()})
    monkeypatch.setattr(sitemap, "LIMIT", 2)
    notices = [factories.notice() for _ in range(5)]
    parts = [path for path, _ in entries(client)]
    assert parts == [f"/sitemap-notices-{number}.xml" for number in (1, 2, 3)]
    paths = [path for path, _ in everything(client)]
    assert paths == [notice.get_absolute_url() for notice in notices]


def test_a_year_without_slogans_and_a_region_without_public_notices_are_not_in_it(client):
    factories.notice(openness=Notice.Openness.CLOSED)
    paths = [path for path, _ in everything(client)]
    assert not any(path.startswith(("/slogans/2", "/regions/0", "/regions/3")) for path in paths)
    assert "/regions/" in paths and "/years/2008/" in paths


@pytest.mark.parametrize("name", ["notices-0", "notices-2", "none-1", "notices-99999999999999999999", "notices-x"])
def test_a_part_that_is_not_there_is_not_there(client, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_it_costs_the_same_for_many_notices(client, django_assert_num_queries):
    for _ in range(10):
        factories.notice()
    with django_assert_num_queries(2):
        client.get("/sitemap-notices-1.xml")
