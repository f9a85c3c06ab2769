"""What was withdrawn or repealed above a notice is said wherever the notice is read, with its day, and told to whoever made it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.notices.comparing.compared import Compared
from campaigns.notices.issuing import ending
from campaigns.notices.lineage.above import end_of, ended_above
from campaigns.notices.models import Notice
from campaigns.notices.state import state_of
from organizations import jobs
from organizations.models import Job, Message
from organizations.partial_dates import in_chinese
from tests import factories

from .levels import levels

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def chain():
    return levels()


@pytest.fixture
def by(chain):
    return factories.signatory(chain[0].current)


def repealed(notice, by, days=9):
    day = timezone.localdate() + timedelta(days=days)
    ending.repeal(notice.pk, day, "另有规定", by=by)
    return f"自{in_chinese(day.isoformat())}起废止"


def withdrawn(notice, by):
    ending.withdraw(notice.pk, "依据有误", by=by)
    return f"已于{in_chinese(timezone.localdate().isoformat())}撤销，自始无效"


@pytest.mark.parametrize("end", [repealed, withdrawn])
def test_every_descendant_says_what_ended_above_it_and_when(client, chain, by, end):
    nation, *below = chain
    pages = [notice.get_absolute_url() for notice in below]
    pages += [f"/notices/{below[2].pk}/compare/", f"/notices/{below[1].pk}/clauses/s1-2/"]
    stamps = [state_of(notice.pk).stamp for notice in below]
    assert not any("上级通知《全国通知》" in client.get(page).content.decode() for page in pages)
    said = end(nation, by)
    for page in pages:
        assert said in client.get(page).content.decode(), page
    assert not {*stamps} & {state_of(notice.pk).stamp for notice in below}
    assert said not in client.get("/notices/").content.decode()


def test_what_ended_is_named_the_nearest_first(chain, by):
    repealed(chain[0], by)
    withdrawn(chain[1], by)
    assert ended_above(chain[3]) == [chain[1], chain[0]]
    assert ended_above(chain[1]) == [chain[0]]
    assert ended_above(chain[0]) == []
    assert end_of(ended_above(chain[1])[0]).startswith("上级通知《全国通知》自")


def test_nothing_is_told_to_everybody_of_what_is_not_public(client, chain, by):
    withdrawn(chain[0], by)
    Notice.objects.filter(pk=chain[0].pk).update(openness="closed", openness_reason="内部事项")
    assert "全国通知" not in client.get(chain[2].get_absolute_url()).content.decode()


def test_a_comparison_whose_file_says_the_end_is_another_one(chain, by):
    def fingerprint():
        notice = Notice.objects.for_comparison().get(pk=chain[3].pk)
        return Compared(notice, notice.parent).fingerprint

    before = fingerprint()
    repealed(chain[0], by)
    assert fingerprint() != before


def test_the_people_of_every_host_below_are_told_once_with_the_day(chain, by):
    people = [factories.person(f"审核{at}", notice.host, "reviewer") for at, notice in enumerate(chain[1:])]
    said = repealed(chain[0], by)
    job = Job.objects.get(kind=ending.KIND)
    for _ in range(2):
        jobs.run(job.pk)
        Job.objects.filter(pk=job.pk).update(state="waiting", due_at=timezone.now())
    told = Message.objects.filter(kind="notice-repealed", recipient__in=people)
    assert {message.recipient for message in told} == {*people} and told.count() == len(people)
    assert all(said in message.body and "请研究处理" in message.body for message in told)


def test_the_desk_says_it_too_of_an_issued_text_and_of_a_draft(client, chain, by):
    said = withdrawn(chain[0], by)
    city = chain[2]
    client.force_login(factories.person("起草", city.host, "drafter"))
    page = client.get(f"/desk/notices/{city.current_id}/").content.decode()
    assert said in page and "依据有误" in page


def test_of_what_is_not_public_two_levels_further_down_hear_that_it_ended_and_no_more(client, chain):
    _, province, city, county = chain
    facts = {"openness": "closed", "openness_reason": "内部事项"}
    Notice.objects.filter(pk=province.pk).update(**facts)
    people = {each.pk: factories.person(f"审核{each.pk}", each.host, "reviewer") for each in (city, county)}
    day = withdrawn(Notice.objects.get(pk=province.pk), factories.signatory(province.current))
    jobs.run(Job.objects.get(kind=ending.KIND).pk)
    title, told = province.current.title, {pk: Message.objects.get(recipient=one) for pk, one in people.items()}
    assert title in told[city.pk].subject and "依据有误" in told[city.pk].body
    unnamed = told[county.pk].subject + told[county.pk].body
    assert f"上级有关通知（未公开）{day}" in unnamed and title not in unnamed and "依据有误" not in unnamed
    for notice, is_named in ((city, True), (county, False)):
        client.force_login(people[notice.pk])
        html = client.get(f"/desk/notices/{notice.current_id}/").content.decode()
        assert day in html
        assert (f"《{title}》" in html, "依据有误" in html) == (is_named, is_named)
        assert client.get(told[notice.pk].path).status_code == 200
