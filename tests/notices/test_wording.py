"""Advice beside the editor: each clause gets its own, and what is sure can be taken as it stands."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.notices.wording import advice, advice_on_title


def taken(slip, text):
    """Return the text with what a slip suggests in its place."""
    return text[: slip.start] + slip.replacement + text[slip.end :]


@pytest.mark.parametrize(
    ("text", "rule", "mended"),
    [
        ("各单位,请认真执行。", "marks.half_width", "各单位，请认真执行。"),
        ("各单位(含直属)请认真执行。", "marks.brackets", "各单位（含直属)请认真执行。"),
        ('开展"质量月"活动。', "marks.straight_quotes", '开展“质量月"活动。'),
        ("开展“百城”、“千企”活动。", "marks.between_quotes", "开展“百城”“千企”活动。"),
        ("岁月—我国推行质量管理。", "marks.dash", "岁月——我国推行质量管理。"),
        ("工业...等行业。", "marks.ellipsis", "工业……等行业。"),
        ("各单位 请认真执行。", "marks.space", "各单位请认真执行。"),
        ("二0二O年起执行。", "numerals.zero", "二〇二〇年起执行。"),
        ("合格率提高5-10%。", "numerals.percent", "合格率提高5%-10%。"),
        ("为期三、四天。", "numerals.about", "为期三四天。"),
        ("1、请认真执行。", "serials.dot", "1.请认真执行。"),
        ("（一）、请认真执行。", "serials.bracket", "（一）请认真执行。"),
    ],
)
def test_what_is_sure_is_suggested(text, rule, mended):
    first, *_ = advice([("三", text)])
    assert (first.key, first.rule, taken(first, text)) == ("三", rule, mended)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("从08年9月开始执行。", "numerals.year"),
        ("约有一百人左右参加。", "numerals.twice"),
        ("开展“质量月活动。", "marks.pair"),
        ('开展"质量月活动。', "marks.straight_quotes"),
    ],
)
def test_what_only_a_person_can_say_is_left_to_one(text, rule):
    (only,) = advice([("三", text)])
    assert (only.rule, only.replacement) == (rule, None)


def test_each_clause_gets_its_own_advice_and_a_sound_one_none():
    texts = [("一", "请认真执行。"), ("二", "甲,乙,丙。"), ("口号", "坚持以质取胜 推动科学发展")]
    assert [(each.key, each.start) for each in advice(texts)] == [("二", 1), ("二", 3)]


@pytest.mark.parametrize(
    ("title", "rules"),
    [
        ("市场监管总局关于开展质量月活动的通知", []),
        ("关于开展质量月活动的通知", ["title.organ"]),
        ("市场监管总局质量月活动", ["kind.last", "title.matter"]),
        ("", []),
    ],
)
def test_a_title_is_asked_for_what_it_lacks(title, rules):
    assert [each.rule for each in advice_on_title("title", title)] == rules


MENDED = st.text(st.sampled_from('质量月,;:?!()"“”《》、—….。0二三O年5%-~约左右（）1 天'), max_size=30)


@given(MENDED)
@settings(max_examples=300, deadline=None)
def test_a_suggestion_that_is_taken_is_not_made_again(text):
    for each in advice([("", text)]):
        if each.replacement is not None:
            again = advice([("", taken(each, text))])
            assert (each.rule, each.start, each.match) not in [(one.rule, one.start, one.match) for one in again]


@given(st.text(st.characters(codec=None), max_size=100))
@settings(deadline=None)
def test_no_text_makes_it_raise(text):
    advice([("", text)])
    advice_on_title("", text)


def test_to_ask_about_words_loads_neither_the_typesetter_nor_the_checker():
    """The web process asks at every pause of typing."""
    code = "import sys, campaigns.notices.wording\nprint(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {name for name in loaded if name.startswith("campaigns.documents.")} == {"campaigns.documents.wording"}
    assert not {"weasyprint", "pdfplumber", "fontTools", "docx", "django"} & {*loaded}
