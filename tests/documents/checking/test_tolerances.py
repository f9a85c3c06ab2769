"""How far is too far: just inside a tolerance passes, just outside fails."""

import re

import pytest

from tests.documents.checking import bases
from tests.documents.checking.breaks import (
    DATE,
    DOWN,
    PAGE_LEFT,
    PAGE_RIGHT,
    PRINTED,
    RIGHT,
    SHORT,
    attached,
    by_css,
    by_row,
    by_style,
    closing,
    down,
    first_of_page_2,
    inner,
    joint,
    last_of_page_1,
    letter,
    old_joint,
    old_single,
    on_numbers,
    order,
    plain,
    right,
    secret,
    signed,
    stamped,
    upward,
)

CELL = 5.569
TWO, FOUR = 2 * CELL, 4 * CELL
ONE_ROW, TWO_ROWS = (8.945, 15.446), (19.39, 25.89)  # free where one or two rows are blank
SIGNER = '签发人：<span class="kai">王小明</span>'
MORE, LESS = 1, -1  # what is measured grows, or shrinks, with what is moved


def around(middle, tolerance):
    return middle - tolerance, middle + tolerance


def down_by(selector):
    return lambda mm: down(selector, mm)


def right_by(selector):
    return lambda mm: right(selector, mm)


def css_by(rules, start=0):
    """Put a length into rules of CSS; start: what it is on the page as it stands."""
    return lambda mm: by_css(rules.replace("MM", f"{start + mm:.3f}mm").replace("HALF", f"{-mm / 2:.3f}mm"))


def style_by(text, style, nth=0):
    return lambda mm: by_style(text, style.format(f"{mm:.3f}"), nth)


def row_by(pick, style):
    return lambda mm: by_row(pick, style.format(f"{mm:.3f}"))


def lower_numbers(mm):
    def change(page):
        above = float(re.search(r"@bottom-right \{ padding: ([\d.]+)pt", page)[1]) * 25.4 / 72
        return on_numbers(f"padding-top:{above + mm:.3f}mm")(page)

    return change


FIRST_SEAL = ".seals p:nth-of-type(1),.seals img:nth-of-type(1){margin-left:MM}"
UPPER = ".double:not(.double--foot)"

