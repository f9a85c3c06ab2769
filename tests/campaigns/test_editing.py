"""Campaigns as they are typed: made, cloned, changed; by two people at once; with a reason once they are public."""

from datetime import date

import pytest

from campaigns.describing import facts_of
from campaigns.models import Campaign, CampaignChange, Deadline
from organizations.models import AuditRow
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
NEW = "/desk/campaigns/new/"


def edit(campaign):
    return f"/desk/campaigns/{campaign.pk}/edit/"


def rows_of(answer):
    return [form["name"].value() or "" for form, _ in answer.context["editor"].lines]


def test_what_is_typed_is_saved_and_deadlines_keep_their_keys(both, campaign, typed):
    first, second = campaign.deadlines.all()
    rows = [(first.pk, second.name, 10, "on"), (second.pk, first.name, 20, ""), ("", "总结报送", 49, "on")]
    answer = both.post(edit(campaign), typed(*rows, theme="新主题", ends_on="2026年9月28日"))
    assert answer["Location"] == campaign.get_absolute_url()
    saved = Campaign.objects.get(pk=campaign.pk)
    assert (saved.theme, saved.ends_on, saved.version) == ("新主题", date(2026, 9, 28), campaign.version + 1)
    found = list(saved.deadlines.values_list("pk", "name", "offset", "on_workdays"))
    assert found[:2] == [(first.pk, second.name, 10, True), (second.pk, first.name, 20, False)]
    assert found[2][1:] == ("总结报送", 49, True)
    assert not CampaignChange.objects.exists()  # nobody outside knew it yet
    row = AuditRow.objects.get(act="campaign-edit")
    assert row.before != row.after


def test_a_deadline_that_is_not_among_the_rows_is_removed(both, campaign, typed):
    first, second = campaign.deadlines.all()
    both.post(edit(campaign), typed((second.pk, second.name, 33, "on")))
    assert list(campaign.deadlines.all()) == [second]
    assert Deadline.objects.filter(pk=first.pk).count() == 0


def test_the_deadlines_of_another_campaign_stay_where_they_are(both, campaign, typed):
    other = factories.campaign(2025).deadlines.create(name="别的活动", offset=1)
    both.post(edit(campaign), typed((other.pk, "抢来的", 2, "on")))
    assert Deadline.objects.get(pk=other.pk).name == "别的活动"
    assert campaign.deadlines.get().name == "抢来的"


@pytest.mark.parametrize(
    ("act", "names"),
    [
        ("add", ["活动计划报送", "优秀做法推荐", ""]),
        ("remove-0", ["优秀做法推荐"]),
        ("remove-9", ["活动计划报送", "优秀做法推荐"]),
        ("look", ["活动计划报送", "优秀做法推荐"]),
        ("x\0", ["活动计划报送", "优秀做法推荐"]),
    ],
)
def test_rows_are_added_and_taken_away_without_saving(both, campaign, typed, act, names):
    answer = both.post(edit(campaign), typed(theme="还没保存的主题", act=act))
    assert answer.status_code == 200
    assert rows_of(answer) == names
    assert 'value="还没保存的主题"' in answer.content.decode()
    assert Campaign.objects.get(pk=campaign.pk).theme == campaign.theme


@pytest.mark.parametrize(("state", "year"), [("draft", "2027"), ("open", "2026")])
def test_the_year_stands_while_rows_are_added(both, campaign, typed, state, year):
    """A browser sends nothing of the year of a public campaign; what is sent of it by hand counts for nothing."""
    Campaign.objects.filter(pk=campaign.pk).update(state=state)
    sent = typed(act="add", year="2027")
    form = both.post(edit(campaign), sent).context["editor"].form
    assert str(form["year"].value()) == year
    if state == "open":
        del sent["year"]
        assert 'value="2026"' in str(both.post(edit(campaign), sent).context["editor"].form["year"])


