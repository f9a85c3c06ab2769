"""Titles broken where they read best."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.documents.titles import break_title, extent


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于开展“2008年全国质量月”活动的通知", ["关于开展“2008年全国质量月”活动的通知"]),
        (
            "市场监管总局等部门关于开展2026年全国质量月活动进一步推动质量强国建设的通知",
            ["市场监管总局等部门关于开展2026年全国", "质量月活动进一步推动质量强国建设的通知"],
        ),
        ("关于印发《2026年浙江省质量月活动方案》的通知", ["关于印发", "《2026年浙江省质量月活动方案》的通知"]),
        (
            "国家质量监督检验检疫总局关于召开质量月活动总结表彰电视电话会议"
            "并进一步推动各地区各部门深入开展质量提升行动的补充通知",
            [
                "国家质量监督检验检疫总局",
                "关于召开质量月活动总结表彰",
                "电视电话会议并进一步推动各地区各部门",
                "深入开展质量提升行动的补充通知",
            ],
        ),
        (
            "浙江省质量技术监督局关于转发国家质检总局关于做好2008年北京奥运会期间特种设备安全监察工作的通知的通知",
            [
                "浙江省质量技术监督局关于转发国家质检总局",
                "关于做好2008年北京奥运会期间特种设备",
                "安全监察工作的通知的通知",
            ],
        ),
        (
            "国家质量监督检验检疫总局关于开展2008年全国质量月活动的通知",
            ["国家质量监督检验检疫总局", "关于开展2008年全国质量月活动的通知"],
        ),
        (
            "国家市场监督管理总局办公厅关于印发《质量强国建设纲要》贯彻落实情况督查考核办法（试行）的通知",
            ["国家市场监督管理总局办公厅", "关于印发《质量强国建设纲要》贯彻落实", "情况督查考核办法（试行）的通知"],
        ),
        (
            "工业和信息化部关于举办ISO 9001质量管理体系培训班的通知",
            ["工业和信息化部关于举办ISO 9001", "质量管理体系培训班的通知"],
        ),
        ("质量\n强国", ["质量", "强国"]),
        ("质" * 22, ["质" * 10, "质" * 12]),
        ("国务院关于印发质量发展纲要（2011—2020年）的通知", ["国务院关于印发质量发展", "纲要（2011—2020年）的通知"]),
    ],
)
def test_a_title_is_broken_so(title, lines):
    assert break_title(title) == lines


NAMES = ("国家质量监督检验检疫总局", "浙江省质量技术监督局", "中华全国总工会", "国家发展和改革委员会")
MATTERS = ("关于开展质量月活动", "关于印发质量发展纲要实施方案", "并做好宣传贯彻工作", "进一步加强产品质量监督")


@given(st.lists(st.sampled_from(NAMES + MATTERS), min_size=2, max_size=5).map("".join))
def test_lines_are_whole_and_shapely_and_cut_no_name(title):
    title += "的通知"
    lines = break_title(title, names=NAMES)
    assert "".join(lines) == title
    assert all(extent(line) <= 20 for line in lines)
    assert not [line for line in lines[1:] if line[0] in "的、，。"]
    assert all(any(name in line for line in lines) for name in NAMES if name in title)


def test_of_divisions_alike_the_one_that_is_no_hourglass_is_chosen():
    sizes = [
        extent(line)
        for line in break_title(
            "浙江省人民政府办公厅转发省质量技术监督局等部门关于进一步加强全省产品质量和食品安全专项整治工作实施意见的通知"
        )
    ]
    assert len(sizes) > 2
    assert not any(two < min(one, three) for one, two, three in zip(sizes, sizes[1:], sizes[2:], strict=False))


@given(st.text(st.sampled_from("质量月活动的关于印发《》“”（），、a1 "), max_size=300))
def test_any_title_is_broken_soon_and_whole(title):
    began = time.process_time()
    lines = break_title(title)
    assert "".join(lines) == title.strip()
    assert time.process_time() - began < 5  # a search without bound takes hours
