import datetime

import pytest

from campaigns.templatetags.typography import breakable, dated, phrases, span


@pytest.mark.parametrize(
    "title",
    [
        "关于开展|“2008年全国质量月”|活动的通知",
        "关于开展2008年全市|质量月|活动的通知",
        "质量安全是|社会和谐的基础",
        "关于印发|《质量振兴纲要》|的通知",
        "关于进一步做好质量工作的通知",
        "",
    ],
)
def test_titles_break_between_phrases(title):
    assert "|".join(phrases(title.replace("|", ""))) == title


def test_a_title_is_text_and_never_markup():
    assert breakable("<b>，甲") == "&lt;b&gt;，<wbr>甲"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ((2008, 9, 1), (2008, 9, 30), "2008年9月1日至30日"),
        ((2008, 9, 1), (2008, 10, 8), "2008年9月1日至10月8日"),
        ((2008, 12, 1), (2009, 1, 8), "2008年12月1日至2009年1月8日"),
    ],
)
def test_a_span_repeats_nothing(start, end, words):
    assert span(datetime.date(*start), datetime.date(*end)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2008-09-20 00:00", "2008年9月20日"),
        ("2008-09-20 00:00:00", "2008年9月20日"),
        ("2008-9-2", "2008年9月2日"),
        ("2008-09-20 15:30", "2008年9月20日 15:30"),
        ("2008年9月20日", "2008年9月20日"),
        ("2008/09/20", "2008/09/20"),
        ("2008-09", "2008-09"),
        ("2008-09-20 00:00x", "2008-09-20 00:00x"),
        ("", ""),
    ],
)
def test_the_date_of_a_web_page_is_written_out_and_other_text_left_alone(text, words):
    assert dated(text) == words
