"""The Word file as such: its schema, its fonts, what it says of itself."""

import os
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from lxml import etree

from campaigns.documents.document import Layout, Organ, Piece
from campaigns.documents.word import as_docx
from tests.documents.word.reading import NOTICE, ROOT, picture, read, sealed

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
        "import sys; from tests.documents.word.reading import NOTICE;"
        "from campaigns.documents.word import as_docx; sys.stdout.buffer.write(as_docx(NOTICE))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "qualitymonth.settings", "PYTHONHASHSEED": "7"}
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment, cwd=ROOT)
    assert again.stdout == as_docx(NOTICE)


def test_a_long_document_of_many_organs_takes_no_time():
    organs = tuple(Organ(f"第{number}号机关", picture()) for number in range(200))
    pieces = (Piece("clause", "质" * 50_000, "帮扶。", "（一）"),) * 3
    began = time.monotonic()
    made = read(replace(NOTICE, organs=organs, pieces=pieces))
    assert time.monotonic() - began < 5
    assert max(map(len, made.lines)) > 50_000