def test_each_row_says_the_day_on_which_it_falls(both, campaign, typed):
    html = both.post(edit(campaign), typed(act="look", starts_on="2026-09-04")).content.decode()
    assert "2026年9月18日，星期五" in html
    assert "2026年10月7日，星期三" in html
    assert both.post(edit(campaign), typed(act="look", starts_on="x")).status_code == 200


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"year": "x"}, "应为整数"),
        ({"year": "1900"}, "最小为1978"),
        ({"year": "9" * 5000}, "应为整数"),
        ({"year": "2027"}, "活动时间应在2027年内"),
        ({"name": ""}, "请填写名称"),
        ({"name": "年" * 61}, "名称最多60字，现有61字"),
        ({"name": "全国\0质量月"}, "名称里有不能识别的字符"),
        ({"theme": "x" * 1_000_000}, "主题最多100字"),
        ({"starts_on": "九月一日"}, "格式填写"),
        ({"starts_on": "0001-01-01"}, "日期应当在1978年至2999年之间"),
        ({"ends_on": "9999-12-31"}, "日期应当在1978年至2999年之间"),
        ({"ends_on": "2026-08-01"}, "活动结束日期不能早于开始日期"),
        ({"ends_on": "2027-09-05"}, "活动时间最长366天"),
        ({"deadlines-1-name": "活动计划报送"}, "已在上面登记"),
        ({"deadlines-0-name": ""}, "第1项：请填写事项"),
        ({"deadlines-0-offset": "367"}, "最大为366"),
        ({"deadlines-0-offset": "十四"}, "应为整数"),
        ({"deadlines-TOTAL_FORMS": "x"}, "提交的内容不完整"),
        ({"deadlines-TOTAL_FORMS": "99999"}, "时间节点最多40项"),
    ],
)
def test_what_cannot_be_is_told_beside_what_was_typed(both, campaign, typed, said, changed, words):
    answer = said(both.post(edit(campaign), typed(**changed)))
    assert answer.status == 400
    assert words in answer.html
    kept = next(iter(changed.values()))
    if kept and "\0" not in kept and len(kept) < 100 and "TOTAL" not in next(iter(changed)):
        assert f'value="{kept}"' in answer.html
    assert Campaign.objects.get(pk=campaign.pk).version == campaign.version


@pytest.mark.parametrize(("state", "status"), [("open", 400), ("closed", 400), ("draft", 302)])
def test_a_theme_that_is_public_is_not_taken_away(both, campaign, typed, said, state, status):
    Campaign.objects.filter(pk=campaign.pk).update(state=state)
    answer = said(both.post(edit(campaign), typed(theme="", reason="主题另行公布")))
    assert answer.status == status
    assert ("主题可以修改，不能删去" in answer.html) == (status == 400)
    assert bool(Campaign.objects.get(pk=campaign.pk).theme) == (status == 400)


def test_characters_beyond_the_first_plane_are_names_like_any_other(both, campaign, typed):
    both.post(edit(campaign), typed(theme="𠮷祥𓀀"))
    assert Campaign.objects.get(pk=campaign.pk).theme == "𠮷祥𓀀"


def test_the_second_of_two_who_save_sees_what_the_first_saved(both, campaign, typed, said):
    both.post(edit(campaign), typed(theme="先保存的主题"))
    answer = said(both.post(edit(campaign), typed(theme="后保存的主题")))
    assert answer.status == 409
    assert "先保存的主题" in answer.html
    assert 'value="后保存的主题"' in answer.html
    assert Campaign.objects.get(pk=campaign.pk).theme == "先保存的主题"
    both.post(edit(campaign), typed(theme="后保存的主题", version=campaign.version + 1))  # as the page now has it
    assert f'name="version" value="{campaign.version + 1}"' in answer.html
    assert Campaign.objects.get(pk=campaign.pk).theme == "后保存的主题"


