"""What stands behind the text: signature, attachments, 版记, the foot of the page."""

import pytest

from tests.notices.reading.texts import TAIL, body, parse


@pytest.mark.parametrize(
    ("printed", "iso", "precision"),
    [
        ("二OO八年八月", "2008-08", "month"),
        ("二○○八年八月二十日", "2008-08-20", "day"),
        ("二〇一〇年十月三十一日", "2010-10-31", "day"),
        ("二00八年八月", "2008-08", "month"),
        ("二零一二年", "2012", "year"),
        ("2008 年 8 月 5 日", "2008-08-05", "day"),
        ("２００８年８月５日", "2008-08-05", "day"),
        ("2008-8-5", "2008-08-05", "day"),
        ("2008.08.05", "2008-08-05", "day"),
    ],
)
def test_dates_are_read_as_precisely_as_printed(printed, iso, precision):
    date = parse(f"关于开展质量月活动的通知\n各市局：\n请认真组织实施。\n省质监局\n{printed}")["date"]
    assert date == {"text": printed.replace(" ", ""), "iso": iso, "precision": precision}


def test_a_day_that_no_calendar_has_is_no_date():
    assert parse("关于开展质量月活动的通知\n各市局：\n请认真组织实施。\n2008年13月45日")["date"] is None


def test_names_and_date_may_share_a_line_and_bear_seal_notes():
    data = parse(
        "关于开展质量月活动的通知\n各市局：\n请认真组织实施。\n浙 江 省 总 工 会（盖章）\n浙江省质监局 2012年8月20日"
    )
    assert data["issuers"] == ["浙江省总工会", "浙江省质监局"]
    assert "（盖章）" in [each["text"] for each in data["dropped"]]


@pytest.mark.parametrize(
    ("listing", "label"),
    [
        ("附件1:活动安排表", "附件1"),
        ("附件一：活动安排表", "附件一"),
        ("后附：活动安排表", "后附"),
        ("附件：1．活动安排表", "附件1"),
    ],
)
def test_attachments_are_listed_in_many_ways(listing, label):
    (attachment,) = body(f"一、要求\n抓好落实。\n{listing}")["attachments"]
    assert (attachment["label"], attachment["title"]) == (label, "活动安排表")


def test_attachments_follow_the_signature_and_match_their_names_by_number():
    data = body(
        "一、要求\n抓好落实。\n附件：1．活动安排表\n2．宣传口号",
        tail=TAIL + "附件2\n2012年宣传口号\n质量在我手中\n附件1：活动安排表\n序号  活动  时间\n",
    )
    first, second = data["attachments"]
    assert (first["label"], first["title"], first["paragraphs"]) == (
        "附件1",
        "活动安排表",
        ["序号\u3000活动\u3000时间"],
    )
    assert (second["label"], second["listed"], second["slogans"]) == ("附件2", "宣传口号", ["质量在我手中"])


@pytest.mark.parametrize("title", ["2012年质量月活动方案\n", ""])
def test_a_plan_follows_the_signature_with_or_without_a_title(title):
    data = parse(
        f"关于印发质量月活动方案的通知\n各市局：\n现印发给你们，请执行。\n省质监局\n2012年8月1日\n{title}"
        "为搞好活动，制定本方案。\n一、活动时间\n9月。\n二、活动内容\n（一）检查。"
    )
    (plan,) = data["attachments"]
    assert (plan["label"], plan["title"]) == (None, title.strip() or None)
    assert [section["heading"] for section in plan["sections"]] == ["一、活动时间", "二、活动内容"]
    assert plan["paragraphs"][:3] == ["为搞好活动，制定本方案。", "一、活动时间", "9月。"]


def test_the_imprint():
    data = body(
        "一、要求\n抓好落实。",
        tail=TAIL
        + "（此件公开发布）\n主 题 词：质量　活动　通知\n抄 送：市委办公室，\n市政府办公室。\n本局：局领导。\n省质监局办公室\n2012年8月21日印发\n（共印150份）",
    )
    assert data["notes"] == ["（此件公开发布）"]
    assert data["keywords"] == ["质量", "活动", "通知"]
    assert data["cc"] == ["市委办公室", "市政府办公室"]
    assert data["internal_distribution"] == "局领导。"
    assert (data["print_office"], data["print_date"]) == ("省质监局办公室", "2012-08-21")


def test_the_foot_of_the_page_is_dropped():
    data = body(
        "一、要求\n抓好落实。", tail=TAIL + "【打印】【关闭】\n上一篇：别的通知\n版权所有：某某局\n技术支持：某某公司\n"
    )
    assert data["attachments"] == []
    assert [each["text"] for each in data["dropped"]][-4:] == [
        "【打印】【关闭】",
        "上一篇：别的通知",
        "版权所有：某某局",
        "技术支持：某某公司",
    ]
