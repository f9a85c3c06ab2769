"""The red head and the imprint of a Word file."""

from dataclasses import replace

import pytest

from campaigns.documents.document import Layout, Organ
from tests.documents.word.reading import MM, NOTICE, picture, read, text_of, value


def test_a_joint_mark_is_spread_to_one_width_with_its_word_beside_it(notice):
    names, word = notice.word.tables[0].rows[0].cells
    assert [each.text for each in names.paragraphs] == [organ.name for organ in NOTICE.organs]
    assert {each.style.name for each in names.paragraphs} == {"联合发文机关标志"}
    assert value(notice.word.styles["联合发文机关标志"].element, "pPr/jc") == "distribute"
    assert (word.text, value(word._tc, "tcPr/vAlign")) == ("文件", "center")
    assert value(notice.word.styles["发文机关标志"].element, "rPr/color") == "FF0000"


@pytest.mark.parametrize(
    "change", [{"has_host_mark": True}, {"organs": NOTICE.organs[:1]}, {"organs": NOTICE.organs * 70}]
)
def test_the_hosts_mark_stands_alone_where_it_should_or_must(change):
    made = read(replace(NOTICE, **change))
    assert [text_of(each) for each in made.in_style("发文机关标志")] == ["国家质量监督检验检疫总局文件"]


@pytest.mark.parametrize("layout", Layout)
def test_a_name_that_is_given_with_the_word_of_its_mark_does_not_get_it_twice(layout):
    given = (Organ("某市质量技术监督局文件"), Organ("某市总工会文件"))
    mark = {Layout.LETTER: "某市质量技术监督局"}.get(layout, "某市质量技术监督局文件")
    single = read(replace(NOTICE, organs=given[:1], is_signed=False), layout)
    assert [text_of(each) for each in single.in_style("发文机关标志")] == [mark]
    joint = read(replace(NOTICE, organs=given, is_signed=False), layout)
    assert "文件文件" not in "".join(joint.lines)


@pytest.mark.parametrize("urgency", ["特急", ""])
@pytest.mark.parametrize(("layout", "below"), [(Layout.Y2012, 35), (Layout.Y1999, 25)])
def test_the_mark_stands_as_far_below_the_type_area_as_the_layout_asks(layout, below, urgency):
    single = read(replace(NOTICE, organs=NOTICE.organs[:1], urgency=urgency), layout)
    joint = read(replace(NOTICE, urgency=urgency), layout)
    row = bool(urgency) * int(value(single.word.styles["Normal"].element, "pPr/spacing", "line"))
    (mark,) = single.in_style("发文机关标志")
    for above, run in (
        (value(mark, "pPr/spacing", "before"), mark.r_lst[0]),
        (value(joint.body, "tbl/tblPr/tblCellMar/top", "w"), joint.in_style("联合发文机关标志")[0].r_lst[0]),
    ):
        em_top = row + int(above) + 0.09 * int(value(run, "rPr/sz")) * 10
        assert em_top / MM == pytest.approx(below, abs=0.2)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("organs", [NOTICE.organs, tuple(replace(each, seal=picture()) for each in NOTICE.organs)])
def test_no_empty_paragraph_makes_room(layout, organs):
    made = read(replace(NOTICE, organs=organs, urgency="", attachments=()), layout)
    empty = {made.word.styles.element.get_by_id(each.style).name_val for each in made.paragraphs if not text_of(each)}
    assert empty <= {"表后分隔", "印章"}


def test_the_imprint_stands_at_the_foot_between_lines_of_two_weights(notice):
    place = notice.word.tables[-1]._tbl.tblPr
    assert (value(place, "tblpPr", "vertAnchor"), value(place, "tblpPr", "tblpYSpec")) == ("margin", "bottom")
    sides = {side: value(place, f"tblBorders/{side}", "sz") for side in ("top", "insideH", "bottom")}
    assert sides == {"top": "8", "insideH": "6", "bottom": "8"}  # eighths of a point: 0.35 and 0.25 mm


def test_addressees_who_leave_no_room_for_text_move_to_the_imprint():
    made = read(replace(NOTICE, addressees="各省、自治区总工会，" * 60 + "各市："))
    assert not made.in_style("主送机关")
    assert [text_of(each)[:5] for each in made.in_style("版记")] == ["主送：各省", "抄送：各直", "质检总局办"]