@pytest.mark.parametrize(
    ("changed", "needs_reason"),
    [({"theme": "改后的主题"}, True), ({"ends_on": "2026-09-29"}, True), ({"name": "改后的名称"}, False), ({}, False)],
)
def test_a_public_campaign_changes_with_a_reason_that_everybody_can_read(
    both, campaign, typed, said, changed, needs_reason
):
    Campaign.objects.filter(pk=campaign.pk).update(state="open")
    answer = said(both.post(edit(campaign), typed(**changed)))
    assert answer.status == (400 if needs_reason else 302)
    assert ("须写明理由" in answer.html) is needs_reason
    if needs_reason:
        assert both.post(edit(campaign), typed(reason="上级要求", **changed)).status_code == 302
        assert "理由：上级要求" in said(both.get(campaign.get_absolute_url())).html
    assert CampaignChange.objects.count() == len(changed)


def test_the_history_says_what_became_of_a_deadline(both, campaign, typed):
    Campaign.objects.filter(pk=campaign.pk).update(state="open")
    first = campaign.deadlines.first()
    both.post(edit(campaign), typed((first.pk, first.name, 15, ""), ("", "总结报送", 49, "on")))
    found = list(CampaignChange.objects.values_list("what", "before", "after"))
    assert found == [
        ("时间节点“活动计划报送”", "开始后14天，遇休息日顺延", "开始后15天，遇休息日不顺延"),
        ("时间节点“总结报送”", "", "开始后49天，遇休息日顺延"),
        ("时间节点“优秀做法推荐”", "开始后33天，遇休息日顺延", ""),
    ]


def test_the_year_of_a_public_campaign_stands(both, campaign, typed):
    Campaign.objects.filter(pk=campaign.pk).update(state="open")
    assert both.post(edit(campaign), typed(year=2025)).status_code == 302
    assert Campaign.objects.get(pk=campaign.pk).year == 2026


def test_an_archived_campaign_is_not_edited(both, campaign, typed):
    Campaign.objects.filter(pk=campaign.pk).update(state="archived")
    answer = both.post(edit(campaign), typed(theme="改归档的"))
    html = answer.content.decode()
    assert (answer.status_code, "已归档的活动不再修改" in html, "改归档的" in html) == (409, True, True)
    assert both.get(edit(campaign)).status_code == 302
    assert Campaign.objects.get(pk=campaign.pk).theme == campaign.theme


@pytest.mark.parametrize(
    ("role", "status"), [("reader", 403), ("signatory", 403), ("province-drafter", 404), ("system", 404)]
)
def test_only_who_drafts_there_edits_and_others_do_not_see_a_draft(person, campaign, typed, role, status):
    browser = person(role)
    assert browser.post(edit(campaign), typed(theme="x")).status_code == status
    assert browser.get(edit(campaign)).status_code == status
    assert browser.get(campaign.get_absolute_url()).status_code == (200 if status == 403 else 404)
    assert [browser.get(NEW).status_code, browser.post(NEW, typed()).status_code] == [403, 403]
    assert Campaign.objects.count() == 1


# New ones, from nothing and from last year's


def test_a_new_campaign_begins_silent(both, lead, typed):
    facts = typed(
        ("", "活动计划报送", 14, "on"), year=2029, starts_on="2029-09-01", ends_on="2029-09-30", name="2029年"
    )
    both.post(NEW, facts)
    made = Campaign.objects.get(year=2029)
    assert (made.state, made.organizer, made.deadlines.count()) == ("draft", lead, 1)


def test_a_year_has_one_campaign(both, campaign, typed, said):
    answer = said(both.post(NEW, typed()))
    assert (answer.status, "这一年度已有质量月活动" in answer.html) == (400, True)
    answer = said(
        both.post(f"/desk/campaigns/{campaign.pk}/clone/", {"year": 2026, "name": "x", "starts_on": "2026-09-01"})
    )
    assert (answer.status, "这一年度已有质量月活动" in answer.html) == (400, True)
    assert Campaign.objects.count() == 1


def test_a_clone_has_the_structure_and_nothing_else(both, campaign):
    Campaign.objects.filter(pk=campaign.pk).update(state="closed")
    factories.notice(year=2026)
    campaign.deadlines.filter(offset=33).update(on_workdays=False)
    posted = {"year": 2028, "name": "2028年全国质量月", "starts_on": "2028-09-05"}
    answer = both.post(f"/desk/campaigns/{campaign.pk}/clone/", posted)
    made = Campaign.objects.get(year=2028)
    assert answer["Location"] == made.get_absolute_url()
    assert (made.state, made.theme, made.based_on, made.ends_on) == ("draft", "", campaign, date(2028, 10, 4))
    fields = ("name", "offset", "on_workdays")
    assert list(made.deadlines.values_list(*fields)) == list(campaign.deadlines.values_list(*fields))
    assert not (made.notices.exists() or made.moves.exists() or made.changes.exists())


