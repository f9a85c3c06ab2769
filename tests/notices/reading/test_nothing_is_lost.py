"""Whatever the text: reading never raises, and every visible character stands in the structure or in `dropped`."""

import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.notices.reading import as_json, read
from campaigns.notices.reading.characters import visible

FRAGMENTS = [
    "关于开展2008年“质量月”活动的通知", "关于印发《质量月方案》的", "通知", "各市质监局，省质量协会：", "一、", "一、指导思想", "二、活动主题",
    "主题为：质量第一  用户至上", "（一）", "（一）开展活动。各地要认真组织。", "(二)加强宣传", "1.", "1、现场会。", "１．标题", "①其他", "3.15晚会", "一、二等奖",
    "三、宣传口号", "坚持以质取胜  推动科学发展", "特此通知。", "请于10月底前报送总结。", "附件：1．活动方案", "2．口号", "附件1", "附件一：", "后附：样表", "附：名单",
    "浙江省质量技术监督局  浙江省总工会", "国家质检总局办公厅", "二○○八年八月", "二OO八年八月五日", "2008年6月26日", "2008-06-26 10:00", "（此件公开发布）", "（盖章）",
    "主题词：质量  活动", "抄送：各单位，有关企业。", "本局：局领导。", "国家质检总局办公厅  2008年6月26日印发", "国质检质〔2008〕12号", "[2008]1号", "发布时间：2008-06-26 来源：新华网",
    "索 引 号：", "000014349/2008", "当前位置：首页 > 通知", "— 2 —", "第1页 共3页", "[image: x]", "返回", "Baidu", "版权所有", "上一篇：别的", "机密", "机密★1年", "特急",
    "一二三四、甲乙", "（九九九九）甲", "第一九七八条 甲", "一九九八、一九九九年度", "九百九百、甲", "二〇〇八年八月廿五日", "⒈", "⑴", "㈠",
    "第一章 总则", "第一条 为了规范。", "为深入贯彻落实党的十七大精神，进一步提", "高质量水平。", "，", "：", "　　", "\u2003", "\u200b", "\t", " ", "“", "》", "😀", "a", "0", "。",
]  # fmt: skip
BREAKS = ["\n", "\r\n", "\r", "\n\n", " ", "", "\u3000", "\x0b", "\x0c", "\u2028", "\x85"]
NOTICES = st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(BREAKS)), max_size=60).map(
    lambda parts: "".join(fragment + gap for fragment, gap in parts)
)


def strings(value):
    """Every string anywhere in JSON-like data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


SAID_TWICE = {"why", "say", "iso", "precision", "numeral", "theme", "proposed_issuers", "advice"}


def printed(data):
    """`data` without what we say about the text and what stands elsewhere in it already."""
    if isinstance(data, dict):
        kept = {key: printed(value) for key, value in data.items() if key not in SAID_TWICE}
        if "listed" in kept:  # an attachment's sections stand in its paragraphs too
            kept.pop("sections")
        elif "clauses" in kept and "numeral" in data:  # a section's slogans stand in `slogans` too
            kept.pop("slogans")
        return kept
    return [printed(value) for value in data] if isinstance(data, list) else data


def lost(text, data):
    """The visible characters of `text` that `data` does not print, each counted as often as it stands."""
    return Counter(visible(text)) - Counter(visible("".join(strings(printed(data)))))


@given(NOTICES)
@settings(max_examples=600, deadline=None)
def test_a_notice_in_pieces_keeps_every_character(text):
    assert not lost(text, as_json(read(text)))


@given(st.text("一二三四五六七八九十百廿第章条年月日、（）.0123456789附件：\n \t", max_size=200))
@settings(max_examples=300, deadline=None)
def test_numbers_in_any_disorder_keep_every_character(text):
    assert not lost(text, as_json(read(text)))


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_keeps_every_character(text):
    assert not lost(text, as_json(read(text)))


@given(NOTICES)
@settings(max_examples=200, deadline=None)
def test_what_is_dropped_says_where_and_why(text):
    count = max(1, len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))
    for dropped in as_json(read(text))["dropped"]:
        assert 1 <= dropped["line"] <= count
        assert dropped["why"]


@pytest.mark.parametrize("missing", ["质", "😀"])
def test_the_check_itself_sees_a_lost_character(missing):
    data = {"title": "质量月😀".replace(missing, ""), "advice": [missing], "dropped": [{"text": "", "why": missing}]}
    assert lost("质量月😀", data) == Counter(missing)


HEAD = "关于开展活动的通知\n各单位：\n请认真执行。\n"
SIGNED = HEAD + "省质监局\n2012年8月1日\n"
HOSTILE = {
    "spaces after a label": lambda n: HEAD + "后附" + " " * n + "甲\n二、乙。\n",
    "spaces before a word": lambda n: HEAD + "2008年" + " " * n + "印\n二、乙。\n",
    "open pictures": lambda n: "![](" * (n // 4),
    "short names as a title": lambda n: "标题：" + "甲 " * (n // 2) + "\n" + HEAD,
    "items with clauses below": lambda n: HEAD + "1.甲\n（一）乙\n" * (n // 9),
    "short lines after the signature": lambda n: SIGNED + "某某\n" * (n // 3),
    "bare attachments": lambda n: SIGNED + "附件\n" * (n // 3),
    "a long line of copies": lambda n: SIGNED + "抄送：" + "甲" * n,
    "numbered attachments": lambda n: (
        HEAD + "附件：" + "".join(f"{i}.方案\n" for i in range(n // 6)) + "省质监局\n2012年8月1日\n"
    ),
    "opening brackets": lambda n: HEAD + "（“《" * (n // 3),
    "one line of serials": lambda n: HEAD + "一、甲。（一）乙。1.丙。" * (n // 14),
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_reading_makes_as_many_steps_more_as_the_text_is_longer(shape):
    """Steps are Python calls, not seconds; regular expressions are held by being bounded (see the patterns)."""
    short, long = (steps(HOSTILE[shape](size)) for size in (3_000, 12_000))
    assert long < 6 * short + 2_000


def steps(text):
    count = 0

    def tick(frame, event, argument):
        nonlocal count
        count += 1

    sys.setprofile(tick)
    try:
        as_json(read(text))
    finally:
        sys.setprofile(None)
    return count


def test_the_count_of_steps_sees_a_quadratic_reader(monkeypatch):
    from campaigns.notices.reading import tail

    def scans_the_rest_for_every_line(lines):
        return [any(line.marker for line in lines[i:]) for i in range(len(lines))]

    monkeypatch.setattr(tail, "_matter", scans_the_rest_for_every_line)
    short, long = (steps(HOSTILE["short lines after the signature"](size)) for size in (1_500, 6_000))
    assert long > 6 * short
