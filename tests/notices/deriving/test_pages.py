"""The pages of an adaptation: what they show, who may do what there, and that they cost the same for any text."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.notices.drafting.checks import before_review
from campaigns.notices.models import Adaptation, Edition, Lineage, Notice
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
    assert costs[0] == costs[1] <= 32  # with what is locked, and what is proposed to be replaced


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


def test_a_co_issuer_is_told_nothing_of_what_stands_between_and_is_not_for_her(draft, upper, begin, page):
    """Nor why it left out what stands further up, though that is for everybody."""
    page.post(f"/desk/notices/{draft.pk}/adapt/{clause(draft, '第2项').pk}/omit/", {"reason": "机要理由。"})
    factories.put_in_force(draft)
    city = factories.actor(factories.person("周八", factories.department("杭州市市场监督管理局", "330100"), "drafter"))
    below = begin(draft.notice, by=city)
    ally = factories.of_line(factories.department("杭州市总工会", "330100"), "unions")
    below.issuers.create(printed_name="杭州市总工会", position=9, department=ally)
    Edition.objects.filter(pk=below.pk).update(state="countersigning")
    somebody = factories.client_of(factories.person("吴九", ally, "reader"))
    address = f"/desk/notices/{below.pk}/adapt/beside/{upper.pk}/"
    assert "机要理由" in somebody.get(address).text
    Notice.objects.filter(pk=draft.notice_id).update(openness="closed", openness_reason="内部事项。")
    assert somebody.get(address).status_code == 404
    assert "机要理由" in factories.client_of(city.user).get(address).text  # its host was sent it


def test_what_is_locked_wears_a_mark_and_is_not_offered_to_be_left_out(national, drafter, begin, page):
    """A clause that only repeats the theme is not held by it."""

    def more(edition):
        edition.theme, edition.locks_theme = "质量强国", True
        edition.save(update_fields=["theme", "locks_theme"])
        head = factories.clause(edition, "section", marker="八、", heading="活动主题", path="八")
        factories.clause(edition, "paragraph", "活动主题为：质量强国。", parent=head)
        other = factories.clause(edition, "section", marker="九、", heading="宣传", path="九")
        factories.clause(edition, "clause", "围绕质量强国开展宣传。", parent=other, path="九（一）")

    draft = begin(national(1, more), by=drafter)
    html = page.get(f"/desk/notices/{draft.pk}/adapt/").text
    announced, repeated = draft.clauses.get(heading="活动主题"), clause(draft, "围绕")
    shown = {
        each.pk: html.partition(f'id="c-{each.pk}"')[2].partition("</article>")[0] for each in (announced, repeated)
    }
    assert [">锁定<" in shown[each.pk] for each in (announced, repeated)] == [True, False]
    assert ["/omit/" in shown[each.pk] for each in (announced, repeated)] == [False, True]


def test_the_tabs_are_for_who_writes_and_lead_on_when_all_is_confirmed(draft, page):
    reader = factories.client_of(factories.person("赵六", draft.notice.host, "reader"))
    address = f"/desk/notices/{draft.pk}/adapt/"
    assert 'aria-label="这份通知的各页"' in page.get(address).text
    assert 'aria-label="这份通知的各页"' not in reader.get(address).text
    assert "通览全文，送审" not in page.get(address).text
    page.post(f"{address}confirm/")
    assert "通览全文，送审" in page.get(address).text
    assert "新增本地条款" in page.get(address).text


def test_an_origin_without_a_word_in_common_is_asked_about(draft, page, upper):
    own = clause(draft, "第1项")
    draft.clauses.filter(pk=own.pk).update(heading="", text="举办摄影展览。")
    above = upper.current.clauses.filter(text__startswith="第2项").get()
    address = f"/desk/notices/{draft.pk}/adapt/{own.pk}/relation/"
    answer = page.post(address, {"parents": [above.pk], "relation": "adapted"}, follow=True)
    assert f"上级通知的“{above.path}”与本级“{own.path}”文字差别很大，请核对是否选错。" in answer.text
    draft.clauses.filter(pk=own.pk).update(text="第2项活动，另作安排。")
    answer = page.post(address, {"parents": [above.pk], "relation": "adapted"}, follow=True)
    assert "文字差别很大" not in answer.text


@pytest.mark.parametrize(("days", "said"), [(-1, ""), (0, ""), (3, "已逾期3天")])
def test_a_day_that_is_over_is_said_where_one_begins_and_to_nobody_who_was_waived(upper, drafter, page, days, said):
    due = timezone.localdate() - timezone.timedelta(days=days)
    here = drafter.department
    task = Adaptation.objects.create(notice=upper, region=here.region, department=here, due_on=due)
    html = page.get(f"/desk/notices/derive/{upper.pk}/").text
    assert ("已逾期" in html) is bool(said) and said in html
    Adaptation.objects.filter(pk=task.pk).update(waived_at=timezone.now(), waived_reason="联合部署。")
    html = page.get(f"/desk/notices/derive/{upper.pk}/").text
    assert "免予制定" in html and "联合部署。" in html and "已逾期" not in html


def test_who_pastes_a_text_is_told_that_there_is_a_draft(upper, page, draft):
    html = page.get(f"/desk/notices/new/?answers={upper.pk}").text
    assert "浙江省的本地通知已经开始起草，现在是“起草”" in html and f"/desk/notices/{draft.pk}/" in html
    factories.put_in_force(draft)
    assert "浙江省的本地通知已经印发" in page.get(f"/desk/notices/new/?answers={upper.pk}").text
    assert "浙江省的本地通知" not in page.get("/desk/notices/new/").text


def test_who_drafts_and_reviews_is_told_of_both_ways(draft):
    draft.lineage.update(confirmed=True)
    Edition.objects.filter(pk=draft.pk).update(addressees="各市：")
    drafter, both = (
        factories.person(name, draft.notice.host, *roles)
        for name, roles in (("甲", ["drafter"]), ("乙", ["drafter", "reviewer"]))
    )
    told = [factories.client_of(each).get(f"/desk/notices/{draft.pk}/").text for each in (drafter, both)]
    assert ["您也是审核人" in html for html in told] == [False, True]
    Edition.objects.filter(pk=draft.pk).update(addressees="")
    html = factories.client_of(both).get(f"/desk/notices/{draft.pk}/").text
    assert "您也是审核人" not in html
    assert 0 < html.index("送出之前，还要补齐") < html.index("以上只是提示，不影响送审。")
