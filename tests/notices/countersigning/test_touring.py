"""The host's pages of the way round: review, deadline, what the organs said, the record."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.notices import moves
from campaigns.notices.countersigning import acts
from campaigns.notices.countersigning.forms import proposed
from campaigns.notices.drafting import checks
from campaigns.notices.issuing import correcting, ending
from campaigns.notices.models import EditionMove
from organizations.models import AuditRow, Message, User
from tests import factories

from .conftest import ORGANS, Round

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


def test_the_host_is_told_that_the_co_issuers_were_not_asked_for_the_changed_text(two):
    two.edit()
    for address in (f"/desk/notices/{two.pk}/", two.address()):
        page = two.client("host").get(address).content.decode()
        assert "正文已改动，尚未请重新会签" in page and "改好了，请重新会签" in page, address
    two.client("host").post(two.address("again/"))
    assert "尚未请重新会签" not in two.client("host").get(two.address()).content.decode()


def test_until_when_they_are_asked_is_proposed_shown_and_never_over():
    tour, today = Round(ORGANS[:2]), timezone.localdate()
    client = tour.client("host")
    assert f'value="{proposed().isoformat()}"' in client.get(tour.address()).content.decode()
    posted = {"way": "ordered", "countersign_by": (today - timedelta(days=1)).isoformat()}
    answer = client.post(tour.address("round/"), posted)
    page = answer.content.decode()
    assert (answer.status_code, tour.state) == (400, "draft")
    assert "会签期限不能早于今天。" in page and posted["countersign_by"] in page
    client.post(tour.address("round/"), posted | {"countersign_by": today.isoformat()})
    assert tour.edition.countersign_by == today
    for address in (tour.address(), tour.address("sign/"), tour.address("sheet/")):
        assert (
            f'会签期限：</span><time class="nobr" datetime="{today}">'
            in tour.client("省总工会").get(address).content.decode()
        ), address
    type(tour.edition).objects.filter(pk=tour.pk).update(countersign_by=today - timedelta(days=1))
    assert "已过期" in tour.client("省总工会").get(tour.address("sign/")).content.decode()
    tour.edit()
    assert f'value="{proposed().isoformat()}"' in client.get(tour.address()).content.decode()
    for typed in ("2001-01-01", "甲\x00", "9" * 50):
        assert client.post(tour.address("again/"), {"countersign_by": typed}).status_code == 400
    client.post(tour.address("again/"), {"countersign_by": ""})
    assert (tour.edition.countersign_by, tour.edition.is_being_changed) == (None, False)


def test_a_page_that_nobody_is_to_answer_by_a_day_still_proposes_one(two):
    two.edit()
    assert (two.edition.countersign_by, proposed().isoformat() in two.client("host").get(two.address()).content.decode()) == (None, True)  # fmt: skip


def test_who_reviews_reads_the_text_and_its_facts_before_she_decides():
    tour = Round(ORGANS[:1])
    type(tour.edition).objects.filter(pk=tour.pk).update(
        title="关于开展2025年“质量月”活动的通知", theme="“质量”第一", cc="省政府办公厅。", internal_label="本局", internal_distribution="局领导。"
    )  # fmt: skip
    acts.send_for_review(tour.pk, by=tour.host)
    page = tour.client("host").get(tour.address()).content.decode()
    for said in (
        "浙江省市场监督管理局、省总工会", factories.ADDRESSEES, "省政府办公厅。", "主动公开", "签发之日", "不加盖印章", "本局：局领导。",
        "第1项活动。由各地组织实施。", "标题写的是2025年，所属的活动是2026年全国质量月。",
        "活动主题写的是“‘质量’第一”，2026年全国质量月公布的主题是“质量安全是社会和谐的基础”。", "正文之后署发文机关名称",
    ):  # fmt: skip
        assert said in page, said
    assert page.index("第1项活动") < page.index("审核通过，送会签")


def test_the_drafter_sees_why_she_does_not_send_it_round_and_takes_it_back_from_review():
    tour = Round(ORGANS[:1])
    tour.people |= {role: factories.person(role, tour.edition.notice.host, role) for role in ("drafter", "reviewer")}
    client = tour.client("drafter")
    assert "先送审，由审核人审核通过后办理。" in client.get(tour.address()).content.decode()
    client.post(tour.address("review/"))
    client.post(tour.address("take-back/"))
    page = client.get(tour.address()).content.decode()
    assert (tour.state, "撤回送审" in page, "已退回起草" in page) == ("draft", True, False)
    said = Message.objects.filter(recipient=tour.people["reviewer"]).order_by("-pk").first()
    assert said.subject.startswith("不必再审核")
    assert client.post(tour.address("take-back/")).status_code == 409


def test_whoever_drafts_there_takes_back_what_a_colleague_sent_for_review_and_the_record_says_who():
    tour = Round(ORGANS[:1])
    tour.people["另一人"] = factories.person("另一人", tour.edition.notice.host, "drafter")
    acts.send_for_review(tour.pk, by=tour.host)
    assert "撤回送审" in tour.client("另一人").get(tour.address()).content.decode()
    tour.client("另一人").post(tour.address("take-back/"))
    assert (tour.state, EditionMove.objects.last().user) == ("draft", tour.people["另一人"])
    assert AuditRow.objects.filter(act="notice-move", after="draft").last().user_id == tour.people["另一人"].pk


def test_who_settles_what_the_organs_said_finds_the_way_to_change_the_text_first(two):
    def ways(who, address):
        page = two.client(who).get(address).content.decode()
        assert "继续起草" not in page
        return re.findall(rf'class="([^"]*)" href="/desk/notices/{two.pk}/edit/">修改正文</a>', page)

    addresses = (f"/desk/notices/{two.pk}/", two.address())
    assert [ways("host", each) for each in addresses] == [["btn"]] * 2
    two.sign("省总工会", "objected", "不行。")
    assert [ways("host", each) for each in addresses] == [["btn btn--main"]] * 2
    assert "“撤回会签”退回起草" in two.client("host").get(two.address()).content.decode()
    assert ways("省总工会", two.address()) == []


def test_what_an_organ_has_against_the_text_stands_beside_it_with_a_way_to_the_clause_that_it_names(two):
    two.sign("省总工会", "objected", "一（1）应改为<自愿>。")
    two.sign("团省委", "opinion", "建议" + "通报情况。" * 50)
    clause = two.edition.clauses.filter(kind="clause").first()
    words = f'<a href="/desk/notices/{two.pk}/edit/{clause.pk}/">一（1）</a>应改为&lt;自愿&gt;。'
    for page in ("edit/", "facts/"):
        html = two.client("host").get(f"/desk/notices/{two.pk}/{page}").content.decode()
        assert "省总工会不同意" in html and words in html, page
        assert "<summary>建议通报情况。" in html  # a long one is folded
    two.edit()
    html = two.client("host").get(f"/desk/notices/{two.pk}/edit/").content.decode()
    assert "<b>省总工会不同意</b>（对此前的文本）" in html and words in html


def test_the_record_has_the_change_that_voided_the_marks_and_that_they_were_asked_for_anew(two):
    """Once each, where they happened: what was typed before anybody had signed, and after that, is not of the record."""
    two.edit("第1项活动。先改一次。")
    acts.ask_again(two.pk, by=two.host)
    two.sign("省总工会")
    two.edit("第1项活动。再改一次。")
    two.edit("第1项活动。还改一次。")
    acts.ask_again(two.pk, by=two.host)
    for name in ORGANS[:2]:
        two.sign(name)
    page = two.client("host").get(f"/desk/notices/{two.pk}/").content.decode()
    said = re.findall(
        '<p class="row__title">([^<]+)</p><p class="row__sub"><time[^>]*>[^<]*</time>　(host|省总工会|团省委)', page
    )
    assert said == [
        ("送会签", "host"),
        ("请重新会签", "host"),
        ("修改正文，原会签失效", "host"),
        ("请重新会签", "host"),
        ("送签发", "团省委"),
    ]


def test_the_record_says_what_a_change_brought_about_and_by_the_name_of_then(two):
    for name in ORGANS[:2]:
        two.sign(name)
    two.edit()
    acts.ask_again(two.pk, by=two.host)
    User.objects.filter(pk=two.people["host"].pk).update(last_name="改名")
    page = two.client("host").get(f"/desk/notices/{two.pk}/").content.decode()
    assert "修改正文，退出签发，须重新会签" in page and "退回会签" not in page
    assert re.search('请重新会签</p><p class="row__sub"><time[^>]*>[^<]*</time>　host', page)


def test_the_host_hears_how_many_organs_were_asked_and_which_one_on_paper_alone():
    tour = Round((*ORGANS[:2], "省委宣传部"), typed=("省委宣传部",))
    client, on_paper = tour.client("host"), "省委宣传部没有账号，请另送纸质件。"

    def said(rest, typed):
        client.post(tour.address(rest), typed)
        return client.get(f"/desk/notices/{tour.pk}/").content.decode()

    assert f"已请2个机关会签；{on_paper}" in said("round/", {"way": "parallel"})
    tour.sign("省总工会")
    tour.edit()
    assert f"已请2个机关重新会签；{on_paper}" in said("again/", {})


def test_who_has_signed_is_not_pressed_to_say_something_else(two):
    def way():
        page = two.client("省总工会").get(two.address()).content.decode()
        return re.search(rf'<a class="([^"]*)" href="{two.address("sign/")}">([^<]*)</a>', page).groups()

    assert way() == ("btn btn--main", "阅读全文并会签")
    two.sign("省总工会")
    assert way() == ("btn", "更改会签意见")


def test_who_reviews_what_another_sent_returns_it_and_does_not_take_it_back():
    tour = Round(ORGANS[:1])
    host = tour.edition.notice.host
    tour.people |= {"sender": factories.person("sender", host, "drafter"), "both": factories.person("both", host, "drafter", "reviewer")}  # fmt: skip
    acts.send_for_review(tour.pk, by=tour.actor("sender"))
    shown = {who: "撤回送审</button>" in tour.client(who).get(tour.address()).content.decode() for who in ("sender", "both", "host")}  # fmt: skip
    assert shown == {"sender": True, "both": False, "host": False}
    assert tour.client("both").post(tour.address("take-back/")).status_code == 302


def test_the_page_of_the_review_looks_for_what_to_check_once(monkeypatch):
    tour, asked = Round(ORGANS[:1]), []
    monkeypatch.setattr(checks, "points", lambda *facts: asked.append(facts) or [])
    acts.send_for_review(tour.pk, by=tour.host)
    asked.clear()
    tour.client("host").get(tour.address())
    assert len(asked) == 1


def test_the_record_on_the_page_of_the_round_tells_how_the_notice_ended():
    edition = factories.issued()
    ending.withdraw(edition.notice_id, "发文有误。", by=factories.signatory(edition))
    client = Client()
    client.force_login(factories.person("reader", edition.notice.host, "reader"))
    assert re.search(
        r"<h3[^>]*>撤销</h3>.*发文有误。", client.get(f"/desk/notices/{edition.pk}/countersign/").content.decode()
    )


def test_who_wrote_a_text_hears_that_another_begins_to_correct_it():
    edition = factories.issued()
    author = edition.revisions.first().user
    begins = factories.actor(factories.person("另一人", edition.notice.host, "drafter"))
    for by, count in ((factories.actor(author), 0), (begins, 1)):
        new = correcting.begin(edition.notice_id, "", by=by)
        assert Message.objects.filter(recipient=author, kind="correction-begun").count() == count
        moves.move(new, "discarded", by=by)


def cost(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_pages_cost_the_same_for_one_co_issuer_and_for_five(tour):
    for name in ORGANS:
        tour.sign(name, "objected", "不行。")
    tour.edit()
    asked = [
        (tour.client(who), tour.address(page)) for who, page in (("host", ""), ("省总工会", ""), ("省总工会", "sign/"))
    ]
    many = [cost(*each) for each in asked]
    tour.edition.issuers.exclude(printed_name__in=["省总工会", str(tour.edition.notice.host)]).delete()
    assert [cost(*each) for each in asked] == many
    assert max(many) <= 25


def test_a_page_asks_once_how_the_co_issuers_stand(two):
    for address in (two.address(), two.address("sign/"), f"/desk/notices/{two.pk}/"):
        with CaptureQueriesContext(connection) as queries:
            two.client("省总工会").get(address)
        asked = [
            each
            for each in queries
            if 'FROM "notices_issuer"' in each["sql"] and "organizations_department" in each["sql"]
        ]
        assert len(asked) == 1, address


def test_the_notices_page_says_whose_the_next_step_is(tour):
    def page():
        return tour.client("host").get(f"/desk/notices/{tour.pk}/").content.decode()

    assert "下一步：由联署机关会签。" in page()
    tour.sign(ORGANS[0])
    tour.sign(ORGANS[1], "objected", "时间太紧。")
    assert f"下一步：{ORGANS[1]}不同意，由起草人、审核人处理。" in page()
    tour.edit()
    assert "下一步：正文有改动，由主办机关请各机关重新会签。" in page()
