"""Names, seals and date in Word, and the page on which they stand."""

from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from campaigns.documents.document import Layout, Listed, Organ
from campaigns.documents.word import as_docx
from tests.documents.word.reading import MM, NOTICE, picture, read, sealed, text_of, value


def test_the_date_begins_two_characters_after_the_longest_name(notice):
    longest, second, _ = notice.in_style("署名")
    (dated,) = notice.in_style("成文日期")
    assert value(longest, "pPr/ind", "right") == str(2 * 315)
    left = int(value(second, "pPr/ind", "left"))
    assert left == (28 - 2 - 12) * 315
    assert value(second, "pPr/jc") == "distribute"
    assert int(value(dated, "pPr/ind", "left")) == left + 2 * 315


def test_a_seal_is_centred_on_the_date():
    made = sealed(1, Layout.Y2012)
    (anchor,) = made.body.iter(qn("wp:anchor"))
    left = int(anchor.find(f"{qn('wp:positionH')}/{qn('wp:posOffset')}").text) / 36000
    (dated,) = made.in_style("成文日期")
    region = (int(value(dated, "pPr/ind", "left")) + 28 * 315) / 2 / MM
    assert left + 21 == pytest.approx(region, abs=0.1)
    assert region == pytest.approx((28 - 4 - 6.5 / 2) * 315 / MM, abs=0.1)
    assert [anchor.find(qn("wp:extent")).get(side) for side in ("cx", "cy")] == [str(42 * 36000)] * 2


BARE = {
    "has_host_mark": True,
    "attachments": (),
    "cc": "",
    "internal_distribution": "",
    "print_office": "",
    "printed": "",
}
BARE["keywords"] = ()


def rows_of(made):
    """Return the rows of all tables as the texts of their cells, a line break in a text as a stroke."""
    return [
        [
            "|".join(each.text.replace("\n", "/") for each in docx.table._Cell(cell, None).paragraphs[1:])
            for cell in row.tc_lst
        ]
        for table in made.word.tables
        for row in table._tbl.tr_lst
    ]


@pytest.mark.parametrize(
    ("layout", "count", "rows"), [(Layout.Y2012, 5, [3, 2]), (Layout.Y1999, 4, [3, 1]), (Layout.Y1999, 2, [])]
)
def test_joint_seals_stand_in_rows_of_three(layout, count, rows):
    made = sealed(count, layout, **BARE)
    assert list(map(len, rows_of(made))) == rows
    assert len(list(made.body.iter(qn("wp:anchor")))) == count
    assert len([name for name in made.parts if name.startswith("word/media/")]) == 1


def test_names_under_seals_are_broken_between_words():
    names = ("国家质量监督检验检疫总局", "中共中央宣传部", "国家发展和改革委员会", "教育部")
    made = read(replace(NOTICE, organs=tuple(Organ(name, picture()) for name in names), **BARE))
    assert rows_of(made) == [
        ["国家质量监督/检验检疫总局", "中共中央宣传部", "国家发展和/改革委员会"],
        ["教育部|2008年8月26日"],
    ]


def test_names_of_two_lines_end_on_the_row_of_the_others():
    made = read(
        replace(NOTICE, organs=tuple(Organ(name, picture()) for name in ("国家发展和改革委员会", "教育部")), **BARE)
    )
    row = int(value(made.word.styles["Normal"].element, "pPr/spacing", "line"))
    places, names = made.in_style("印章"), made.in_style("署名")
    lines = [
        int(value(name, "pPr/spacing", "line") or row) * (len(name.findall(f".//{qn('w:br')}")) + 1) for name in names
    ]
    assert (
        len({int(value(place, "pPr/spacing", "line")) + line for place, line in zip(places, lines, strict=True)}) == 1
    )


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_seal_may_be_a_picture_of_three_kinds(form):
    made = read(replace(NOTICE, organs=(Organ("某局", picture(form, (300, 200))),)))
    extent = next(made.body.iter(qn("wp:extent")))
    assert int(extent.get("cx")) == 42 * 36000
    assert int(extent.get("cy")) == pytest.approx(28 * 36000, rel=0.02)


@pytest.mark.parametrize("data", [b"no picture", picture("GIF")])
def test_a_seal_that_is_no_picture_is_refused_in_words(data):
    with pytest.raises(ValueError, match="印章图片"):
        as_docx(replace(NOTICE, organs=(Organ("某局", data),)))


def chained(made):
    """Return whether each paragraph or row from the last of the text on is kept with the next: as Word reads it."""
    styles = made.word.styles.element

    def keeps(paragraph):
        own, style = paragraph.pPr.find(qn("w:keepNext")), paragraph.style
        while own is None and style is not None:
            found = styles.get_by_id(style)
            own = None if found.pPr is None else found.pPr.find(qn("w:keepNext"))
            style = value(found, "basedOn")
        return own is not None and own.get(qn("w:val")) != "0"

    units = [unit for each in made.body for unit in (each.tr_lst if each.tag == qn("w:tbl") else [each])]
    start = next(number for number, unit in enumerate(units) if text_of(unit) == "质量安全是社会和谐的基础")
    ends = [unit for unit in units[start:] if unit.tag == qn("w:tr") or text_of(unit)]
    return [all(map(keeps, unit.iter(qn("w:p")))) for unit in ends if unit.tag != qn("w:sectPr")]


@pytest.mark.parametrize(
    ("count", "changes", "kept"),
    [
        (5, {}, [True, True, True, True, True, False]),  # text, two listed, two rows of seals, 附注
        (5, {"notes": ()}, [True, True, True, True, False]),
        (5, {"listed": (), "notes": ()}, [True, True, False]),
        (5, {"listed": (Listed("1.", "表"),) * 30}, [*[False] * 30, True, True, True, False]),
        (14, {"notes": (), "listed": ()}, [False, False, False, False, True, False]),
    ],
)
def test_a_signature_stays_with_the_text_as_far_as_a_page_holds_it(count, changes, kept):
    assert chained(sealed(count, Layout.Y2012, **{**BARE, **changes})) == kept


def test_names_and_date_stay_with_the_text_too():
    assert chained(read(replace(NOTICE, **BARE))) == [True] * 7 + [False]
    alone = replace(NOTICE, **BARE, is_signed=False, listed=(), notes=())
    assert chained(read(alone)) == [True, False]
