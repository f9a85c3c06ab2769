"""What a territory owes waits on the desk of who drafts there; what is late, on the desk of who asked for it."""

import datetime

import pytest

from campaigns.notices.due import waiting
from campaigns.notices.models import Adaptation
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("step_by_step")]
PAST = datetime.date(2026, 1, 5)


@pytest.fixture
def task(upper, drafter):
    host = drafter.department
    return Adaptation.objects.create(notice=upper, region=host.region, department=host, due_on=PAST)


def said(actor):
    return [(due.title, due.act) for due in waiting(actor)]


def test_who_drafts_is_asked_until_somebody_has_begun(upper, drafter, task, begin):
    assert (f"请起草本地通知：{upper.current.title}", "起草") in said(drafter)
    begin(upper, by=drafter)
    assert not any("请起草" in title for title, _ in said(drafter))


def test_what_is_begun_waits_until_it_is_issued(upper, drafter, task, begin):
    edition = begin(upper, by=drafter)
    assert (f"本地通知待印发：{upper.current.title}", "继续起草") in said(drafter)
    factories.put_in_force(edition)
    assert not any("本地通知" in title for title, _ in said(drafter))


def test_who_asked_for_it_sees_what_is_late_until_it_is_waived(upper, task):
    host = factories.actor(factories.person("郑九", upper.host, "drafter"))
    assert (f"督办：{upper.current.title}", "督办") in said(host)
    Adaptation.objects.update(waived_at="2026-01-01T00:00Z", waived_reason="联合印发")
    assert not any("督办" in title for title, _ in said(host))
