"""Automatic numbers: the marker that people see stands before its paragraph."""

import pytest

from campaigns.notices.word import text_of_word
from tests.notices.word.files import docx, listed, lists, p

NOTICE = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def lines(body, *forms, nums=None, styles=""):
    numbering = lists(*forms, nums=nums) if nums else lists(*forms)
    return text_of_word(docx(body, numbering, styles)).text.split("\n")


def test_a_notice_is_numbered_as_it_is_seen():
    body = (
        listed("总体要求")
        + p("有关要求如下。")
        + listed("活动")
        + listed("检查", 1)
        + listed("企业", 2)
        + listed("市场", 2)
    )
    body += listed("宣传", 1) + listed("媒体", 2) + listed("保障") + listed("组织", 1)
    assert lines(body, *NOTICE) == [
        *("一、总体要求", "有关要求如下。", "二、活动", "（一）检查", "1.企业", "2.市场"),
        *("（二）宣传", "1.媒体", "三、保障", "（一）组织"),
    ]


@pytest.mark.parametrize(
    ("form", "text", "twelfth"),
    [
        ("decimal", "%1", "12 甲"),
        ("decimal", "第%1章", "第12章 甲"),
        ("decimal", "附件%1：", "附件12：甲"),
        ("chineseCounting", "第%1条", "第十二条 甲"),
        ("ideographDigital", "%1、", "一二、甲"),
        ("chineseLegalSimplified", "%1、", "壹拾贰、甲"),
        ("decimalEnclosedCircleChinese", "%1", "⑫ 甲"),
        ("decimalFullWidth", "%1．", "１２．甲"),
        ("decimalZero", "%1.", "12.甲"),
        ("lowerLetter", "%1)", "l)甲"),
        ("upperRoman", "%1.", "XII.甲"),
        ("ideographTraditional", "%1、", "12、甲"),
        ("none", "附：", "附：甲"),
        ("bullet", "\uf06c", "甲"),
    ],
)
def test_a_number_is_written_as_its_list_says(form, text, twelfth):
    assert lines(listed("甲") * 12, (form, text))[-1] == twelfth


def test_inner_numbers_are_decimal_where_the_list_says_legal():
    body = listed("章") * 2 + listed("节", 1)
    assert lines(body, ("chineseCounting", "%1"), ("decimal", "%1.%2、"))[-1] == "二.1、节"
    assert lines(body, ("chineseCounting", "%1"), ("decimal", "%1.%2、", "<w:isLgl/>"))[-1] == "2.1、节"


def test_two_lists_of_one_definition_count_on_unless_one_begins_anew():
    one = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    two = '<w:num w:numId="2"><w:abstractNumId w:val="0"/>{}</w:num>'
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = listed("甲") + listed("乙", number=2) + listed("丙", number=2)
    assert lines(body, *NOTICE, nums=one + two.format("")) == ["一、甲", "二、乙", "三、丙"]
    assert lines(body, *NOTICE, nums=one + two.format(override)) == ["一、甲", "五、乙", "六、丙"]


def test_a_level_that_never_restarts_counts_on():
    body = listed("章") + listed("条", 1) + listed("章") + listed("条", 1)
    forms = (("chineseCounting", "第%1章"), ("chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/>'))
    assert lines(body, *forms) == ["第一章 章", "第一条 条", "第二章 章", "第二条 条"]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="below"><w:basedOn w:val="base"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="second"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="round"><w:basedOn w:val="about"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="about"><w:basedOn w:val="round"/></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "line"),
    [
        ('<w:pStyle w:val="base"/>', "一、甲"),
        ('<w:pStyle w:val="below"/>', "一、甲"),
        ('<w:pStyle w:val="second"/>', "（一）甲"),
        ('<w:pStyle w:val="base"/><w:numPr><w:ilvl w:val="2"/></w:numPr>', "1.甲"),
        ('<w:pStyle w:val="base"/><w:numPr><w:numId w:val="0"/></w:numPr>', "甲"),
        ('<w:pStyle w:val="round"/>', "甲"),
        ('<w:pStyle w:val="none"/>', "甲"),
        ('<w:numPr><w:ilvl w:val="77"/><w:numId w:val="1"/></w:numPr>', "甲"),
        ('<w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr>', "一、甲"),
        ('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr>', "甲"),
    ],
)
def test_a_style_may_number_its_paragraphs(properties, line):
    assert lines(p("甲", properties), *NOTICE, styles=STYLES) == [line]


def test_a_level_may_name_its_style():
    forms = (("decimal", "%1."), ("decimal", "%1-%2.", '<w:pStyle w:val="base"/>'))
    assert lines(p("甲", '<w:pStyle w:val="base"/>'), *forms, styles=STYLES) == ["1-1.甲"]


def test_an_empty_paragraph_counts_and_shows_nothing():
    assert lines(listed("甲") + listed("") + listed("丙"), *NOTICE) == ["一、甲", "", "三、丙"]


def test_mere_signs_are_left_out_and_said():
    assert text_of_word(docx(listed("甲") * 2, lists(("bullet", "•")))).notes == ("有2个段落前的项目符号没有读入。",)
