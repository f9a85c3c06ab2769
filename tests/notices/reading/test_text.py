"""Sections, clauses, items and what stands between them, however they are numbered."""

import pytest

from tests.notices.reading.texts import body, parse, shape


def test_items_stand_directly_under_a_section():
    data = body("一、时间安排\n1.启动阶段。8月底前。\n2、实施阶段。9月。\n二、要求\n1．加强领导。\n2．及时总结。")
    assert [[clause["marker"] for clause in section["clauses"]] for section in data["sections"]] == [
        ["1.", "2、"],
        ["1．", "2．"],
    ]


def test_items_under_a_clause_and_below_them():
    (section,) = body("一、活动\n（一）检查。\n1.查企业；\n（1）查大企业；\n（2）查小企业。\n2.查市场。\n（二）宣传。")[
        "sections"
    ]
    first, second = section["clauses"]
    assert [item["marker"] for item in first["items"]] == ["1.", "2."]
    assert [item["marker"] for item in first["items"][0]["items"]] == ["（1）", "（2）"]
    assert second["items"] == []


def test_numbering_that_skips_or_repeats_is_kept_and_advised():
    data = body("一、甲方面\n内容。\n三、乙方面\n（一）一件。\n（一）又一件。")
    assert [section["heading"] for section in data["sections"]] == ["一、甲方面", "三、乙方面"]
    says = [advice["say"] for advice in data["advice"]]
    assert any("不连续" in say for say in says) and any("重复" in say for say in says)


def test_clauses_may_run_on_across_sections():
    data = body("一、甲方面\n（一）一件。\n（二）二件。\n二、乙方面\n（三）三件。\n（四）四件。")
    assert [[clause["marker"] for clause in section["clauses"]] for section in data["sections"]] == [
        ["（一）", "（二）"],
        ["（三）", "（四）"],
    ]
    assert not any("序号" in advice["say"] for advice in data["advice"])


def test_an_introduction_stands_between_section_and_first_clause():
    (section,) = body("二、活动内容\n全省统一组织以下活动：\n（一）检查。\n（二）宣传。")["sections"]
    assert section["paragraphs"] == ["全省统一组织以下活动："]
    assert len(section["clauses"]) == 2


def test_a_clause_holds_several_unnumbered_paragraphs():
    (section,) = body("二、活动内容\n（一）质量进校园\n组织体验课。\n课程表统一编排。\n（二）质量进商会\n邀请讲课。")[
        "sections"
    ]
    assert shape(section) == [
        ("（一）", "质量进校园", "组织体验课。\n课程表统一编排。"),
        ("（二）", "质量进商会", "邀请讲课。"),
    ]


def test_a_heading_may_begin_with_digits():
    data = body(
        "一、1996年全国质量月活动的安排\n九月开展。\n二、2.5万家企业参加\n广泛动员。\n1.2012年8月启动。\n3.15晚会期间发布。"
    )
    assert [section["heading"] for section in data["sections"]] == [
        "一、1996年全国质量月活动的安排",
        "二、2.5万家企业参加",
    ]
    (clause,) = data["sections"][1]["clauses"]
    assert (clause["marker"], clause["text"]) == ("1.", "2012年8月启动。\n3.15晚会期间发布。")


def test_heading_and_text_stand_on_one_line():
    data = body("一、元旦：1月1日放假1天。\n二、春节：1月22日至28日放假调休，共7天。")
    assert [(section["heading"], section["paragraphs"]) for section in data["sections"]] == [
        ("一、元旦：", ["1月1日放假1天。"]),
        ("二、春节：", ["1月22日至28日放假调休，共7天。"]),
    ]


def test_prizes_are_no_sections():
    data = body("一、奖项设置\n一、二等奖各3名，三等奖10名。\n二、申报\n自愿申报。")
    assert [section["heading"] for section in data["sections"]] == ["一、奖项设置", "二、申报"]
    assert data["sections"][0]["paragraphs"] == ["一、二等奖各3名，三等奖10名。"]


@pytest.mark.parametrize("closing", ["特此通知。", "请各地于10月15日前将总结报送省局。", "各单位要结合实际抓好落实。"])
def test_a_closing_paragraph_belongs_to_no_clause(closing):
    data = body(f"一、要求\n（一）加强领导。各地要明确责任。\n（二）注重实效。各地要力戒形式。\n{closing}")
    assert data["closing"] == [closing]
    assert data["sections"][0]["clauses"][1]["text"] == "各地要力戒形式。"


def test_chapters_and_articles_of_regulations():
    data = parse(
        "关于印发《质量奖管理办法》的通知\n各市局：\n现印发给你们，请执行。\n省质监局\n2012年8月1日\n质量奖管理办法\n"
        "第一章 总则\n第一条 为规范评审，制定本办法。\n第二条 本办法适用于本省。\n第二章 评审\n第三条 每年一次。"
    )
    (plan,) = data["attachments"]
    assert plan["title"] == "质量奖管理办法"
    assert [section["heading"] for section in plan["sections"]] == ["第一章总则", "第二章评审"]
    assert [clause["marker"] for clause in plan["sections"][0]["clauses"]] == ["第一条", "第二条"]


def test_a_notice_without_sections_is_paragraphs():
    data = parse("关于放假的通知\n各单位：\n国庆节放假七天。\n请做好值班工作。\n特此通知。\n校长办公室\n2012年9月28日")
    assert data["sections"] == []
    assert data["preamble"] == "国庆节放假七天。\n请做好值班工作。"
    assert data["closing"] == ["特此通知。"]
