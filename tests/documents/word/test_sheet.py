"""The sheets of a Word file, their grid and their numbers."""

import pytest
from docx.oxml.ns import qn

from campaigns.documents.document import Layout
from tests.documents.word.reading import MM, read, shown, value


def test_the_sheets_are_a4_with_the_type_area_of_the_standard(notice):
    first, landscape, last = notice.word.sections
    assert [round(side.mm) for side in (first.page_width, first.page_height)] == [210, 297]
    assert [round(side.mm) for side in (landscape.page_width, landscape.page_height)] == [297, 210]
    for upright in (first, last):
        sides = (upright.top_margin, upright.right_margin, upright.bottom_margin, upright.left_margin)
        assert [round(side.mm) for side in sides] == [37, 26, 35, 28]
    turned = (landscape.top_margin, landscape.right_margin, landscape.bottom_margin, landscape.left_margin)
    assert [round(side.mm) for side in turned] == [28, 37, 26, 35]


def test_22_rows_of_28_characters_fit(notice):
    normal = notice.word.styles["Normal"].element
    row, space = int(value(normal, "pPr/spacing", "line")), int(value(normal, "rPr/spacing"))
    assert value(normal, "pPr/spacing", "lineRule") == "exact"
    assert 0 <= 225 * MM - 22 * row < 22
    assert 0 <= 156 * MM - 28 * (16 * 20 + space) < 28
    assert value(notice.word.sections[0]._sectPr, "docGrid", "linePitch") == str(row)


def test_no_font_however_tall_makes_a_row_take_two(notice):
    styles = notice.word.styles.element
    assert value(styles.get_by_id("Normal"), "pPr/snapToGrid") == "0"
    assert not any(value(each, "pPr/snapToGrid") == "1" for each in styles)
    bases = {value(each, "basedOn") for each in styles if each.get(qn("w:type")) == "paragraph"}
    assert bases - {None} <= {each.get(qn("w:styleId")) for each in styles}


def test_latin_words_are_english_and_not_broken(notice):
    language = notice.word.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert [language.get(qn(f"w:{kind}")) for kind in ("val", "eastAsia")] == ["en-US", "zh-CN"]
    assert not any(list(tree.iter(qn("w:wordWrap"))) for tree in notice.trees.values())  # Word's own default: whole


def test_odd_numbers_stand_at_the_right_and_even_ones_at_the_left(notice):
    assert notice.word.settings.odd_and_even_pages_header_footer
    feet = notice.footers(notice.word.sections[0])
    for kind, name, side in (("default", "页码（单页）", "right"), ("even", "页码（双页）", "left")):
        assert shown(feet[kind]).split() == ["—", "PAGE", "1", "—"]
        style = notice.word.styles[name].element
        assert feet[kind].find(qn("w:p")).style == style.styleId
        assert value(style, "pPr/jc") == side
        assert int(value(style, "pPr/ind", side)) / MM == pytest.approx(5.57, abs=0.1)


def test_the_number_of_a_landscape_sheet_stands_at_its_left_edge_on_its_side(notice):
    for foot in notice.footers(notice.word.sections[1]).values():
        assert "PAGE" in shown(foot)
        assert value(foot, "tbl/tr/tc/tcPr/textDirection") == "tbRl"
        assert int(value(foot, "tbl/tblPr/tblpPr", "tblpX")) / MM == pytest.approx(23, abs=0.5)


def test_only_the_first_page_of_a_letter_has_no_number():
    made = read(layout=Layout.LETTER)
    assert [section.different_first_page_header_footer for section in made.word.sections] == [True, False, False]
    feet = made.footers(made.word.sections[0])
    assert "PAGE" not in shown(feet["first"])
    assert "PAGE" in shown(feet["default"])