def test_a_clone_is_offered_as_the_next_free_year(both, campaign, monkeypatch):
    monkeypatch.setattr("campaigns.views.next_year", lambda: 2027)
    Campaign.objects.filter(pk=campaign.pk).update(starts_on=date(2026, 2, 1), ends_on=date(2026, 2, 28))
    html = both.get(f"/desk/campaigns/{campaign.pk}/clone/").content.decode()
    for value in ("2027", "2027年全国质量月", "2027-02-01"):
        assert f'value="{value}"' in html


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"year": "2028", "name": "", "starts_on": "2028-09-01"}, "请填写名称"),
        ({"year": "2028", "name": "x", "starts_on": "2027-09-01"}, "开始日期应在2028年内"),
        ({"year": "\0", "name": "a\0", "starts_on": "\0"}, "应为整数"),
    ],
)
def test_a_clone_that_cannot_be_is_told(both, campaign, said, posted, words):
    answer = said(both.post(f"/desk/campaigns/{campaign.pk}/clone/", posted))
    assert (answer.status, words in answer.html) == (400, True)


# Pages


def test_the_list_shows_drafts_to_who_prepares_them(person, campaign, said):
    factories.campaign(2024)
    for role, sees in (("reader", True), ("province-drafter", False), ("system", False)):
        html = said(person(role).get("/desk/campaigns/")).html
        assert ("2026年全国质量月" in html) is sees
        assert "2024年全国质量月" in html
        assert "新建活动" not in html
    html = said(person("drafter").get("/desk/campaigns/")).html
    assert "新建活动" in html
    assert html.index("2026年全国质量月") < html.index("2024年全国质量月")


def test_a_page_offers_what_the_person_may_do_now(person, both, campaign, said):
    def offered(browser):
        return [act.name for act, _ in browser.get(campaign.get_absolute_url()).context["acts"]]

    reader = person("reader")
    for state, acts in {
        "draft": ["open", "edit", "discard"],
        "open": ["edit", "close"],
        "closed": ["edit", "archive", "reopen"],
        "archived": ["reopen"],
    }.items():
        Campaign.objects.filter(pk=campaign.pk).update(state=state)
        assert offered(both) == acts
        assert offered(reader) == []


def test_pages_cost_the_same_for_more_of_everything(both, campaign):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    addresses = [
        "/desk/campaigns/",
        campaign.get_absolute_url(),
        edit(campaign),
        f"/desk/campaigns/{campaign.pk}/open/",
    ]

    def cost(address):
        with CaptureQueriesContext(connection) as queries:
            assert both.get(address).status_code == 200
        return len(queries)

    few = [cost(address) for address in addresses]
    for number in range(8):
        factories.campaign(2010 + number)
        campaign.deadlines.create(name=f"事项{number}", offset=number)
        CampaignChange.objects.create(campaign=campaign, what=f"事项{number}", by=both.user)
    assert [cost(address) for address in addresses] == few


def test_strangers_are_led_to_the_sign_in(client, campaign):
    for address in ("/desk/campaigns/", NEW, edit(campaign), "/desk/workdays/2026/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].endswith(f"?next={address}")


def test_a_campaign_reads_as_people_say_it(campaign):
    campaign.deadlines.create(name="印发", offset=-1, on_workdays=False)
    campaign.deadlines.create(name="启动仪式", offset=0)
    facts = facts_of(campaign)
    assert facts["活动时间"] == "2026年9月1日至30日"
    assert facts["时间节点“印发”"] == "开始前1天，遇休息日不提前"
    assert facts["时间节点“启动仪式”"] == "开始当日，遇休息日顺延"
