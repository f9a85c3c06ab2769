"""What stands above the text: red head, number, title over several lines, the page around it."""

import pytest

from tests.notices.reading.texts import body, parse


def test_a_title_over_several_lines_with_nested_book_marks():
    data = parse(
        "浙江省质量技术监督局\n关于转发《国家质检总局关于开展\n2012年全国质量月活动的通知》\n的 通 知\n各市局：\n请贯彻执行。"
    )
    assert data["title"] == "浙江省质量技术监督局关于转发《国家质检总局关于开展2012年全国质量月活动的通知》的通知"


def test_a_red_head_its_number_and_a_title_of_several_organs():
    data = parse(
        "海川市质量技术监督局\n海川市总工会\n文件\n海质联〔2008〕17号\n海川市质量技术监督局　海川市总工会\n关于开展质量月活动的通知\n各县局：\n请执行。"
    )
    assert data["doc_number"] == "海质联〔2008〕17号"
    assert data["title"] == "海川市质量技术监督局 海川市总工会关于开展质量月活动的通知"
    assert data["masthead"] == ["海川市质量技术监督局", "海川市总工会", "文件"]


@pytest.mark.parametrize(
    "printed", ["浙质〔2012〕12号", "浙质[2012]12号", "浙质﹝2012﹞12号", "浙质（2012）12号", "浙质【2012】第12号"]
)
def test_a_document_number_in_any_brackets_is_kept_as_printed(printed):
    assert parse(f"关于开展质量月活动的通知\n{printed}\n各市局：\n请执行。")["doc_number"] == printed


def test_the_number_of_another_document_is_not_ours():
    data = body("一、依据\n根据《国家质检总局通知》（国质检质〔2012〕399号）要求，开展活动。")
    assert data["doc_number"] is None


def test_brackets_that_are_not_six_cornered_are_advice():
    data = parse("关于开展质量月活动的通知\n浙质[2012]12号\n各市局：\n请执行。")
    assert any("六角括号" in advice["say"] for advice in data["advice"])


def test_the_page_headline_and_the_title_are_told_apart():
    data = parse(
        "首页 > 通知公告\n我省全面启动质量月活动\n来源：新华网 发布时间：2012-09-01 08:30\n关于开展质量月活动的通知\n各市局：\n请执行。"
    )
    assert data["source"] == {"headline": "我省全面启动质量月活动", "published": "2012-09-01 08:30", "origin": "新华网"}
