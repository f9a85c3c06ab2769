"""The words of a document in Word, their styles and what Enter begins after them."""

from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from lxml import etree

from campaigns.documents.document import Document, Layout, Listed, Piece, Table
from tests.documents.word.reading import IN_ORDER, NOTICE, WIDE, read, text_of, value


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
