"""The Word form of a document, read back from its XML."""

import io
import os
import subprocess
import sys
import time
import zipfile
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from campaigns.documents.document import Attachment, Document, Layout, Listed, Organ, Piece, Table
from campaigns.documents.word import as_docx

MM = 1440 / 25.4  # twips
ROOT = Path(__file__).resolve().parents[2]
WIDE = Table(("序号", "活动"), tuple((str(number), "质量知识竞赛") for number in range(1, 5)), is_landscape=True)
NOTICE = Document(
    title="关于开展“2008年全国质量月”活动的通知",
    organs=(Organ("国家质量监督检验检疫总局"), Organ("中共中央宣传部"), Organ("共青团中央")),
    urgency="特急",
    number="国质检质联〔2008〕8号",
    addressees="各省、自治区、直辖市总工会：",
    pieces=(
        Piece("preamble", "现将“质量月”有关事项通知如下："),
        Piece("section", "", "指导思想", "一、"),
        Piece("paragraph", "以科学发展观为统领。" * 12),
        Piece("clause", "对四川等受灾地区开展帮扶。", "支援灾区。", "（一）"),
        Piece("clause", "", "时间安排", "（二）"),
        Piece("item", "", "宣传", "1."),
        Piece("item", "", "报纸", "（1）"),
        Piece("theme", "质量安全是社会和谐的基础"),
    ),
    listed=(Listed("附件：1.", "宣传口号"), Listed("2.", "安排表")),
    dated="2008-08-26",
    notes=("此件公开发布",),
    attachments=(
        Attachment("附件1", "宣传口号", (Piece("slogan", "坚持以质取胜 推动科学发展"),)),
        Attachment("附件2", "安排表", (WIDE, Piece("paragraph", "另行通知。"))),
    ),
    keywords=("质量管理", "通知"),
    cc="各直属局。",
    internal_distribution="本局：局领导。",
    print_office="质检总局办公厅",
    printed="2008年8月26日印发",
)
HEAD = """特急 国家质量监督检验检疫总局 中共中央宣传部 共青团中央 文件 国质检质联〔2008〕8号
关于开展“2008年全国质量月”活动的通知 各省、自治区、直辖市总工会："""
TEXT = f"""现将“质量月”有关事项通知如下： 一、指导思想 {"以科学发展观为统领。" * 12}
（一）支援灾区。对四川等受灾地区开展帮扶。 （二）时间安排 1.宣传 （1）报纸 质量安全是社会和谐的基础
附件：1.宣传口号 2.安排表 国家质量监督检验检疫总局 中共中央宣传部 共青团中央"""
ATTACHED = """（此件公开发布） 附件1 宣传口号 坚持以质取胜推动科学发展 附件2 安排表 序号 活动
1 质量知识竞赛 2 质量知识竞赛 3 质量知识竞赛 4 质量知识竞赛 另行通知。"""
IN_ORDER = {
    Layout.Y2012: f"{HEAD} {TEXT} 2008年8月26日 {ATTACHED} 抄送：各直属局。 质检总局办公厅2008年8月26日印发",
    Layout.Y1999: f"{HEAD} {TEXT} 二○○八年八月二十六日 {ATTACHED} 主题词：质量管理通知 抄送：各直属局。"
    " 本局：局领导。 质检总局办公厅2008年8月26日印发",
    Layout.LETTER: f"{HEAD} {TEXT} 2008年8月26日 {ATTACHED} 抄送：各直属局。".replace(
        "特急 国家质量监督检验检疫总局 中共中央宣传部 共青团中央 文件 国质", "国家质量监督检验检疫总局 特急国质"
    ),
}


