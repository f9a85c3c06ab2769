"""Words that are cut short end whole."""

import pytest

from campaigns.notices.clipping import around, clipped


@pytest.mark.parametrize(
    ("words", "cut"),
    [
        ("质量第一，用户至上", "质量第一，用户至上"),
        ("开展质量提升行动，全面提高水平", "开展质量提升行动…"),
        ("开展各类“质量月进企业”活动", "开展各类…"),
        ("“质量月进企业进校园”活动", "质量月进企业进校…"),
        ("印发《质量（品牌）提升纲要》", "印发…"),
    ],
)
def test_no_quote_stays_open_where_words_are_cut(words, cut):
    assert clipped(words, 9) == cut


@pytest.mark.parametrize(
    ("start", "end", "said"), [(0, 1, "一二三四五六…"), (6, 7, "…二三四五六七八九十甲乙…"), (12, 13, "…八九十甲乙丙")]
)
def test_a_place_is_shown_with_what_stands_around_it(start, end, said):
    assert around("一二三四五六七八九十甲乙丙", start, end) == said
