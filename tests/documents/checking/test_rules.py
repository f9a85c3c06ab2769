"""Each rule is broken on a page that conforms, and is the only one that fails then."""

import pytest

from campaigns.documents.checking.elements.text import lone_headings
from campaigns.documents.checking.rows import row_of
from campaigns.documents.checking.rules import RULES
from campaigns.documents.checking.sheet import Glyph
from tests.documents.checking import bases, breaks
from tests.documents.checking.breaks import BREAKS

CONFORMING = {
    "joint": (breaks.joint, "2012"),
    "attached": (breaks.attached, "2012"),
    "signed": (breaks.signed, "2012"),
    "plain": (breaks.plain, "2012"),
    "a heading on a new page": (breaks.full, "2012"),
    "landscape": (breaks.landscape, "2012"),
    "two organs": (breaks.pair, "2012"),
    "addressees moved behind a blank page": (breaks.moved, "2012"),
    "secret": (bases.secret, "2012"),
    "upward": (bases.upward, "2012"),
    "order": (bases.order, "2012"),
    "minutes": (bases.minutes, "2012"),
    "signature stamp": (bases.stamped, "2012"),
    "1999, three organs": (breaks.old_joint, "1999"),
    "1999, two organs": (breaks.old_pair, "1999"),
    "1999, one organ": (breaks.old_single, "1999"),
    "1999, secret": (lambda: bases.secret("1999"), "1999"),
    "letter": (breaks.letter, "letter"),
}


@pytest.mark.parametrize(("page", "layout"), CONFORMING.values(), ids=CONFORMING)
def test_what_conforms_passes(page, layout):
    assert bases.failing(page(), layout) == set()


@pytest.mark.parametrize(("rule", "layout", "page", "broken"), BREAKS, ids=[f"{one[1]}-{one[0]}" for one in BREAKS])
def test_a_break_is_caught_by_its_rule_and_by_no_other(rule, layout, page, broken):
    assert bases.failing(broken(page()), layout) == {rule}


WORDS = [
    ("red_line.width", "没有红色分隔线"),
    ("imprint.width", "没有分隔线"),
    ("mark.suffix", "不在名称右侧"),
    ("page_number.blank", "第3面有页码"),
    ("page_number.blank", "第4面有页码"),
    ("page_number.count", "第2面没有页码"),
    ("page_number.count", "第1面编为7"),
    ("cc.moved", "之下"),
    ("cc.moved", "1条线"),
]


@pytest.mark.parametrize(("rule", "words"), WORDS)
def test_what_a_rule_can_say_is_said_of_one_of_its_breaks(rule, words):
    own = [(layout, broken(page())) for one, layout, page, broken in BREAKS if one == rule]
    said = [check.measured for layout, page in own for check in bases.checked(page, layout).failures]
    assert words in said


UNDATED = {
    "a name that is not under its seal": ("seal.names", ".seals p:nth-of-type(1){margin-left:2mm}"),
    "a seal far from the text": ("seal.near_text", ".seals{position:relative;top:12mm}"),
    "a seal in the margin": ("seal.inside", ".seals img,.seals p{margin-left:40mm}"),
    "a seal that is squashed": ("seal.size", ".seals img{transform:scaleY(.9)}"),
    "a seal without a name": ("seal.named", ".seals p{display:none}"),
}


@pytest.mark.parametrize(("rule", "style"), UNDATED.values(), ids=UNDATED)
def test_seals_are_measured_without_a_date(rule, style):
    undated = bases.css(breaks.attached(), ".seals p:nth-of-type(2){display:none}")
    assert bases.failing(bases.css(undated, style)) == {rule, "date.present"}


def test_what_nobody_signed_needs_no_date():
    silent = ("date.present", "seal.named", "seal.size")
    checks = {one.rule: one.ok for one in bases.checked(breaks.plain()).checks}
    assert [checks[rule] for rule in silent] == [None] * 3


def test_a_picture_in_an_undated_text_is_no_seal():
    square = '<div style="width:40mm;height:40mm;margin:auto;border-radius:50%;background:#06c"></div>'
    report = bases.checked(bases.swapped(breaks.plain(), "</h1>", f"</h1>{square}"))
    assert "date.present" not in {one.rule for one in report.failures}


LISTS = {
    "members of a list": ["1.启动仪式", "2.总结表彰"],
    "the last of a list": ["1.启动仪式", "2.总结表彰", "请认真执行"],
    "a paragraph that a higher heading follows": ["1.请认真执行", "二、指导思想"],
    "a sentence with a number": ["一、请认真执行。", "二、请按时上报。"],
    "a heading that holds its text": ["（一）加强领导。请认真执行。", "请按时上报。"],
}


@pytest.mark.parametrize("texts", LISTS.values(), ids=LISTS)
def test_what_has_a_serial_number_need_not_be_a_heading(texts):
    glyphs = [
        [Glyph(39 + 5 * at, 37, 44 + 5 * at, 42, text[at], 16, "", ()) for at in range(len(text))] for text in texts
    ]
    assert list(lone_headings([row_of(row, 1) for row in glyphs])) == []


def test_no_rule_is_without_a_break():
    broken = {(rule, layout) for rule, layout, *_ in BREAKS}
    assert [one.id for one in RULES if not any((one.id, layout) in broken for layout in one.layouts)] == []


@pytest.mark.parametrize("layout", ["2012", "1999", "letter"])
def test_a_rule_has_one_name_in_a_layout(layout):
    names = [one.id for one in RULES if layout in one.layouts]
    assert len(names) == len(set(names))
