"""会签 online: what a co-issuer sees of the text, what is refused, and what she typed."""

import re

import pytest
from django.utils import timezone

from campaigns.notices.countersigning import acts
from campaigns.notices.models import Countersignature
from organizations import acting, delegations, memberships
from tests import factories

from .conftest import ORGANS, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


def test_the_host_itself_signs_elsewhere_and_a_stranger_sees_nothing(two):
    assert two.client("host").get(two.address("sign/")).status_code == 403
    assert client_of(two, "co-drafter").get(two.address("sign/")).status_code == 403
    stranger = client_of(two, "stranger")
    assert [stranger.get(two.address(page)).status_code for page in ("", "sign/", "sheet/")] == [404] * 3


def test_a_person_of_two_co_issuers_signs_for_the_one_that_she_acts_for(two):
    person = two.people["省总工会"]
    memberships.appoint(person, factories.department("团省委"), "signatory")
    two.client("省总工会").post(two.address("sign/"), two.typed("省总工会"))
    assert two.standings == ["agreed", "waiting"]


def test_the_page_shows_the_text_of_the_hash_and_what_changed_since_this_organ_signed(two):
    client = two.client("省总工会")
    page = client.get(two.address("sign/")).content.decode()
    assert "首次会签" in page and "会签后的改动" not in page
    assert "第1项活动。由各地组织实施。" in page
    two.sign("省总工会", "opinion", "按“谁主办、谁‘负责’”写明经费。")
    two.changed("第1项活动。由各地组织开展。")
    page = client.get(two.address("sign/")).content.decode()
    assert "<ins>" in page and "会签后的改动" in page and "首次会签" not in page
    assert "“按‘谁主办、谁“负责”’写明经费。”" in page
    assert f"<summary>核对码</summary><p>SHA-256 {two.edition.text_hash}</p>" in page
    assert "首次会签" in two.client("团省委").get(two.address("sign/")).content.decode()


HELD = "主办机关正在修改正文，修改完成后会重新请您会签。"


def test_while_the_host_changes_the_text_its_co_issuers_are_told_so_and_keep_what_they_typed(two):
    client, typed = two.client("省总工会"), two.typed("省总工会", "opinion", "同意，但经费请落实。")
    two.edit()
    for page in ("", "sign/"):
        said = client.get(two.address(page)).content.decode()
        assert HELD in said and "提交会签意见" not in said and "阅读全文并会签" not in said, page
    answer = client.post(two.address("sign/"), typed)
    page = answer.content.decode()
    assert (answer.status_code, two.standings) == (409, ["waiting", "waiting"])
    assert HELD in page and "同意，但经费请落实。" in page
    acts.ask_again(two.pk, by=two.host)
    kept = {name: hidden(answer, name) for name in ("text_hash", "last")}
    answer = client.post(two.address("sign/"), typed | kept)  # it was typed on the text before: she sees what changed
    assert (answer.status_code, "您阅读之后的改动" in answer.content.decode()) == (409, True)


def test_whoever_is_to_agree_to_a_correction_sees_what_it_corrects_and_why(correction):
    old = correction.edition.notice.current
    paper = correction.address(f"paper/{correction.mark('省总工会').issuer.pk}/")
    memberships.dismiss(correction.people["省总工会"].memberships.get())
    correction.people["另一人"] = factories.person("另一人", factories.department("省总工会"), "drafter")
    for who, address in (("另一人", correction.address()), ("host", paper)):
        page = correction.client(who).get(address).content.decode()
        assert "更正之处" in page and "更正第1项的分工。" in page and "<ins>" in page and old.doc_number in page, (
            address
        )
    memberships.appoint(correction.people["省总工会"], factories.department("省总工会"), "signatory")
    page = correction.client("省总工会").get(correction.address("sign/")).content.decode()
    assert f"更正{old.doc_number}" in page and "更正之处" in page and "<ins>" in page and "首次会签" not in page
    page = correction.client("host").get(f"/desk/notices/{correction.pk}/").content.decode()
    assert f'<a href="{old.notice.get_absolute_url()}">更正{old.doc_number}</a>（第1版，现行有效）' in page


