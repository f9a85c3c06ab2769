"""The pages of an adaptation: what they show, who may do what there, and that they cost the same for any text."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices.drafting.checks import before_review
from campaigns.notices.models import Edition, Lineage, Notice
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def page(drafter):
    return factories.client_of(drafter.user)


def clause(edition, start):
    return edition.clauses.get(text__startswith=start)


def test_a_notice_is_begun_with_one_click(upper, page):
    assert "列入全部条款，开始起草" in page.get(f"/desk/notices/derive/{upper.pk}/").text
    answer = page.post(f"/desk/notices/derive/{upper.pk}/", follow=True)
    assert "还有7条没有确认" in answer.text and "已照录全国通知各条" in answer.text
    again = page.post(f"/desk/notices/derive/{upper.pk}/", follow=True)
    assert "浙江省的本地通知已经起草，没有重复起草。" in again.text and "已照录" not in again.text
    assert "打开本地通知" in page.get(f"/desk/notices/derive/{upper.pk}/").text


def test_what_is_left_undecided_keeps_a_draft_from_review(draft, page):
    said = [sentence for sentence, _ in before_review(Edition.objects.for_desk().get(pk=draft.pk))]
    assert "与上级通知对照，还有7条没有确认。" in said
    page.post(f"/desk/notices/{draft.pk}/adapt/confirm/")
    assert not draft.lineage.filter(confirmed=False).exists()


def test_where_nothing_is_left_to_confirm_together_it_is_said_why(draft, page):
    def said():
        answer = page.post(f"/desk/notices/{draft.pk}/adapt/confirm/", follow=True)
        return [str(message) for message in answer.context["messages"]]

    assert said() == ["已确认7条。"]
    assert said() == ["各条已经全部确认。"]
    row = draft.lineage.filter(clause=clause(draft, "第1项"))
    row.update(confirmed=False, opened=[1])
    assert "请在“跟进上级更正”中" in said()[0]
    row.update(confirmed=False, opened=None, clause=None, relation="omitted")
    assert "还没有写明理由" in said()[0]


def test_a_clause_is_confirmed_alone(draft, page):
    page.post(f"/desk/notices/{draft.pk}/adapt/{clause(draft, '第1项').pk}/confirm/")
    assert draft.lineage.filter(confirmed=True).count() == 1


def test_a_clause_is_left_out_with_a_reason_and_taken_in_again(draft, page):
    key = clause(draft, "第2项").pk
    address = f"/desk/notices/{draft.pk}/adapt/{key}/omit/"
    assert page.post(address, {"reason": " "}).status_code == 400
    assert page.post(address, {"reason": "我省没有这类企业"}).status_code == 302
    row = Lineage.objects.get(edition=draft, relation="omitted")
    assert (row.reason, row.confirmed) == ("我省没有这类企业", True)
    assert "本级未列。理由：我省没有这类企业" in page.get(f"/desk/notices/{draft.pk}/adapt/").text
    page.post(f"/desk/notices/{draft.pk}/adapt/above/{row.parent_id}/take/")
    texts = list(draft.clauses.filter(kind="clause").order_by("position").values_list("text", flat=True))
    assert [text[:3] for text in texts] == ["第1项", "第2项", "第3项", "第4项", "第5项"]
    assert not draft.lineage.filter(relation="omitted").exists()


def test_a_clause_whose_origin_a_sister_carries_on_is_only_taken_out(draft, page, upper):
    own, sister = clause(draft, "第2项"), clause(draft, "第3项")
    above = upper.current.clauses.filter(text__startswith="第2项").get()
    page.post(f"/desk/notices/{draft.pk}/adapt/{sister.pk}/relation/", {"parents": [above.pk], "relation": "adapted"})
    answer = page.post(f"/desk/notices/{draft.pk}/adapt/{own.pk}/omit/", {"reason": "并入后一条"}, follow=True)
    assert f"“{own.path}”已删去。上级的这一条还有本级其他条款贯彻，没有列为不适用。" in answer.text
    assert "已列为不适用" not in answer.text
    assert not draft.lineage.omitted().filter(parent=above).exists()


def test_what_a_clause_comes_from_is_corrected_by_hand(draft, page, upper):
    own = clause(draft, "第1项")
    others = upper.current.clauses.filter(text__startswith="第3项")
    address = f"/desk/notices/{draft.pk}/adapt/{own.pk}/relation/"
    page.post(address, {"parents": [others.get().pk], "relation": "moved"})
    rows = draft.lineage.filter(clause=own).values_list("parent", "relation", "is_set", "confirmed")
    assert list(rows) == [(others.get().pk, "moved", True, True)]
    first = draft.lineage.get(relation="omitted")
    assert (first.parent.text[:3], first.confirmed) == ("第1项", False)
    page.post(address, {"parents": []})
    assert list(draft.lineage.filter(clause=own).values_list("relation", flat=True)) == ["new"]


@pytest.mark.parametrize("typed", ["{own}", "9" * 30, "-1", "x", "1\0", "１"])
def test_what_is_no_clause_of_the_notice_above_is_no_origin(draft, page, typed):
    own = draft.clauses.filter(kind="clause").first()
    address = f"/desk/notices/{draft.pk}/adapt/{own.pk}/relation/"
    answer = page.post(address, {"parents": [typed.format(own=own.pk)]})
    assert answer.status_code == 400
    assert "上级通知没有所选的条款" in answer.text


@pytest.mark.parametrize(
    ("roles", "shown", "acts"),
    [(["reader"], 200, 403), (["drafter"], 200, 302), (["reviewer"], 200, 302), (["signatory"], 200, 403)],
)
def test_whoever_reads_the_draft_sees_the_page_and_who_writes_it_decides(draft, roles, shown, acts):
    somebody = factories.client_of(factories.person("赵六", draft.notice.host, *roles))
    assert somebody.get(f"/desk/notices/{draft.pk}/adapt/").status_code == shown
    assert somebody.post(f"/desk/notices/{draft.pk}/adapt/confirm/").status_code == acts


def test_a_co_issuer_reads_the_notice_above_only_where_she_sees_it_anyway(draft, upper, page):
    ally = factories.of_line(factories.department("浙江省总工会", "330000"), "unions")
    draft.issuers.create(printed_name="浙江省总工会", position=9, department=ally)
    Edition.objects.filter(pk=draft.pk).update(state="countersigning")
    somebody = factories.client_of(factories.person("吴九", ally, "reader"))
    pages = [f"/desk/notices/{draft.pk}/{name}/" for name in ("adapt", "follow")]
    assert [somebody.get(address).status_code for address in pages] == [200, 200]
    assert "逐条对照" in somebody.get(f"/desk/notices/{draft.pk}/").text
    Notice.objects.filter(pk=upper.pk).update(openness="closed")
    assert [somebody.get(address).status_code for address in pages] == [403, 403]
    assert "由浙江省市场监督管理局的人员查看" in somebody.get(pages[0]).text
    assert "逐条对照" not in somebody.get(f"/desk/notices/{draft.pk}/").text
    assert [page.get(address).status_code for address in pages] == [200, 200]


def test_another_department_sees_nothing(draft):
    other = factories.client_of(
        factories.person("钱七", factories.department("杭州市市场监督管理局", "330100"), "drafter")
    )
    assert other.get(f"/desk/notices/{draft.pk}/adapt/").status_code == 404
    assert other.post(f"/desk/notices/{draft.pk}/adapt/confirm/").status_code == 404


def test_the_page_costs_the_same_for_2_clauses_and_30(national, drafter, begin, page):
    costs = []
    for count in (2, 30):
        address = f"/desk/notices/{begin(national(count), by=drafter).pk}/adapt/"
        page.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = page.get(address)
        assert answer.text.count("确认为照录") == count + 2  # the slogans and the attachment, too
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 20


def test_a_citys_draft_is_set_beside_the_national_notice_through_the_provinces(draft, upper, begin):
    own = clause(draft, "第1项")
    own.text = "第1项活动由各市实施。"
    own.save()
    factories.put_in_force(draft)
    city = factories.actor(factories.person("周八", factories.department("杭州市市场监督管理局", "330100"), "drafter"))
    below = begin(draft.notice, by=city)
    client = factories.client_of(city.user)
    answer = client.get(f"/desk/notices/{below.pk}/adapt/beside/{upper.pk}/")
    assert "改与浙江省通知对照" in answer.text and "第1项活动" in answer.text
    assert "确认为" not in answer.text
    assert client.get(f"/desk/notices/{below.pk}/adapt/beside/{draft.notice_id}/").status_code == 302
    assert client.get(f"/desk/notices/{below.pk}/adapt/beside/{below.notice_id}/").status_code == 404
    Notice.objects.filter(pk=upper.pk).update(openness="closed")
    assert client.get(f"/desk/notices/{below.pk}/adapt/beside/{upper.pk}/").status_code == 404
    assert "与全国通知对照" not in client.get(f"/desk/notices/{below.pk}/adapt/").text
