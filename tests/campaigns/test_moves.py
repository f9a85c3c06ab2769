"""How far a campaign is, who may bring it further, and who sees it meanwhile."""

import threading
from contextlib import suppress
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from campaigns import actions, moves
from campaigns.models import Campaign, CampaignChange, CampaignMove
from campaigns.moves import IllegalMove, State
from campaigns.notices.models import DraftSource
from organizations import acting, delegations, jobs
from organizations.models import AuditRow, Job, Message
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
ACTS = {  # act: (who may, from which states, to which; None: it is gone)
    "open": ("signatory", ["draft"], "open"),
    "close": ("signatory", ["open"], "closed"),
    "archive": ("signatory", ["closed"], "archived"),
    "reopen": ("signatory", ["closed", "archived"], "open"),
    "discard": ("drafter", ["draft"], None),
}


def post(browser, campaign, act, **more):
    return browser.post(
        f"/desk/campaigns/{campaign.pk}/{act}/", {"version": campaign.version, "reason": "补报材料"} | more
    )


def put(campaign, state):
    Campaign.objects.filter(pk=campaign.pk).update(state=state)
    return Campaign.objects.get(pk=campaign.pk)


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_done_from_the_states_that_the_table_names(both, campaign, said, act, state):
    _, states, to = ACTS[act]
    campaign = put(campaign, state)
    answer = said(post(both, campaign, act))
    assert answer.status == (302 if state in states else 409)
    left = Campaign.objects.filter(pk=campaign.pk).values_list("state", flat=True).first()
    assert left == (to if state in states else state)
    assert AuditRow.objects.filter(thing="campaigns.campaign").count() == (state in states)
    assert CampaignMove.objects.count() == (state in states and to is not None)
    if state not in states:
        assert "没有办理" in answer.html


@pytest.mark.parametrize("role", ["reader", "drafter", "signatory", "province-signatory", "system"])
@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_done_by_who_may(person, campaign, said, act, role):
    who, states, _ = ACTS[act]
    campaign = put(campaign, states[-1])
    sees = states[-1] != "draft" or role in ("reader", "drafter", "signatory")
    answer = said(post(person(role), campaign, act))
    assert answer.status == (302 if role == who else 403 if sees else 404)
    if answer.status != 302:
        assert Campaign.objects.get(pk=campaign.pk).state == states[-1]
    if answer.status == 403:
        assert "国家市场监督管理总局的" in answer.html


def test_the_table_of_states_is_what_the_pages_offer():
    offered = {(old, to) for _, states, to in ACTS.values() if to for old in states}
    assert offered == {(old, to) for old, ways in moves.MOVES.items() for to in ways}


@pytest.mark.parametrize("act", ACTS)
def test_looking_at_an_act_does_nothing(both, campaign, act):
    campaign = put(campaign, ACTS[act][1][0])
    assert both.get(f"/desk/campaigns/{campaign.pk}/{act}/").status_code == 200
    assert Campaign.objects.get(pk=campaign.pk).version == campaign.version
    assert not AuditRow.objects.filter(thing="campaigns.campaign").exists()


def test_reopening_needs_a_reason_and_keeps_it(both, campaign, said):
    campaign = put(campaign, "closed")
    answer = said(post(both, campaign, "reopen", reason=" "))
    assert (answer.status, "请填写理由" in answer.html) == (400, True)
    post(both, campaign, "reopen")
    assert "理由：补报材料" in said(both.get(campaign.get_absolute_url())).html


def test_what_was_changed_since_it_was_read_is_not_opened(both, campaign, said):
    answer = said(post(both, campaign, "open", version=campaign.version + 1))
    assert answer.status == 409
    assert "请核对后再办理" in answer.html
    assert Campaign.objects.get().is_draft


# Silent until it is opened


ADDRESSES = (
    "/",
    "/years/",
    "/years/2026/",
    "/calendar.ics",
    "/years/2026/calendar.ics",
    "/sitemap-years-1.xml",
    "/slogans/2026/",
)


def test_a_draft_is_silent_until_it_is_opened(client, campaign):
    factories.campaign(2024)

    def told():
        return [b"2026" in (answer := client.get(each)).content and answer.status_code == 200 for each in ADDRESSES]

    assert told() == [False] * len(ADDRESSES)
    for state in ("open", "closed", "archived"):
        put(campaign, state)
        assert told() == [True] * len(ADDRESSES), state


