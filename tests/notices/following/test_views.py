"""The pages of following: who sees what, what each button does, and how much it costs."""

import re

import pytest
import zeal
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices.deriving.beginning import derive
from campaigns.notices.drafting.checks import advised
from campaigns.notices.drafting.tree import Node
from campaigns.notices.due import waiting
from campaigns.notices.following.advancing import begin
from campaigns.notices.models import Clause, Edition, Lineage, Notice
from tests import factories
from tests.notices.following.conftest import CHANGED
from tests.notices.lineage.levels import add, below, corrected, leave_out, opening, say, several

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def now(nation, province):
    return corrected(nation, several(say(1, "组织竞赛。"), leave_out(2), add("发布倡议书，接受社会监督。")))


@pytest.fixture
def page(province):
    return f"/desk/notices/follow/{province.pk}/"


@pytest.fixture
def made(now, province, drafter, signatory):
    return begin(province, by=signatory)


def read(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def numbered(edition, marker):
    return edition.clauses.get(marker=marker, kind="clause")


def test_the_page_shows_three_texts_of_each_and_the_signatory_begins_the_correction(
    client, drafter, signatory, province, page, now
):
    client.force_login(drafter.user)
    html = read(client, page)
    assert "跟进更正由浙江省质量技术监督局的签发人（王五）提出；提出以后，由起草人逐条处理、送审。" in html
    assert html.count("上级原文") == 3 and "开始跟进更正" not in html
    assert client.post(f"{page}begin/").status_code == 403 and not province.editions.filter(number=2).exists()
    client.force_login(signatory.user)
    html = read(client, page)
    assert html.count("上级原文") == html.count("上级新文") == 3
    for words in ("3条待更新", "上级有改动", "上级已删去", "上级新增", "<ins>", "开始跟进更正"):
        assert words in html
    answers = [client.post(f"{page}begin/") for _ in range(2)]
    made = province.editions.get(number=2)
    for answer in answers:  # a second click leads there, too
        assert answer.headers["Location"] == f"/desk/notices/{made.pk}/follow/"
    client.force_login(drafter.user)
    draft = read(client, f"/desk/notices/{made.pk}/follow/")
    assert "还有3条待处理" in draft and draft.count("印发后与对照表一并公布") == 1
    assert "继续跟进" in read(client, page)


def test_below_it_says_for_whom_one_waits(client, nation, province):
    city = below(province, "330100")
    corrected(nation, say(0, "召开启动会。"))
    client.force_login(factories.person("李四", city.host, "drafter"))
    html = read(client, f"/desk/notices/follow/{city.pk}/")
    assert f"{province.host}还没有按再上一级的更正作出处理" in html and "开始跟进更正" not in html


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL lets no notice of ours become a recorded one")
def test_of_a_recorded_notice_it_is_said_that_it_cannot_follow_and_those_below_are_not_told_to_wait(
    client, nation, province, signatory, page
):
    city = below(province, "330100")
    Notice.objects.filter(pk=province.pk).update(is_recorded=True)
    corrected(nation, say(0, "召开启动会。"))
    client.force_login(signatory.user)
    html = read(client, page)
    assert "本通知是收录的，不能在系统中更正" in html and "开始跟进更正" not in html
    assert [due for due in waiting(signatory) if due.url == page] == []
    client.force_login(factories.person("李四", city.host, "drafter"))
    html = read(client, f"/desk/notices/follow/{city.pk}/")
    assert "由本单位直接提出更正" in html and "再由本单位跟进" not in html


def test_each_button_does_what_it_says(client, drafter, made):
    client.force_login(drafter.user)
    base = f"/desk/notices/{made.pk}/follow/"
    changed, gone = (numbered(made, marker) for marker in ("（二）", "（三）"))
    upper = made.lineage.get(relation="omitted").parent
    for address, facts, said in (
        (f"{base}{changed.pk}/take/", {}, "已采用上级新文本。"),
        (f"{base}{gone.pk}/keep/", {"reason": "本省继续开展。"}, "已保留本级文本。"),
        (f"{base}{gone.pk}/drop/", {}, "已删去本级条款"),
        (f"{base}above/{upper.pk}/omit/", {"reason": "本省不涉及。"}, "已列为不适用。"),
        (f"{base}above/{upper.pk}/take/", {}, "已列入上级条款。"),
    ):
        answer = client.post(address, facts, follow=True)
        assert (answer.status_code, said in answer.content.decode()) == (200, True), address
    assert [clause.text for clause in made.clauses.filter(kind="clause")] == [
        "召开启动仪式，营造良好氛围。", "组织竞赛。", "发布倡议书，接受社会监督。",
    ]  # fmt: skip
    assert not made.lineage.filter(confirmed=False).exists()


def test_what_changed_above_is_shown_as_it_would_be_carried_into_ours_and_carried_as_it_was_shown(client, own_words):
    made, drafter = own_words(say(1, CHANGED))
    client.force_login(drafter.user)
    address = f"/desk/notices/{made.pk}/follow/"
    html = read(client, address)
    would = html.split("合入上级改动后")[1]
    assert "</span>全体<span" in would and "</span>，表扬先进<span" in would
    carry = f"{address}{numbered(made, '（二）').pk}/carry/"
    stale = client.post(carry, {"seen": "x"})
    assert stale.status_code == 409 and "请看过现在的文字再办" in stale.content.decode()
    (seen,) = re.findall('name="seen" value="([^"]+)"', html)
    assert "已合入上级改动" in client.post(carry, {"seen": seen}, follow=True).content.decode()
    assert numbered(made, "（二）").text == "组织全省质量知识竞赛，动员全体职工参加，表扬先进。"


@pytest.mark.parametrize(
    ("reason", "said"), [("", "请填写"), ("长" * 201, "超过200字"), ("有\0字", "不能识别"), ("机密★1年", "机密")]
)
def test_a_reason_that_cannot_be_kept_is_shown_again_where_it_was_typed(client, drafter, made, reason, said):
    client.force_login(drafter.user)
    clause = numbered(made, "（二）")
    answer = client.post(f"/desk/notices/{made.pk}/follow/{clause.pk}/keep/", {"reason": reason})
    html = answer.content.decode()
    assert answer.status_code == 400 and said in html and html.count("field__error") == 1
    assert not Lineage.objects.get(clause=clause).confirmed


def test_what_cannot_be_done_any_more_is_said(client, drafter, province, made):
    client.force_login(drafter.user)
    answer = client.post(f"/desk/notices/{made.pk}/follow/{numbered(made, '（一）').pk}/take/", follow=True)
    assert "同事刚刚处理了这一条" in answer.content.decode()
    Edition.objects.filter(pk=made.pk).update(state="signed")
    answer = client.post(f"/desk/notices/follow/{province.pk}/begin/", follow=True)
    assert "正文不能再改动" in answer.content.decode()


def test_a_text_that_is_out_is_changed_only_where_that_is_meant(client, drafter, made):
    factories.awaits_signature(made)
    client.force_login(drafter.user)
    clause = numbered(made, "（二）")
    address = f"/desk/notices/{made.pk}/follow/{clause.pk}/take/"
    answer = client.post(address)
    assert (answer.status_code, "改动须先确认" in answer.content.decode()) == (409, True)
    assert client.post(address, {"confirmed": "on"}).status_code == 302
    assert Clause.objects.get(pk=clause.pk).text == "组织竞赛。"


def test_who_may_see_and_do_what(client, drafter, province, made, page):
    draft = f"/desk/notices/{made.pk}/follow/"
    reader = factories.person("查阅", province.host, "reader")
    other = factories.person("外单位", factories.department("杭州市局", "330100"), "drafter")
    rows = [
        (reader, page, 200, 403), (other, page, 403, 403), (reader, draft, 200, 403), (other, draft, 404, 404),
        (drafter.user, page, 200, 302), (drafter.user, draft, 200, 302),
    ]  # fmt: skip
    for person, address, seen, done in rows:
        client.force_login(person)
        act = f"{page}begin/" if address == page else f"{draft}{numbered(made, '（二）').pk}/take/"
        assert (client.get(address).status_code, client.post(act).status_code) == (seen, done), (person, address)
    client.logout()
    assert client.get(page).status_code == 302
    client.force_login(drafter.user)
    assert client.get("/desk/notices/follow/999999/").status_code == 404


def test_the_desk_and_the_page_of_the_edition_lead_there(client, drafter, province, now, page, signatory):
    def dues(actor):
        return [(due.url, due.sub) for due in waiting(actor) if due.title.startswith("跟进上级更正")]

    assert dues(signatory) == [(page, "上级通知已有新版，3条待更新。")]
    assert dues(drafter) == []
    assert dues(factories.actor(factories.person("查阅", province.host, "reader"))) == []
    client.force_login(drafter.user)
    assert page in read(client, f"/desk/notices/{province.current_id}/")
    begin(province, by=signatory)
    draft = province.editions.get(number=2)
    assert dues(signatory) == []
    (due,) = dues(drafter)
    assert (due[0], due[1].endswith("第2版，还有3条待处理。")) == (f"/desk/notices/{draft.pk}/follow/", True)
    draft.lineage.update(confirmed=True, reason="本地已有安排。")
    (due,) = dues(drafter)
    assert (due[0], due[1].endswith("各条已经处理，请通览全文后送审。")) == (f"/desk/notices/{draft.pk}/", True)
    corrected(province.parent, say(0, "召开启动会。"))
    assert dues(drafter) and not dues(signatory)  # what is in hand goes on with who writes it


@pytest.mark.parametrize(
    ("what", "is_due"),
    [("opening", True), ("theme", True), ("title", True), ("cc", False)],
)
def test_where_no_clause_but_the_rest_of_the_text_changed_above_that_is_said_and_can_be_followed(
    client, nation, drafter, signatory, province, page, what, is_due
):
    def change(nodes, tree):
        edition = Edition.objects.get(notice=nation, state="draft")
        if what == "opening":
            return Node(Clause(kind="preamble", text="活动自九月八日开始。")).hang(tree.root, 0)
        return Edition.objects.filter(pk=edition.pk).update(**{what: "以质取胜"})

    corrected(nation, change)
    client.force_login(signatory.user)
    html = read(client, page)
    assert "没有待更新的条款" not in html and "不需要跟进" not in html
    assert "已有第2版" in html and "开始跟进更正" in html and "上级的改动" in html
    assert ("九月八日" if what == "opening" else "以质取胜") in html
    assert "查看上级的改动" in read(client, f"/desk/notices/{province.current_id}/")
    found = [due.sub for due in waiting(signatory) if due.title.startswith("跟进上级更正")]
    assert found == ["上级通知已有新版，标题、主题或者开头有改动。"] * is_due
    made = begin(province, by=signatory)
    assert "没有需要处理的条款" in read(client, f"/desk/notices/{made.pk}/follow/")


def test_a_draft_that_is_behind_is_told_so_where_it_is_sent_on(client, nation, drafter, made):
    def said():
        found = advised(Edition.objects.for_desk().get(pk=made.pk))
        return [sentence for sentence, _ in found if "本稿依据" in sentence]

    assert said() == []
    corrected(nation, say(0, "召开启动会。"))
    assert said() == ["上级通知已有第3版，本稿依据的是第2版，可以先跟进再往下办理。"]
    client.force_login(drafter.user)
    assert "改为依据第3版" in read(client, f"/desk/notices/{made.pk}/follow/")


def test_thirty_clauses_cost_what_two_do(client):
    def cost(year, count):
        nation = opening([f"第{number}项活动，由各地组织实施。" for number in range(count)], year=year)
        province = below(nation, "330000", year=year)

        def change(nodes, tree):
            for node in nodes:
                node.clause.text = node.clause.text.replace("各地", "各部门")

        corrected(nation, change)
        by = factories.actor(factories.person(f"起草{year}", province.host, "drafter", "signatory"))
        client.force_login(by.user)
        addresses = [f"/desk/notices/follow/{province.pk}/", f"/desk/notices/{province.current_id}/"]
        found = [queries(client, address) for address in addresses]
        draft = begin(Notice.objects.get(pk=province.pk), by=by)
        return found + [queries(client, f"/desk/notices/{draft.pk}/{part}") for part in ("follow/", "")]

    assert cost(2010, 2) == cost(2011, 30)


def queries(client, address):
    with CaptureQueriesContext(connection) as found, zeal.zeal_ignore():
        assert client.get(address).status_code == 200
    return len(found)


def test_the_desk_marks_what_has_to_answer_the_notice_above_and_what_waits_for_it(client, nation, province):
    city = below(province, "330100")
    corrected(nation, say(1, "组织质量知识竞赛。"))
    for notice, word in ((province, ">待更新<"), (city, ">上级待更新<")):
        reader = factories.person(f"查阅{next(factories.serial)}", notice.host, "reader")
        client.force_login(reader)
        page = read(client, "/desk/")
        assert f'/desk/notices/follow/{notice.pk}/"{word}' in page
    client.force_login(factories.person(f"查阅{next(factories.serial)}", nation.host, "reader"))
    assert "待更新<" not in read(client, "/desk/")


def test_a_first_draft_is_shown_what_came_out_above_since_it_was_begun(client, nation):
    by = factories.actor(factories.person("起草", factories.department("浙江省市场监督管理局", "330000"), "drafter"))
    draft, _ = derive(nation, by=by)
    client.force_login(by.user)
    address = f"/desk/notices/follow/{draft.notice_id}/"
    assert "草稿依据的是" not in read(client, address)
    corrected(nation, say(1, "组织竞赛。"))
    html = read(client, address)
    assert "全国通知已有第2版，草稿依据的是第1版。" in html and "组织竞赛。" in html and "未命名的通知" not in html
    client.post(f"{address}begin/")
    (due,) = (each for each in waiting(by) if each.title.startswith("跟进上级更正"))
    assert due.url == f"/desk/notices/{draft.pk}/follow/" and "还有1条待处理" in due.sub
    Edition.objects.filter(pk=draft.pk).update(state="review")  # also while it is under way
    reviewer = factories.actor(factories.person("审核", by.department, "reviewer"))
    assert any(each.url == due.url for each in waiting(reviewer))


def test_when_all_is_handled_the_page_leads_on_and_says_what_was_taken_in(client, drafter, made):
    client.force_login(drafter.user)
    address = f"/desk/notices/{made.pk}/follow/"
    assert "通览全文，送审" not in read(client, address)
    upper = made.lineage.get(relation="omitted").parent
    client.post(f"{address}above/{upper.pk}/take/")
    assert "已列入本级" in read(client, address)
    made.lineage.update(confirmed=True, reason="本地已有安排。")
    assert "通览全文，送审" in read(client, address)
