"""How a draft begins: empty, or from a text that is shown with what is doubtful in it."""

import pytest

from campaigns.notices.models import Clause, DraftSource, Revision
from tests import factories
from tests.notices.drafting.beginning import NEW, TEXT, UNSIGNED, answers_in, the_draft

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


def test_an_empty_draft_has_a_skeleton_with_numbers_a_host_and_a_first_revision(begin, host):
    answer = begin("empty", title="关于开展质量月活动的通知")
    edition = the_draft()
    assert answer["Location"] == f"/desk/notices/{edition.pk}/edit/"
    assert [(each.kind, each.marker) for each in edition.clauses.all()] == [
        ("preamble", ""), ("section", "一、"), ("section", "二、"), ("section", "三、"),
    ]  # fmt: skip
    assert [issuer.department for issuer in edition.issuers.all()] == [host]
    assert edition.theme == "质量第一"
    assert Revision.objects.get().text_hash == edition.text_hash != ""


def test_a_draft_is_begun_in_one_way_with_what_that_way_needs(begin):
    for way, said in (
        ("empty", "请填写标题"),
        ("file", "请选择文件"),
        ("copy", "请选择要复制"),
        ("x", "请选择起草方式"),
    ):
        answer = begin(way)
        assert (answer.status_code, said in answer.content.decode()) == (400, True)


@pytest.mark.parametrize(("roles", "status"), [(["reader"], 403), (["manager"], 403), (["reviewer"], 200), ([], 403)])
def test_drafts_are_begun_by_whoever_drafts(client, host, roles, status):
    client.force_login(factories.person("王五", host, *roles))
    answer = client.get(NEW)
    assert answer.status_code == status
    assert Clause.objects.count() == 0


def test_a_pasted_text_is_shown_with_its_doubts_and_becomes_a_draft_as_they_are_answered(client, begin):
    review = begin("paste", text=TEXT)["Location"]
    page = client.get(review).content.decode()
    for said in ("各市市场监管局", "读作口号，对吗？", "2026年8月1日", "签发时确定"):
        assert said in page
    questions = [name for name in answers_in(page) if name != "title"]
    given = dict.fromkeys(questions, "yes") | {"title": "关于开展质量月活动的通知"}
    slogans = next(name for name in questions if "口号" in page.split(f'id="id_{name}"')[1][:200])
    assert client.post(f"{review}answer/", given | {slogans: "no"})["Location"] == review
    assert DraftSource.objects.get().answers
    client.post(f"{review}draft/", given | {slogans: "no"})
    edition = the_draft()
    assert (edition.title, edition.addressees) == ("关于开展质量月活动的通知", "各市市场监管局：")
    assert (edition.doc_number, edition.dated_text, edition.dated_on) == ("", "", "")
    assert not edition.clauses.filter(kind="slogan").exists()
    assert list(edition.clauses.filter(kind="clause").values_list("path", flat=True)) == ["二（一）", "二（二）"]
    assert edition.clauses.get(kind="attachment").listed == "名单"
    assert not DraftSource.objects.exists()


def test_what_was_read_for_another_year_or_theme_is_told_where_it_was_read(client, begin):
    review = begin("paste", text=UNSIGNED.format(opening=""))["Location"]
    page = client.get(review).content.decode()
    assert "标题写的是2008年，所属的活动是2026年" in page
    assert "活动主题写的是“质量强省”" in page and "公布的主题是“质量第一”" in page
    assert "“各地,认真组织。”：汉字之间用了半角标点" in page and "不影响起草" in page
    page = client.get(begin("paste", text=TEXT)["Location"]).content.decode()
    assert "所属的活动" not in page and "公布的主题" not in page


def test_who_goes_back_finds_her_text_and_sends_it_anew_in_its_place(client, begin, campaign):
    review = begin("paste", text=TEXT)["Location"]
    source = DraftSource.objects.get()
    back = f"{NEW}?source={source.pk}"
    assert back in client.get(review).content.decode()
    assert "（二）开展质量提升行动" in client.get(back).content.decode()
    client.post(back, {"campaign": campaign.pk, "way": "paste", "text": TEXT.replace("提升", "升级")})
    assert "升级" in DraftSource.objects.get(pk=source.pk).text