def test_opening_tells_who_drafts_and_signs_in_the_provinces(person, both, campaign):
    told = [person(f"province-{role}").user for role in ("drafter", "signatory", "reader")]
    person("province-manager")
    today = timezone.localdate()
    delegations.delegate(acting.identities(told[0])[0], told[2], since=today, until=today)
    Message.objects.all().delete()
    assert "共3人" in both.get(f"/desk/campaigns/{campaign.pk}/open/").content.decode()
    post(both, campaign, "open")
    assert not Message.objects.exists()  # who opens it does not wait for that
    jobs.run(Job.objects.get(kind="tell-campaign").pk)
    messages = list(Message.objects.select_related("recipient"))
    assert {each.recipient for each in messages} == set(told)
    assert messages[0].subject == "2026年全国质量月活动已启动"
    assert "2026年9月1日至30日" in messages[0].body
    campaign = put(campaign, "closed")
    post(both, campaign, "reopen")
    assert Message.objects.count() == 3  # nobody hears of it twice


def test_opening_costs_the_same_however_many_are_told(person, campaign, django_assert_num_queries):
    actor = person("signatory").actor

    def cost():
        from django.test.utils import CaptureQueriesContext

        Job.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            actions.open_up(put(campaign, "draft"), by=actor)
            actions.tell(Job.objects.get())
        return len(queries)

    person("province-drafter")
    few = cost()
    for role in ("signatory", "reviewer"):
        person(f"province-{role}")
    assert cost() == few


def test_a_campaign_without_a_theme_is_not_opened(both, campaign, said):
    Campaign.objects.filter(pk=campaign.pk).update(theme=" ")
    page = said(both.get(f"/desk/campaigns/{campaign.pk}/open/"))
    answer = said(post(both, campaign, "open"))
    assert page.status == answer.status == 409 and "还没有填写活动主题，不能启动" in answer.html
    assert Campaign.objects.get(pk=campaign.pk).state == "draft"


def test_a_draft_with_notices_is_not_discarded(both, campaign, said):
    factories.notice(year=2026)
    answer = said(post(both, campaign, "discard"))
    assert (answer.status, "已有通知，不能废弃" in answer.html) == (409, True)
    assert Campaign.objects.filter(pk=campaign.pk).exists()


def test_a_draft_that_was_changed_since_it_was_read_is_not_discarded(both, campaign, said):
    answer = said(post(both, campaign, "discard", version=campaign.version + 1))
    assert (answer.status, "请核对后再办理" in answer.html) == (409, True)
    assert campaign.deadlines.count() == 2


def test_a_text_that_a_colleague_brought_is_not_taken_away_with_its_campaign(both, campaign, said):
    colleague = factories.person("乙", factories.department("浙江省市场监督管理局"), "drafter")
    who = {"user": colleague, "department": factories.department("浙江省市场监督管理局")}
    source = DraftSource.objects.create(campaign=campaign, text="关于开展活动的通知", **who)
    answer = said(post(both, campaign, "discard"))
    assert (answer.status, "已有待起草的文字，不能废弃。请提交人删去" in answer.html) == (409, True)
    source.delete()
    assert post(both, campaign, "discard").status_code == 302


def test_a_clock_may_move_it_too(campaign):
    moves.move(campaign, State.OPEN, by=None)
    assert CampaignMove.objects.get().actor_name == "系统"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is for one's own machine")
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE campaigns_campaignmove SET reason = 'x'",
        "DELETE FROM campaigns_campaignmove",
        "UPDATE campaigns_campaignchange SET reason = 'x'",
        "DELETE FROM campaigns_campaignchange",
    ],
)
def test_no_sql_changes_what_became_of_a_campaign(campaign, sql):
    for model in (CampaignMove, CampaignChange):
        model.objects.create(campaign=campaign)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute(sql)


# At the same moment


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_of_many_who_open_it_at_once_one_does(lead, monkeypatch, guarded):
    if connection.vendor == "sqlite":
        pytest.skip("threads share the one database of a test only on PostgreSQL")
    campaign = Campaign.objects.create(year=2026, name="质量月", starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 30))
    if not guarded:
        monkeypatch.setattr(moves.Campaign, "objects", _Careless())
    barrier = threading.Barrier(5)

    def attempt():
        mine = Campaign._base_manager.get(pk=campaign.pk)
        barrier.wait()
        with suppress(IllegalMove):
            moves.move(mine, State.OPEN, by=None)
        connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert CampaignMove.objects.count() == (1 if guarded else 5)


class _Careless:
    """The control: updates whatever the state has become."""

    def filter(self, pk, **as_read):
        return Campaign._base_manager.filter(pk=pk)
