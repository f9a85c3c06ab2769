"""Lines that fill the measure: what may stand at their edges, and that nothing is lost."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from campaigns.documents.cleaning import visible
from campaigns.documents.fonts import Role, UnprintableError
from campaigns.documents.geometry import NO_3, STANDARD, WIDTH
from campaigns.documents.pdf.lines import CLOSING, OPENING, Measure, Run, compose, length

FULL = Measure(WIDTH, NO_3, STANDARD.spacing)
TEXT = st.text(st.sampled_from("质量月活动，。：“”《》（）——……2008年9%aZ 镕䶮"), max_size=200)


def lines(text, measure=FULL):
    return compose([Run(text)], measure)


def extent(line):
    """How far a line reaches in points; a space at its end hangs over the edge, unseen."""
    return length(line.text.rstrip(), spacing=line.spacing)


def test_a_full_line_has_28_characters_from_edge_to_edge():
    first = lines("质" * 60)[0]
    assert len(first.text) == 28
    assert extent(first) == pytest.approx(WIDTH)


def test_a_line_that_loses_a_character_is_spread_to_the_edge():
    first, second, *_ = lines("质" * 28 + "，" + "量" * 40)
    assert (len(first.text), second.text[:2]) == (27, "质，")
    assert extent(first) == pytest.approx(WIDTH)


@settings(deadline=None)  # the first example loads the fonts
@given(TEXT)
@example("质" * 27 + "Za 质量")  # a space where the line ends
@example("000000ZZ" + "—" * 22 + " 0䶮")
def test_nothing_is_lost_and_no_line_is_too_long(text):
    made = lines(text)
    assert "".join(line.text for line in made) == visible(text)
    assert all(extent(line) <= WIDTH + 0.1 for line in made)


@given(st.text(st.sampled_from("质量月，。：；、“”《》（）"), min_size=1, max_size=200))
def test_no_line_begins_or_ends_with_what_clings_to_the_other(text):
    words = "质".join(text[at : at + 2] for at in range(0, len(text), 2))  # clusters that some line can hold
    made = lines(words)
    broken = list(pairwise(made))
    assert not [a.text for a, b in broken if a.text[-1] in OPENING and len(a.text) > 1 and b.text[0] not in OPENING]
    assert not [b.text for a, b in broken if b.text[0] in CLOSING and a.text[-1] not in CLOSING + OPENING]


@pytest.mark.parametrize("whole", ["2008年", "12365", "——", "……", "9月", "GB/T", "12.5%"])
def test_numbers_years_and_double_marks_stay_on_one_line(whole):
    for before in range(20, 30):
        assert any(whole in line.text for line in lines("质" * before + whole + "量" * 30))


def test_no_character_is_left_alone_on_the_last_line():
    assert [len(line.text) for line in lines("质" * 28 + "量。")] == [27, 3]
    assert [len(line.text) for line in lines("质" * 28 + "量月。")] == [28, 3]


def test_a_paragraph_is_indented_and_its_run_over_is_not():
    first, second = lines("质" * 40, Measure(WIDTH, NO_3, STANDARD.spacing, first=2 * STANDARD.cell))
    assert (first.indent, len(first.text), second.indent) == (2 * STANDARD.cell, 26, 0)


def test_a_word_longer_than_half_a_line_is_divided_rather_than_tearing_the_line_before():
    assert all(WIDTH - NO_3 < extent(line) <= WIDTH + 0.1 for line in lines("质量" + "x" * 200)[:-1])


def test_space_goes_between_words_and_never_into_one():
    first = lines("质" * 19 + "ISO 9001:2015和" + "GB/T19001—2008")[0]
    assert first.text == "质" * 19 + "ISO 9001:2015和"
    assert first.spacing > 0
    assert extent(first) == pytest.approx(WIDTH)
    assert first.spacing == pytest.approx((WIDTH - length(first.text)) / (19 + 2 + 1))


def test_a_long_address_is_broken_behind_its_marks():
    first, second, *_ = lines("质" * 16 + "www.quality-month.example.cn" + "量" * 30)
    assert (first.text[16:], second.text[:10]) == ("www.quality-month.", "example.cn")


def test_a_line_that_would_be_torn_is_left_short():
    words = "Characterization与Standardization与Organization与"
    first = lines(words + "Internationalizations" + "质" * 9, FULL)[0]
    assert first.text == words
    assert first.spacing == STANDARD.spacing


@pytest.mark.parametrize("whole", ["(010) 82260131", "http://www.example."])
def test_area_codes_and_schemes_stay_with_what_they_belong_to(whole):
    for before in range(14, 26):
        text = "质" * before + "传真：(010) 82260131，网址http://www.example.cn/2026/09/quality/notice。" + "量" * 9
        assert any(whole in line.text for line in lines(text))


def test_a_space_hangs_over_the_edge_and_begins_no_line():
    first, second = lines("质" * 28 + " " + "量" * 3)
    assert (first.text, second.text) == ("质" * 28 + " ", "量" * 3)
    assert first.spacing == pytest.approx(STANDARD.spacing)


def test_a_heading_runs_in_with_its_own_face():
    (line,) = compose([Run("（一）支援灾区。", Role.KAI), Run("开展帮扶。")], FULL)
    assert [(run.text, run.role) for run in line.runs] == [("（一）支援灾区。", "kai"), ("开展帮扶。", "fang")]


def test_what_no_font_has_is_refused():
    with pytest.raises(UnprintableError, match="U\\+1F600"):
        lines("质量😀")
