"""Whatever the page of a notice shows changes its state: a page that is kept is never an old one."""

import datetime
import re
import time

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices.models import CitedDocument, Edition, EditionFile, Notice
from campaigns.notices.state import state_of
from campaigns.notices.tasks import freeze
from organizations.models import User
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def notice():
    made = factories.derived()
    Edition.objects.update(digest="a" * 64)
    return made


def page(client, notice):
    return client.get(notice.get_absolute_url()).content.decode()


def give_a_file(notice):
    freeze(notice.current, "pdf", "1999", b"%PDF")


def draw_its_pages(notice):
    give_a_file(notice)
    EditionFile.objects.update(pages=7)


CHANGES = {
    "a file is made": (give_a_file, "1999.pdf"),
    "its pages are drawn": (draw_its_pages, "7页"),
    "a child is recorded": (lambda notice: factories.notice(parent=notice, code="330100"), "杭州市"),
    "a relation is corrected": (
        lambda notice: notice.current.lineage.filter(clause__anchor="s1-1").update(relation="kept"),
        "tag--kept",
    ),
    "the parent is closed": (lambda notice: Notice.objects.filter(pk=notice.parent_id).update(openness="closed"), None),
    "an edition follows": (
        lambda notice: Notice.objects.filter(pk=notice.pk).update(
            current=factories.next_edition(notice, title="更正后的通知", digest="b" * 64)
        ),
        "更正后的通知",
    ),
    "a source is entered": (
        lambda notice: CitedDocument.objects.create(title="关于开展", url="https://example.org/"),
        None,
    ),
}


@pytest.mark.parametrize(("change", "words"), CHANGES.values(), ids=CHANGES)
def test_what_changed_is_on_the_page_at_once(client, notice, change, words):
    before = state_of(notice.pk).stamp
    assert words is None or words not in page(client, notice)
    change(notice)
    assert state_of(notice.pk).stamp != before
    assert words is None or words in page(client, notice)


def test_a_closed_parent_is_gone_from_the_page_at_once(client, notice):
    assert "上级通知" in page(client, notice)
    Notice.objects.filter(pk=notice.parent_id).update(openness="closed")
    assert "上级通知" not in page(client, notice)


def test_a_closed_notice_is_gone_at_once(client, notice):
    page(client, notice)
    Notice.objects.filter(pk=notice.pk).update(openness="closed")
    assert client.get(notice.get_absolute_url()).status_code == 404


def test_a_page_that_is_kept_costs_one_query(client, notice):
    first = page(client, notice)
    with CaptureQueriesContext(connection) as captured:
        assert page(client, notice) == first
    assert len(captured) == 1


def test_who_brings_something_of_her_own_gets_a_page_of_her_own(client, notice):
    page(client, notice)
    client.cookies["display"] = "large"
    assert re.search(r'<html[^>]* class="large"', page(client, notice))
    client.cookies.clear()
    assert 'class="large"' not in page(client, notice)
    assert "next=/notices/" in page(client, notice)


def test_a_question_behind_the_address_is_not_kept_for_others(client, notice):
    page(client, notice)
    address = f"{notice.get_absolute_url()}?mark=of-one-reader"
    assert "of-one-reader" in client.get(address).content.decode()
    assert "of-one-reader" not in page(client, notice)


@pytest.mark.parametrize("spelling", ["0{pk}/", "00{pk}/", "{pk}/?", "{pk}/?&&", "{pk}/?x"])
def test_another_spelling_of_the_address_changes_nothing_for_others(client, notice, spelling):
    client.get(f"/notices/{spelling.format(pk=notice.pk)}")
    html = page(client, notice)
    assert f'rel="canonical" href="http://localhost:8000{notice.get_absolute_url()}"' in html
    assert "&&" not in html and "?x" not in html


def test_the_host_of_another_reader_is_not_kept(client, notice):
    client.get(notice.get_absolute_url(), headers={"Host": "127.0.0.1"})
    assert "127.0.0.1" not in page(client, notice)


def test_a_childs_new_edition_is_seen_on_its_parent(client, notice):
    before = state_of(notice.parent_id).stamp
    Notice.objects.filter(pk=notice.pk).update(current=factories.next_edition(notice, title="更正", digest="c" * 64))
    assert state_of(notice.parent_id).stamp != before


def test_what_the_back_office_changed_is_seen_whichever_row_came_last(notice):
    user = User.objects.create(username="staff")
    facts = {"user": user, "action_flag": CHANGE, "object_repr": "x"}
    late = LogEntry.objects.create(**facts)
    seen = [state_of(notice.pk).stamp]
    LogEntry.objects.create(**facts)
    seen.append(state_of(notice.pk).stamp)
    late.delete()  # as if it had not been written yet
    seen.append(state_of(notice.pk).stamp)
    assert len(set(seen)) == 3


def test_who_asks_by_date_is_never_told_that_a_changed_page_is_the_same(client, notice, monkeypatch):
    monkeypatch.setattr("campaigns.notices.freshness.SETTLED", datetime.timedelta())
    address, headers = notice.get_absolute_url(), {}
    headers["If-Modified-Since"] = client.get(address)["Last-Modified"]
    assert client.get(address, headers=headers).status_code == 304
    time.sleep(1.1)  # dates of HTTP are whole seconds
    notice.current.lineage.filter(clause__anchor="s1-1").update(relation="kept")
    assert client.get(address, headers=headers).status_code == 200


def test_a_notice_that_is_not_there_has_no_state(db):
    assert state_of(0) is None