def test_a_text_that_changed_meanwhile_is_not_signed_and_what_was_typed_is_kept(two):
    typed = two.typed("省总工会", "opinion", "同意，但经费请落实。")
    two.changed("第1项活动。由各地组织开展。")
    client = two.client("省总工会")
    answer = client.post(two.address("sign/"), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert not Countersignature.objects.exists()
    assert "同意，但经费请落实。" in page
    assert "您阅读之后的改动" in page
    assert "<ins>" in page
    assert client.post(two.address("sign/"), typed | {"text_hash": two.edition.text_hash}).status_code == 302
    assert two.standings[0] == "opinion"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"decision": "objected"}, "请写明不同意的理由。"),
        ({"decision": "opinion", "opinion": "  "}, "请写明意见。"),
        ({"decision": "agreed", "opinion": "有意见"}, "写了具体意见的，请选"),
        ({"decision": ""}, "请选择会签意见。"),
        ({"decision": "maybe"}, "请选择会签意见。"),
        ({"decision": "objected", "opinion": "很" * 1001}, "最多1000字"),
        ({"decision": "objected", "opinion": "甲\x00乙"}, "不能识别的字符"),
        ({"text_hash": "x" * 64}, "请重新打开本页"),
        ({"last": "9" * 30}, "请重新打开本页"),
    ],
)
def test_what_cannot_be_understood_is_told_and_changes_nothing(two, typed, sentence):
    answer = two.client("省总工会").post(two.address("sign/"), two.typed("省总工会") | typed)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Countersignature.objects.exists()


def test_a_recalled_edition_is_out_of_the_co_issuers_sight(two):
    acts.recall(two.pk, by=two.host, reason="再看。")
    assert two.client("省总工会").get(two.address()).status_code == 404


def test_a_page_that_was_opened_for_one_organ_signs_for_no_other(two):
    """The person signs for both organs, and turns to the other one in a second tab."""
    first, second = (factories.department(name) for name in ORGANS[:2])
    memberships.appoint(two.people["省总工会"], second, "signatory")
    client = two.client("省总工会")
    client.post("/desk/identity/", {"identity": f"m-{first.pk}"})
    typed = two.typed("省总工会", "opinion", "经费请落实。")
    typed |= {"acting": hidden(client.get(two.address("sign/")), "acting")}
    client.post("/desk/identity/", {"identity": f"m-{second.pk}"})
    answer = client.post(two.address("sign/"), typed)
    html = answer.content.decode()
    assert (answer.status_code, two.standings) == (409, ["waiting", "waiting"])
    assert "以“省总工会 · 签发”的身份打开的，现在的身份是“团省委 · 签发”" in html and "经费请落实。" in html
    kept = client.post("/desk/identity/", {"identity": f"m-{first.pk}", "next": "/account/kept/"}, follow=True)
    assert "经费请落实。" in kept.content.decode()
    client.post(two.address("sign/"), {name: hidden(kept, name) for name in typed})
    assert two.standings == ["opinion", "waiting"]


@pytest.mark.parametrize("way", ["herself", "for another, last", "for another, first"])
def test_one_person_does_not_sign_one_text_for_two_organs(two, way):
    second = factories.department("团省委")
    person = two.people["省总工会"]
    if way == "herself":
        memberships.appoint(person, second, "signatory")
        by = next(each for each in acting.identities(person) if each.department == second)
    else:
        memberships.appoint(person, second, "reader")
        today = timezone.localdate()
        delegations.delegate(two.actor("团省委"), person, since=today, until=today)
        by = next(each for each in acting.identities(person) if each.on_behalf_of)
    seen = two.seen("团省委")
    if way == "for another, first":
        acts.countersign(two.pk, by=by, seen=seen, decision="agreed")
        with pytest.raises(acts.SameHands):
            two.sign("省总工会")
        return
    two.sign("省总工会")
    with pytest.raises(acts.SameHands, match="省总工会已代表省总工会会签这一文本"):
        acts.countersign(two.pk, by=by, seen=seen, decision="agreed")
    assert two.standings == ["agreed", "waiting"]
    two.changed()
    acts.countersign(two.pk, by=by, seen=two.seen("团省委"), decision="agreed")  # of another text she is free again


def test_who_signed_for_another_organ_is_told_so_and_keeps_what_she_typed(two):
    second = factories.department("团省委")
    memberships.appoint(two.people["省总工会"], second, "signatory")
    two.sign("省总工会")
    client = two.client("省总工会")
    client.post("/desk/identity/", {"identity": f"m-{second.pk}"})
    page = client.get(two.address("sign/")).content.decode()
    assert "同一人不能代表两个机关会签" in page
    assert "提交会签意见" not in page
    answer = client.post(two.address("sign/"), two.typed("团省委", "opinion", "经费请落实。"))
    assert (answer.status_code, two.standings) == (409, ["agreed", "waiting"])
    assert "经费请落实。" in answer.content.decode()


def hidden(answer, name):
    return re.search(f'<input type="hidden" name="{name}" value="([^"]*)"', answer.content.decode())[1]
