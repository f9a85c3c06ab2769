"""Advice on the wording: each slip gets its own sentence, and a sound document none."""

from dataclasses import replace

import pytest

from campaigns.documents.document import Document, Piece
from tests.documents.checking import bases, breaks

SOUND = "国家质检总局关于开展质量月活动的通知"


def advised(text="请认真执行。", title=SOUND, page=None, pieces=None, **fields):
    pieces = pieces or (Piece("paragraph", text),)
    page = page or bases.html(Document(title=title, pieces=tuple(pieces), **fields))
    return [one.rule for one in bases.checked(page).advice if one.rule != "parts.whole"]


def test_a_sound_document_gets_no_advice():
    assert advised() == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("各单位,请认真执行。", "marks.half_width"),
        ("各单位(含直属单位)请认真执行。", "marks.brackets"),
        ('开展"质量月"活动。', "marks.straight_quotes"),
        ("开展“百城万店”、“诚信计量”活动。", "marks.between_quotes"),
        ("光辉的岁月—我国推行质量管理。", "marks.dash"),
        ("包括工业农业…等行业。", "marks.ellipsis"),
        ("各单位 请认真执行。", "marks.space"),
        ("从08年9月开始执行。", "numerals.year"),
        ("从二0二六年开始执行。", "numerals.zero"),
        ("合格率提高5-10%。", "numerals.percent"),
        ("活动为期三、四天。", "numerals.about"),
        ("约有一百人左右参加。", "numerals.twice"),
        ("1、请认真执行。", "serials.dot"),
        ("（一）、请认真执行。", "serials.bracket"),
        ("二、指导思想", "serials.sequence"),
    ],
)
def test_a_slip_is_seen(text, rule):
    assert advised(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "光辉的岁月——我国推行质量管理。",
        "包括工业、农业……等行业。",
        "合格率提高5%—10%。",
        "活动为期三四天。",
        "坚持以质取胜　推动发展",
    ],
)
def test_what_is_right_is_let_be(text):
    assert advised(text) == []


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("国家质检总局关于开展质量月活动", "kind.last"),
        ("国家质检总局关于质量月活动的请示报告", "kind.one"),
        ("国家质检总局质量月活动通知", "title.matter"),
        ("关于开展质量月活动的通知", "title.organ"),
    ],
)
def test_a_title_is_read(title, rule):
    assert advised(title=title) == [rule]


def test_a_request_goes_to_one_organ_and_names_who_signed_it():
    fields = {"organs": bases.organs("国家质检总局", seal=None), "is_signed": False, "addressees": "国务院、中央军委："}
    assert advised(title="国家质检总局关于开展质量月活动的请示", **fields) == ["upward.signer", "request.one"]


def test_a_report_asks_for_nothing():
    title = "国家质检总局关于质量月活动情况的报告"
    assert advised("以上意见妥否，请批示。", title=title) == ["report.request"]


def test_what_is_secret_has_a_copy_number():
    assert advised(page=bases.secret()) == []
    assert advised(page=bases.secret().replace("000012", "")) == ["secrecy.copy_number"]


def test_a_number_is_the_hosts_alone():
    page = bases.swapped(breaks.joint(), breaks.NUMBER, "国质检〔2026〕1号中宣〔2026〕2号")
    assert "number.host" in advised(page=page)


def test_serials_that_run_on_are_let_be():
    pieces = [
        Piece("section", "", "目的", "一、"),
        Piece("clause", "请执行。", "要求。", "（一）"),
        Piece("item", "请执行。", "", "1."),
    ]
    again = [
        Piece("clause", "请执行。", "方式。", "（二）"),
        Piece("item", "请执行。", "", "1."),
        Piece("section", "", "其他", "二、"),
    ]
    assert advised(pieces=pieces + again) == []


def test_an_attachment_is_called_as_the_text_lists_it():
    page = bases.swapped(breaks.attached(), ">活动安排表</span>", ">“活动”安排图</span>")
    [advice] = [one for one in bases.checked(page).advice if one.rule == "attachment.name"]
    assert (advice.text, advice.advice) == ("“活动”安排图", "附件标题与附件说明（活动安排表）不一致。")
    assert "attachment.name" not in [one.rule for one in bases.checked(breaks.attached()).advice]


@pytest.mark.parametrize(("dated", "layout"), [("2026-06", "2012"), ("2026", "2012"), ("2026-06", "1999")])
def test_a_date_without_a_day_is_a_matter_of_wording(dated, layout):
    report = bases.checked(bases.html(replace(bases.OLD_SINGLE, dated=dated), layout), layout)
    assert report.failures == []
    assert "date.whole" in [one.rule for one in report.advice]


def test_what_a_notice_lacks_is_named():
    [advice] = bases.checked(bases.html(Document(title=SOUND, pieces=(Piece("paragraph", "请执行。"),)))).advice
    assert advice.advice == "没有发文机关标志、发文字号、发文机关署名、成文日期，正式印发的公文应当具备。"
    assert [one for one in bases.checked(breaks.joint()).advice if one.rule == "parts.whole"] == []


def test_a_space_is_shown_where_it_stands():
    [advice] = [
        one
        for one in bases.checked(
            bases.html(Document(title=SOUND, pieces=(Piece("paragraph", "各单位 请认真执行。"),)))
        ).advice
        if one.rule == "marks.space"
    ]
    assert advice.text == "各单位 请认真执行。"