# rule, layout, page that conforms, what moves, whether that adds to what is measured, the least and the most allowed
EDGES = [
    ("margin.top", "2012", plain, row_by(first_of_page_2, DOWN), MORE, around(37, 1)),
    ("margin.left", "2012", plain, row_by(closing, RIGHT), MORE, around(28, 1)),
    ("margin.bottom", "2012", plain, row_by(last_of_page_1, DOWN), MORE, around(262, 1)),
    ("grid.pitch", "2012", plain, row_by(inner, DOWN), MORE, (10.145, None)),
    ("copy_number.left", "2012", secret, style_by("000012", RIGHT), MORE, around(28, 1)),
    ("secrecy.row", "2012", secret, style_by("机密★1年", DOWN), MORE, around(47.445, 1)),
    ("mark.top", "2012", joint, down_by(".mark"), MORE, around(35, 1)),
    ("mark.centre", "2012", joint, right_by(".mark"), MORE, around(106, 1)),
    ("mark.joint_width", "2012", joint, right_by(".mark p:nth-child(2)"), MORE, (None, 1)),
    ("mark.suffix", "2012", joint, css_by(".mark .suffix{margin-top:MM}"), MORE, around(0, 1)),
    ("number.gap", "2012", joint, down_by(".number,.red-line"), MORE, TWO_ROWS),
    ("number.place", "2012", joint, right_by(".number"), MORE, around(106, 1)),
    ("signer.row", "2012", upward, style_by(SIGNER, DOWN), MORE, around(0, 0.5)),
    ("signer.right", "2012", upward, style_by(SIGNER, RIGHT), LESS, around(CELL, 0.7)),
    ("red_line.gap", "2012", joint, down_by(".red-line"), MORE, around(4, 0.5)),
    ("red_line.width", "2012", joint, css_by(".red-line{margin-left:MM}"), MORE, around(28, 0.5)),
    ("order.number_gap", "2012", order, style_by("第12号", DOWN), MORE, TWO_ROWS),
    ("title.gap", "2012", joint, down_by("h1.title,.to"), MORE, TWO_ROWS),
    ("title.centre", "2012", joint, right_by("h1.title"), MORE, around(106, 1)),
    ("addressees.gap", "2012", joint, down_by(".to"), MORE, ONE_ROW),
    ("addressees.left", "2012", joint, right_by(".to"), MORE, around(28, 0.6)),
    ("body.indent", "2012", joint, style_by(SHORT, RIGHT), MORE, around(TWO, 0.6)),
    ("listed.gap", "2012", attached, down_by(".listing"), MORE, ONE_ROW),
    ("listed.indent", "2012", attached, right_by(".listing"), MORE, around(TWO, 0.6)),
    ("sign.gap", "2012", signed, down_by(".signature,.note"), MORE, ONE_ROW),
    ("sign.right", "2012", signed, right_by(".signature"), LESS, around(TWO, 0.7)),
    ("sign.aligned", "2012", signed, style_by("国家质量监督检验检疫总局", RIGHT, -1), LESS, (None, 0.6)),
    ("sign.date_indent", "2012", signed, style_by(DATE, RIGHT), MORE, around(TWO, 0.6)),
    ("sign.date_row", "2012", signed, style_by(DATE, DOWN), MORE, around(10.445, 0.5)),
    ("note.indent", "2012", signed, right_by(".note"), MORE, around(TWO, 0.6)),
    ("seal.date_right", "2012", attached, right_by(".seals"), LESS, around(FOUR, 0.7)),
    ("seal.on_date", "2012", attached, css_by(".seals img{margin-left:MM}"), MORE, around(0, 1)),
    ("seal.name_centre", "2012", attached, css_by(".seals p:nth-of-type(1){margin-left:MM}"), MORE, around(0, 1)),
    ("seal.names", "2012", joint, css_by(".seals p:nth-of-type(1){margin-left:MM}"), MORE, around(0, 1)),
    ("seal.inside", "2012", joint, css_by(FIRST_SEAL), MORE, (27.5, None)),
    ("seal.near_text", "2012", joint, down_by(".seals"), MORE, (-1, 15.245)),
    (
        "seal.size",
        "2012",
        attached,
        css_by(".seals img{width:MM!important;height:MM!important;margin:HALF}", 42),
        MORE,
        (36, 52),
    ),
    ("stamp.date", "2012", stamped, style_by(DATE, RIGHT), LESS, around(FOUR, 0.7)),
    ("attachment.label_left", "2012", attached, right_by(".label"), MORE, around(28, 1)),
    ("attachment.label_top", "2012", attached, down_by(".label,h2.title"), MORE, around(37, 1)),
    ("attachment.title_row", "2012", attached, down_by("h2.title"), MORE, around(20.89, 1.5)),
    ("attachment.title_centre", "2012", attached, right_by("h2.title"), MORE, around(106, 1)),
    ("imprint.width", "2012", joint, css_by(".imprint .rule:first-child{margin-left:MM}"), MORE, around(28, 0.5)),
    ("imprint.bottom", "2012", joint, down_by(".imprint"), MORE, around(262, 0.5)),
    (
        "imprint.outer_lines",
        "2012",
        joint,
        css_by(".imprint .rule:first-child{height:MM!important}", 0.35),
        MORE,
        around(0.35, 0.05),
    ),
    (
        "imprint.inner_lines",
        "2012",
        joint,
        css_by(".imprint .rule:not(:first-child):not(:last-child){height:MM!important}", 0.25),
        MORE,
        around(0.25, 0.05),
    ),
    ("cc.left", "2012", joint, right_by(".imprint p:not(.ends)"), MORE, around(CELL, 0.7)),
    ("print.left", "2012", joint, style_by("国家质检总局办公厅", RIGHT), MORE, around(CELL, 0.7)),
    ("print.right", "2012", joint, style_by(PRINTED, RIGHT), LESS, around(CELL, 0.7)),
    ("page_number.height", "2012", plain, lower_numbers, MORE, around(7, 0.5)),
    ("page_number.odd", "2012", plain, css_by(PAGE_RIGHT.format("padding-right:MM"), CELL), MORE, around(CELL, 0.7)),
    ("page_number.even", "2012", plain, css_by(PAGE_LEFT.format("padding-left:MM"), CELL), MORE, around(CELL, 0.7)),
    ("mark.top", "1999", old_joint, down_by(".mark"), MORE, around(25, 1)),
    ("seal.date_right", "1999", old_single, right_by(".seals"), LESS, around(FOUR, 0.7)),
    ("seal.on_date", "1999", old_single, css_by(".seals img{margin-left:MM}"), MORE, around(0, 1)),
    ("keywords.left", "1999", old_joint, right_by(".imprint p:first-child"), MORE, around(28, 1)),
    ("letter.mark_top", "letter", letter, down_by(f".mark,{UPPER},.number"), MORE, around(30, 1)),
    ("letter.upper_gap", "letter", letter, down_by(UPPER), MORE, around(4, 0.5)),
    ("letter.lower_gap", "letter", letter, css_by(".double--foot{margin-top:MM}"), LESS, around(20, 0.5)),
    (
        "letter.width",
        "letter",
        letter,
        css_by(".double--foot{width:MM!important;margin-left:HALF}", 170),
        MORE,
        around(170, 0.5),
    ),
    ("letter.centre", "letter", letter, css_by(".double--foot{margin-left:MM}"), MORE, (104.5, 106.5)),
    ("letter.number_right", "letter", letter, right_by(".number"), MORE, around(184, 1)),
    ("letter.number_gap", "letter", letter, down_by(".number"), MORE, around(4.938, 1)),
    ("letter.title_gap", "letter", letter, css_by("h1.title,.to{transform:translateY(MM)}"), MORE, TWO_ROWS),
    ("letter.imprint_bottom", "letter", letter, down_by(".imprint"), MORE, (259, 262.5)),
]
SIDES = [
    (*row[:5], edge, outwards)
    for row in EDGES
    for edge, outwards in zip(row[5], (-1, 1), strict=True)
    if edge is not None
]


def measured(page, rule, layout):
    [found] = [check for check in bases.checked(page, layout).checks if check.rule == rule]
    return float(re.search(r"-?\d+\.\d+", found.measured)[0]), found.ok


@pytest.mark.parametrize(
    ("rule", "layout", "page", "shift", "sign", "edge", "outwards"),
    SIDES,
    ids=[f"{one[1]}-{one[0]}-{'least' if one[6] < 0 else 'most'}" for one in SIDES],
)
def test_a_little_less_than_the_tolerance_passes_and_a_little_more_fails(
    rule, layout, page, shift, sign, edge, outwards
):
    now, _ = measured(page(), rule, layout)
    little = 0.02 if "lines" in rule else 0.1
    for off, passes in ((-little, True), (little, False)):
        moved = shift(sign * (edge + outwards * off - now))
        value, ok = measured(moved(page()), rule, layout)
        assert (value, ok) == (pytest.approx(edge + outwards * off, abs=little / 2), passes)
