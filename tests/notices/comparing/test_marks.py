import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.notices.comparing.marks import HASTE, LONGEST, Mark, Patience, Run, inline, marked, paragraphs


def shown(runs):
    signs = {Mark.SAME: "{}", Mark.GONE: "-{}-", Mark.ADDED: "+{}+"}
    return "".join(signs[run.mark].format(run.text) for run in runs)


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("促进我国质量总体水平", "促进我省质量总体水平", "促进我-国-质量总体水平", "促进我+省+质量总体水平"),
        ("四川等受灾地区", "青川等受灾地区", "-四-川等受灾地区", "+青+川等受灾地区"),
        ("甲乙", "甲乙丙", "甲乙", "甲乙+丙+"),
        ("甲乙丙", "甲乙", "甲乙-丙-", "甲乙"),
        ("", "甲", "", "+甲+"),
        ("甲", "", "-甲-", ""),
        ("", "", "", ""),
    ],
)
def test_what_differs_is_marked_on_its_side(old, new, left, right):
    assert tuple(map(shown, marked(old, new))) == (left, right)


def test_a_sentence_that_was_rewritten_is_one_piece_and_not_confetti():
    old = "要充分发挥报刊、广播、电视、网络等媒体的作用，及时报道重大质量案件的查处情况。"
    new = "全省各级主流媒体要积极配合做好“质量月”的宣传报道工作，增强社会影响力。"
    assert len(marked(old, new)[0]) <= 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("一，二（三）。", "一,二(三)."),
        ("“引”", '"引"'),
        ("2008—2010", "2008-2010"),
        ("二〇〇八", "二OO八".replace("O", "○")),
    ],
)
def test_width_and_look_alikes_are_no_difference_and_each_side_keeps_its_own(old, new):
    assert marked(old, new) == ([Run(Mark.SAME, old)], [Run(Mark.SAME, new)])


def test_in_one_flow_what_is_gone_stands_before_what_came_for_it():
    assert shown(inline("表彰全国成果", "表彰全省成果")) == "表彰全-国-+省+成果"


TEXTS = st.text(alphabet='质量月活动，,。.“"全国省市\n12', max_size=60)


@given(TEXTS, TEXTS)
def test_no_character_is_lost_on_either_side(old, new):
    left, right = marked(old, new)
    assert "".join(run.text for run in left) == old
    assert "".join(run.text for run in right) == new
    assert {run.mark for run in left} <= {Mark.SAME, Mark.GONE}
    assert {run.mark for run in right} <= {Mark.SAME, Mark.ADDED}


@given(TEXTS, TEXTS)
def test_the_one_flow_holds_the_old_text_whole(old, new):
    assert "".join(run.text for run in inline(old, new) if run.mark != Mark.ADDED) == old


def test_texts_too_long_to_compare_come_whole():
    long = "质" * (LONGEST + 1)
    assert marked(long, "量") == ([Run(Mark.GONE, long)], [Run(Mark.ADDED, "量")])


def test_all_pairs_of_a_page_share_one_patience():
    patience, given = Patience(0.02), []
    for _ in range(3):
        patience.spend(lambda seconds: (given.append(seconds), time.sleep(0.015)))
    assert given[0] == 0.02 and given[1] < 0.01 and given[2] == HASTE


def test_a_pair_without_patience_is_still_whole():
    old, new = "质量月活动" * 300, "安全月行动" * 300
    left, right = marked(old, new, HASTE)
    assert ("".join(run.text for run in left), "".join(run.text for run in right)) == (old, new)


def test_lines_are_lines_again_and_a_run_over_several_is_cut():
    runs = [Run(Mark.SAME, "甲\n乙"), Run(Mark.ADDED, "丙\n\n丁")]
    assert [shown(line) for line in paragraphs(runs)] == ["甲", "乙+丙+", "+丁+"]
