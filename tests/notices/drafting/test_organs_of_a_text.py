"""The organs that a text names, of its own time: which of them issue the draft, and by which name."""

import re

import pytest

from campaigns.notices.models import Edition
from tests import factories
from tests.notices.drafting.beginning import UNSIGNED, the_draft

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]

OLD = """关于开展“2008年全省质量月”活动的通知
各市质量技术监督局：
现将有关事项通知如下：
一、主要活动
（一）开展质量宣传。各地组织实施。
省总工会
省经济贸易委员会
省粮食局
浙江省质量技术监督局
2008年8月1日
主题词：质量月
抄送：省政府。
本局：局领导。
浙江省质量技术监督局办公室　2008年8月1日印发
"""
TOGETHER = "浙江省质量技术监督局、省总工会、省经济贸易委员会和省粮食局决定开展质量月活动。"


def asked_in(page):
    return dict(re.findall(r'id="id_(answer-\d+)"><legend>([^<]*)</legend>', page))


def answers_to(page):
    """Return {question: the answer that is filled in}."""
    return {
        said: re.search(rf'name="{name}" value="(yes|no)"[^>]*checked', page)[1]
        for name, said in asked_in(page).items()
    }


def test_a_body_that_is_gone_is_printed_nowhere_unless_somebody_says_so(client, begin, bodies, host):
    review = begin("paste", text=OLD)["Location"]
    page = client.get(review).content.decode()
    asked = asked_in(page)
    for said in (
        "“省经济贸易委员会”已撤销，由“浙江省经济和信息化厅”承接，列为联署机关吗？",
        "“省粮食局”不是本系统的部门，列为联署机关吗？列入的，取得纸质会签后登记。",
        "印发机关，原文为“浙江省质量技术监督局办公室”，照用吗？不照用的，签发时按主办机关现在的名称“浙江省市场监督管理局”印。",
        "本机关分送，原文为“本局：局领导。”，照用吗？",
    ):
        name = next(name for name, sentence in asked.items() if sentence == said)
        assert re.search(rf'name="{name}" value="no"[^>]*checked', page), said
    assert "浙江省市场监督管理局、省总工会" in page
    no = dict.fromkeys(asked, "no") | {"title": "关于开展质量月活动的通知"}
    client.post(f"{review}draft/", no)
    edition = the_draft()
    assert [issuer.printed_name for issuer in edition.issuers.all()] == ["浙江省市场监督管理局", "省总工会"]
    assert [issuer.department for issuer in edition.issuers.all()] == [host, bodies["union"]]
    assert (edition.print_office, edition.internal_label, edition.internal_distribution) == ("", "", "")


def test_an_organ_that_somebody_confirms_comes_by_its_name_of_today(client, begin, bodies):
    review = begin("paste", text=OLD)["Location"]
    asked = asked_in(client.get(review).content.decode())
    client.post(f"{review}draft/", dict.fromkeys(asked, "yes") | {"title": "关于开展质量月活动的通知"})
    edition = the_draft()
    assert [(issuer.printed_name, bool(issuer.department)) for issuer in edition.issuers.all()] == [
        ("浙江省市场监督管理局", True), ("省总工会", True), ("浙江省经济和信息化厅", True), ("省粮食局", False),
    ]  # fmt: skip
    assert edition.print_office == "浙江省质量技术监督局办公室"


def test_who_decides_together_with_the_host_is_taken_for_a_co_issuer(client, begin, bodies):
    review = begin("paste", text=UNSIGNED.format(opening=TOGETHER))["Location"]
    filled = answers_to(client.get(review).content.decode())
    where = "文末没有署名，导语写明与主办机关共同决定，"
    assert filled[f"{where}省总工会是发文机关，对吗？"] == "yes"
    assert filled[f"{where}“省粮食局”不是本系统的部门，列为联署机关吗？列入的，取得纸质会签后登记。"] == "no"
    assert filled[f"{where}“省经济贸易委员会”已撤销，由“浙江省经济和信息化厅”承接，列为联署机关吗？"] == "no"


def test_several_who_decide_together_are_asked_about_in_one_question_and_who_is_not_ticked_is_left_out(
    client, begin, bodies
):
    factories.department("浙江省教育厅")
    opening = "浙江省质量技术监督局、省总工会、浙江省教育厅决定开展质量月活动。"
    review = begin("paste", text=UNSIGNED.format(opening=opening))["Location"]
    page = client.get(review).content.decode()
    assert page.count("文末没有署名，导语写明与主办机关共同决定，下列哪些是发文机关？") == 1
    ticked = re.findall(r'<input type="checkbox" name="(answer-\d+)" id="\S+" checked><label[^>]*>([^<]*)<', page)
    assert [name for _, name in ticked] == ["省总工会", "浙江省教育厅"]
    assert page.count(">开始起草</button>") == 2
    answers = dict.fromkeys(asked_in(page), "no") | {"title": "标题", ticked[1][0]: "on"}
    assert client.post(f"{review}draft/", answers).status_code == 302
    issuers = Edition.objects.latest("pk").issuers.values_list("printed_name", flat=True)
    assert ("浙江省教育厅" in issuers, "省总工会" in issuers) == (True, False)


def test_who_decides_without_the_host_is_not(client, begin, bodies):
    review = begin("paste", text=UNSIGNED.format(opening="省总工会和省粮食局决定开展质量月活动。"))["Location"]
    assert answers_to(client.get(review).content.decode())["文末没有署名，省总工会是发文机关，对吗？"] == "no"


@pytest.mark.parametrize(
    ("opening", "filled"), [(TOGETHER, "yes"), ("根据浙江省质量技术监督局的安排，", "no"), ("根据原浙江省质量技术监督局的安排，", None)]
)  # fmt: skip
def test_a_former_name_of_the_host_is_offered_to_be_written_anew(client, begin, bodies, host, opening, filled):
    review = begin("paste", text=UNSIGNED.format(opening=opening))["Location"]
    page = client.get(review).content.decode()
    asked = f"导语写的是“浙江省质量技术监督局”，该机关现为“{host}”，改写为现在的名称吗？"
    assert answers_to(page).get(asked) == filled
    for answer in ("yes", "no") if filled else ():
        client.post(f"{review}answer/", dict.fromkeys(asked_in(page), answer) | {"title": "标题"})
        text = client.get(review).content.decode().partition('id="text"')[2]
        assert ("浙江省质量技术监督局" in text, str(host) in text) == (answer == "no", answer == "yes")
