"""Whatever the text: reading never raises, and every visible character stands in the structure or in `dropped`."""

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


def lost(text, data):
    """The visible characters of `text` that stand in none of the strings of `data` but the advice."""
    kept = {key: value for key, value in data.items() if key != "advice"}
    return Counter(visible(text)) - Counter(visible("".join(strings(kept))))


@given(NOTICES)
@settings(max_examples=600, deadline=None)
def test_a_notice_in_pieces_keeps_every_character(text):
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
    assert lost("质量月😀", {"title": "质量月😀".replace(missing, ""), "advice": [missing]}) == Counter(missing)