class Read:
    """A DOCX read back."""

    def __init__(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.word = docx.Document(io.BytesIO(data))
        self.body = self.word.element.body

    @property
    def paragraphs(self):
        return list(self.body.iter(qn("w:p")))

    @property
    def lines(self):
        return [line for line in map(text_of, self.paragraphs) if line]

    @property
    def trees(self):
        return {name: etree.fromstring(data) for name, data in self.parts.items() if name.endswith(".xml")}

    def in_style(self, name):
        key = self.word.styles[name].style_id
        return [paragraph for paragraph in self.paragraphs if paragraph.style == key]

    def footers(self, section):
        """Return {kind: XML} of what stands at the foot of a section's pages."""
        references = section._sectPr.findall(qn("w:footerReference"))
        rels = self.word.part.rels
        return {each.get(qn("w:type")): rels[each.get(qn("r:id"))].target_part.element for each in references}


def shown(element):
    """Return the text of a margin with the names of its fields."""
    return "".join(each.text for each in element.iter(qn("w:t"), qn("w:instrText")))


def text_of(element):
    return "".join(each.text or "" for each in element.iter(qn("w:t"))).replace("\u3000", "")


def value(element, path, name="val"):
    """Return an attribute of what lies at `path` (pPr/ind), or None."""
    found = element.find("/".join(qn(f"w:{step}") for step in path.split("/")))
    return None if found is None else found.get(qn(f"w:{name}"))


def read(document=NOTICE, layout=Layout.Y2012):
    return Read(as_docx(document, layout))


def picture(form="PNG", size=(300, 300)):
    saved = io.BytesIO()
    Image.new("RGB", size, (217, 0, 27)).save(saved, form)
    return saved.getvalue()


def sealed(count, layout, **facts):
    organs = tuple(Organ(f"第{number}机关", picture(), 42) for number in range(count))
    return read(replace(NOTICE, organs=organs, **facts), layout)


@pytest.fixture(scope="module")
def notice():
    return read()


# --- the text -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", Layout)
def test_the_text_is_the_documents_in_its_order(layout):
    assert read(layout=layout).lines == IN_ORDER[layout].split()


def test_what_the_document_lacks_is_not_there():
    made = read(Document(title="", pieces=(Piece("paragraph", "全文"), Table((), ((), ())))))
    assert made.lines == ["全文"]
    assert not made.word.tables
    assert not any(part.startswith("word/header") for part in made.parts)


def test_a_break_that_a_person_put_into_a_title_is_a_break_in_the_line():
    made = read(replace(NOTICE, title="关于质量月\n活动的通知"))
    (title,) = made.in_style("公文标题")
    assert text_of(title) == "关于质量月活动的通知"
    assert len(title.findall(f".//{qn('w:br')}")) == 1


def test_a_long_title_is_broken_as_in_the_pdf():
    (title,) = read(replace(NOTICE, title="关于深入开展二〇〇八年全国质量月活动进一步加强质量工作的通知")).in_style(
        "公文标题"
    )
    assert len(title.findall(f".//{qn('w:br')}")) == 1


def test_headings_that_stand_alone_are_headings_and_those_that_run_in_are_not(notice):
    for level, text in enumerate(["一、指导思想", "（二）时间安排", "1.宣传", "（1）报纸"], start=1):
        name = f"{'一二三四'[level - 1]}级标题"
        assert [text_of(each) for each in notice.in_style(name)] == [text]
        base = notice.word.styles[name].base_style
        assert base.name == f"Heading {level}"
        assert value(base.element, "pPr/outlineLvl") == str(level - 1)
    run_in = next(each for each in notice.in_style("公文正文") if text_of(each).startswith("（一）"))
    styles = [value(run, "rPr/rStyle") for run in run_in.r_lst]
    assert [key and notice.word.styles.element.get_by_id(key).name_val for key in styles] == ["段内二级标题", None]


@pytest.mark.parametrize(
    ("name", "following"),
    [
        *((f"{level}级标题", "公文正文") for level in "一二三四"),
        ("公文正文", "公文正文"),
        ("活动主题", "公文正文"),
        ("主送机关", "公文正文"),
        ("附件标题", "公文正文"),
        ("紧急程度", "发文机关标志"),
        ("联合发文机关标志", "联合发文机关标志"),
        ("发文字号", "公文标题"),
        ("公文标题", "主送机关"),
        ("附件说明", "附件说明续"),
        ("附件说明续", "附件说明续"),
        ("成文日期", "附注"),
    ],
)
def test_enter_begins_what_follows(notice, name, following):
    assert notice.word.styles[name].next_paragraph_style.name == following


@pytest.mark.parametrize(
    ("level", "face"), list(enumerate(["黑体", "楷体_GB2312", "仿宋_GB2312", "仿宋_GB2312"], start=1))
)
def test_a_heading_has_one_face_for_chinese_figures_and_latin(notice, level, face):
    fonts = notice.word.styles[f"Heading {level}"].element.find(f".//{qn('w:rFonts')}")
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {face}
    for heading in notice.in_style(f"{'一二三四'[level - 1]}级标题"):
        assert [child.tag for child in heading.pPr] == [qn("w:pStyle")]
        assert [etree.QName(child).localname for run in heading.r_lst for child in run.rPr] == ["rFonts"]


def test_names_of_attachments_stand_under_each_other():
    listed = (Listed("附件：1.", "口号"), Listed("2.", "安排表"), Listed("10.", "名单"))
    made = read(replace(NOTICE, listed=listed))
    (first,), more = made.in_style("附件说明"), made.in_style("附件说明续")
    assert [value(each, "pPr/ind", "left") for each in (first, *more)] == [None, None, str(round(6.5 * 315))]
    for name, hanging in (("附件说明", 4), ("附件说明续", 1)):
        style = made.word.styles[name].element
        assert [value(style, "pPr/ind", side) for side in ("left", "hanging")] == [str(6 * 315), str(hanging * 315)]
    (alone,) = read(replace(NOTICE, listed=(Listed("附件：", "口号"),))).in_style("附件说明")
    assert [value(alone, "pPr/ind", side) for side in ("left", "hanging")] == [str(5 * 315), str(3 * 315)]


def test_a_quotation_mark_is_chinese_wherever_it_stands(notice):
    runs = [run for run in notice.body.iter(qn("w:r")) if "“" in text_of(run)]
    assert runs
    assert {value(run, "rPr/rFonts", "hint") for run in runs} == {"eastAsia"}


# --- the sheet ----------------------------------------------------------------------------------------------------


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


# --- head, signature, imprint -------------------------------------------------------------------------------------


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


def test_the_imprint_stands_at_the_foot_between_lines_of_two_weights(notice):
    place = notice.word.tables[-1]._tbl.tblPr
    assert (value(place, "tblpPr", "vertAnchor"), value(place, "tblpPr", "tblpYSpec")) == ("margin", "bottom")
    sides = {side: value(place, f"tblBorders/{side}", "sz") for side in ("top", "insideH", "bottom")}
    assert sides == {"top": "8", "insideH": "6", "bottom": "8"}  # eighths of a point: 0.35 and 0.25 mm


def test_addressees_who_leave_no_room_for_text_move_to_the_imprint():
    made = read(replace(NOTICE, addressees="各省、自治区总工会，" * 60 + "各市："))
    assert not made.in_style("主送机关")
    assert [text_of(each)[:5] for each in made.in_style("版记")] == ["主送：各省", "抄送：各直", "质检总局办"]


def test_the_head_of_a_table_is_repeated_and_two_tables_are_not_one():
    made = read(replace(NOTICE, pieces=(replace(WIDE, is_landscape=False),) * 2, attachments=()))
    mine = [table for table in made.word.tables if table.rows[0].cells[0].text == "序号"]
    assert len(mine) == 2
    for table in mine:
        marked = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert marked == [True, False, False, False, False]


def test_a_table_of_more_columns_than_word_has_keeps_its_texts():
    texts = tuple(map(str, range(100)))
    made = read(Document(title="表", pieces=(Table(texts, (texts,)),)))
    (table,) = made.word.tables
    assert len(table.columns) == 63
    assert table.rows[1].cells[-1].text.split() == list(texts[62:])


# --- the file -----------------------------------------------------------------------------------------------------

SCHEMA = {  # ISO/IEC 29500-1: Word opens no file with another order
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
    " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing"
    " tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType"
    " pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked"
    " rsid pPr rPr tblPr",
}


@pytest.mark.parametrize("layout", Layout)
def test_every_property_stands_where_the_schema_wants_it(layout):
    trees = sealed(5, layout, is_draft=True).trees
    seen = set()
    for tree in trees.values():
        for tag, names in SCHEMA.items():
            for element in tree.iter(qn(f"w:{tag}")):
                order = [names.split().index(etree.QName(child).localname) for child in element]
                assert order == sorted(order), etree.tostring(element)
                seen.add(tag)
    assert seen == set(SCHEMA)


def test_fonts_are_the_standards_and_no_theme_overrides_them(notice):
    named = {
        name for tree in notice.trees.values() for fonts in tree.iter(qn("w:rFonts")) for name in fonts.attrib.values()
    }
    assert named == {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体", "eastAsia"}
    assert not any(b"heme=" in data for name, data in notice.parts.items() if name != "word/theme/theme1.xml")


def test_the_file_says_what_it_is_and_nothing_of_its_maker(notice):
    about = notice.word.core_properties
    assert (about.title, about.language) == (NOTICE.title, "zh-CN")
    assert about.author == "国家质量监督检验检疫总局、中共中央宣传部、共青团中央"
    assert not any(b"python-docx" in data for data in notice.parts.values())
    assert about.created is about.modified is None


def test_a_draft_is_marked_on_every_page():
    made = read(replace(NOTICE, is_draft=True))
    marked = [name for name, data in made.parts.items() if name.startswith("word/header") and "草稿" in data.decode()]
    assert len(marked) == 3
    for section in made.word.sections:
        kinds = [each.get(qn("w:type")) for each in section._sectPr.findall(qn("w:headerReference"))]
        assert kinds == ["default", "even", "first"]


def test_the_same_document_gives_the_same_bytes_in_another_process():
    code = (
        "import sys; from tests.documents.test_word import NOTICE;"
        "from campaigns.documents.word import as_docx; sys.stdout.buffer.write(as_docx(NOTICE))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "qualitymonth.settings", "PYTHONHASHSEED": "7"}
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment, cwd=ROOT)
    assert again.stdout == as_docx(NOTICE)


HOSTILE = st.text(st.characters(codec=None), max_size=12) | st.sampled_from(
    ["\x00\x0b", "\ud800", "\ufffe", "<b>]]>&", "\n\n"]
)


@settings(max_examples=25, deadline=None)
@given(HOSTILE, st.sampled_from(list(Layout)))
def test_whatever_is_typed_the_file_opens(text, layout):
    document = Document(
        title=text,
        organs=(Organ(text), Organ(text)),
        urgency=text,
        number=text,
        addressees=text,
        pieces=(Piece(text, text, text, text), Table((text,), ((text, text), ()))),
        listed=(Listed(text, text),),
        dated=text,
        notes=(text,),
        attachments=(Attachment(text, text, (Table((text,), ((),), is_landscape=True),)),),
        keywords=(text,),
        cc=text,
        internal_distribution=text,
        print_office=text,
        printed=text,
        is_draft=True,
    )
    read(document, layout)


UNSEEN = "\u200b\u200e\u202e\ufeff\u2060\u00ad\x07\u3164\u2800\ufe0f\u2028😀👍🏽🇨🇳👨\u200d👩\u200d👧✅⚠\ufe0f\u20e3"


def spoilt(thing):
    """Return `thing` with what cannot be seen, and with emoji, in the middle and at both ends of every text."""
    if isinstance(thing, str):
        return f"{UNSEEN}{thing[:1]}{UNSEEN}{thing[1:]}{UNSEEN}"
    if isinstance(thing, tuple):
        return tuple(map(spoilt, thing))
    if is_dataclass(thing):
        named = {field.name: getattr(thing, field.name) for field in fields(thing) if field.name != "kind"}
        return replace(thing, **{name: spoilt(each) for name, each in named.items()})
    return thing


@pytest.mark.parametrize("layout", Layout)
def test_what_cannot_be_seen_and_emoji_change_nothing(layout):
    assert as_docx(spoilt(NOTICE), layout) == as_docx(NOTICE, layout)


@pytest.mark.parametrize("seal", [None, picture()])
@pytest.mark.parametrize("name", [UNSEEN, "", " \u3000\n"])
@pytest.mark.parametrize("layout", Layout)
def test_an_organ_without_a_name_is_none(layout, name, seal):
    nameless = Organ(name, seal)
    for organs in ((), NOTICE.organs[:1], NOTICE.organs):
        without = as_docx(replace(NOTICE, organs=organs), layout)
        assert as_docx(replace(NOTICE, organs=(nameless, *organs, nameless)), layout) == without


def test_what_says_nothing_leaves_no_trace():
    silent = Document(
        "题", notes=("\u200b",), keywords=(" ",), listed=(Listed("1.", "😀"),), pieces=(Piece("paragraph", "\n"),)
    )
    assert as_docx(silent, Layout.Y1999) == as_docx(Document("题"), Layout.Y1999)


def test_signs_that_are_type_stay():
    signs = "★☑□●℃№①㎡→“”—…·×≥𠮷\ue000"
    assert read(Document("题", pieces=(Piece("paragraph", signs),))).lines[-1] == signs


def test_text_is_text_and_never_markup():
    made = read(Document(title="题", pieces=(Piece("paragraph", "<w:b/>&amp;]]>\x00粗"),)))
    assert made.lines[-1] == "<w:b/>&amp;]]>粗"


def test_a_long_document_of_many_organs_takes_no_time():
    organs = tuple(Organ(f"第{number}号机关", picture()) for number in range(200))
    pieces = (Piece("clause", "质" * 50_000, "帮扶。", "（一）"),) * 3
    began = time.monotonic()
    made = read(replace(NOTICE, organs=organs, pieces=pieces))
    assert time.monotonic() - began < 5
    assert max(map(len, made.lines)) > 50_000
