"""What asked for a notice, or to follow one, counts as read once it is done or asked no more; and not before."""

import pytest
from django.utils import timezone

from campaigns.notices.issuing import publishing
from campaigns.notices.lineage.settling import settle_issued
from campaigns.notices.models import Adaptation, Notice
from campaigns.notices.receiving import sending
from campaigns.notices.supervising import changing
from organizations import jobs
from organizations.models import Message
from tests import factories

from .levels import below, corrected, opening, say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]
BESIDE = "/desk/beside/"


@pytest.fixture
def nation():
    return opening()


def asked(notice, *paths):
    """Give somebody at the host of a notice a message that leads to each of the paths, and one that leads elsewhere."""
    person = factories.person(f"起草{next(factories.serial)}", notice.host, "drafter")
    for path in (*paths, BESIDE):
        Message.objects.create(recipient=person, key=f"{person.pk}{path}", kind="urging", path=path)


def unread():
    return sorted(Message.objects.unread().filter(kind="urging").values_list("path", flat=True))


def owed(nation, notice, **facts):
    return Adaptation.objects.create(
        notice=nation, region=notice.host.region, department=notice.host, due_on=timezone.localdate(), **facts
    )


def page_of(task):
    return f"/desk/board/{task.notice_id}/adaptations/{task.pk}/"


def test_what_asked_for_a_notice_counts_as_read_when_it_is_issued(nation):
    province = below(nation, "330000")
    task = owed(nation, province, child=province)
    asked(province, page_of(task))
    settle_issued(province)
    assert unread() == [BESIDE]


def test_issuing_settles_it_also_where_the_notice_becomes_what_is_owed_only_then(nation, monkeypatch):
    edition = factories.signed(factories.ready())
    Notice.objects.filter(pk=edition.notice_id).update(parent=nation)
    task = owed(nation, edition.notice)
    asked(edition.notice, page_of(task))
    factories.printed(edition)
    publishing.publish(edition.pk)
    task.refresh_from_db()
    assert (task.child_id, unread()) == (edition.notice_id, [BESIDE])


def test_what_asked_to_follow_counts_as_read_by_the_edition_that_follows_alone(nation):
    province = below(nation, "330000")
    corrected(nation, say(1, "组织质量知识竞赛。"))
    address = f"/desk/notices/follow/{province.pk}/"
    asked(province, address)
    corrected(province, say(0, "召开启动会。"))  # a slip of its own
    settle_issued(Notice.objects.get(pk=province.pk))
    assert unread() == [BESIDE, address]
    corrected(province, say(0, "召开启动仪式。"), answering=Notice.objects.get(pk=nation.pk).current)
    settle_issued(Notice.objects.get(pk=province.pk))
    assert unread() == [BESIDE]


@pytest.mark.parametrize("how", ["waived", "withdrawn", "repealed later"])
def test_what_is_asked_no_more_counts_as_read(nation, how):
    province = factories.department("浙江省质量技术监督局", "330000")
    task = Adaptation.objects.create(notice=nation, region=province.region, department=province)
    host = below(nation, "330000")
    asked(host, page_of(task))
    if how == "waived":
        by = factories.actor(factories.person("审核", nation.host, "reviewer"))
        changing.waive(task, "联合部署。", by=by)
    else:
        tomorrow = timezone.localdate() + timezone.timedelta(days=1)
        facts = {"withdrawn": ("withdrawn", timezone.localdate()), "repealed later": ("repealed", tomorrow)}[how]
        Notice.objects.filter(pk=nation.pk).update(ending=facts[0], ended_on=facts[1], ending_reason="误发")
        jobs.run(jobs.ask(sending.END, nation.pk, notice=nation.pk).pk)
    assert unread() == ([BESIDE, page_of(task)] if how == "repealed later" else [BESIDE])
