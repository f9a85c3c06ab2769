"""The PDF itself: that it holds the text, keeps to the plan, says what it is, and is always the same."""

import io
import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
from django.utils import translation
from pdfminer.pdftypes import resolve1

from campaigns.documents.document import Attachment, Document, Layout, Organ, Piece, Table
from campaigns.documents.fonts import UnprintableError
from campaigns.documents.labels import addressed
from campaigns.documents.pdf import typesetting
from campaigns.documents.pdf.setting import set_document
from campaigns.documents.pdf.typesetting import as_html, as_pdf
from campaigns.documents.seals import sample_ring
from tests.documents.samples import JOINT, NATIONAL, RARE_ONE, SHORT, WITH_TABLES, ZHEJIANG, organs, paragraph, printed

Y2012, Y1999, LETTER = Layout
ROOT = Path(__file__).resolve().parents[3]
PAGE_NUMBER = re.compile(r"— \d+ —")
SEALED = replace(JOINT, organs=tuple(Organ(organ.name, sample_ring()) for organ in JOINT.organs))


def opened(pdf):
    return pdfplumber.open(io.BytesIO(pdf))


def text_of(pdf):
    """The text in the order in which the file holds it, without page numbers and spaces."""
    with opened(pdf) as sheets:
        text = "".join(PAGE_NUMBER.sub("", "".join(char["text"] for char in page.chars)) for page in sheets.pages)
    return "".join(text.split())


def words(*texts):
    return "".join("".join(text.split()) for text in texts)


def wording(document):
    """What a document says, in the order of the 2012 layout."""
    names = [organ.name for organ in document.organs]
    pieces = [piece.marker + piece.heading + piece.text for piece in document.pieces]
    attachments = [
        part.label.rstrip("：:")
        + part.title
        + "".join(piece.marker + piece.heading + piece.text for piece in part.pieces)
        for part in document.attachments
    ]
    dated = {"2008-06-26": "2008年6月26日", "2008-08": "2008年8月"}.get(document.dated, "")
    return words(
        *names, "文件" if names else "", document.number, document.title, addressed(document.addressees), *pieces,
        *[line.marker.replace("附件:", "附件：") + line.name for line in document.listed], *(names if document.is_signed else []), dated,
        *document.notes, *attachments, f"抄送：{document.cc.rstrip('。')}。" if document.cc else "",
        document.print_office, document.printed,
    )  # fmt: skip


@pytest.mark.parametrize("document", [NATIONAL, ZHEJIANG, SHORT, JOINT, SEALED, RARE_ONE], ids=lambda each: each.title)
def test_the_file_holds_exactly_the_text_in_reading_order(document):
    assert text_of(printed(document)) == wording(document)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize(
    "document", [NATIONAL, ZHEJIANG, SEALED, WITH_TABLES, RARE_ONE, replace(NATIONAL, pieces=(paragraph(9000),))]
)
def test_the_renderer_breaks_pages_where_they_were_planned(document, layout):
    made = set_document(document, layout)
    planned = len(made.pages)
    if made.place:
        planned += made.place.starts_page + made.place.follows_blank
    with opened(printed(document, layout)) as sheets:
        assert len(sheets.pages) == planned


def test_the_imprint_closes_an_even_page_and_a_blank_one_before_it_takes_its_number():
    lengths = (replace(SHORT, attachments=(), listed=(), pieces=(paragraph(25),) * count) for count in range(15, 40))
    long = next(each for each in lengths if [page.used for page in set_document(each, Y2012).pages] == [22, 22])
    with opened(as_pdf(long)) as sheets:
        texts = [page.extract_text() for page in sheets.pages]
    assert len(texts) == 4
    assert [bool(PAGE_NUMBER.search(text)) for text in texts] == [True, True, False, False]
    assert texts[2] == ""
    assert "印发" in texts[3]


def test_the_file_says_what_it_is():
    with opened(as_pdf(SHORT)) as sheets:
        catalog = sheets.doc.catalog
        assert sheets.metadata["Title"] == SHORT.title
        assert sheets.metadata["Author"] == "国家质量监督检验检疫总局"
        assert "Subject" not in sheets.metadata

        assert catalog["Lang"] == b"zh-CN"
        assert resolve1(catalog["MarkInfo"])["Marked"]
        assert b"pdfuaid:part" in resolve1(catalog["Metadata"]).get_data()
        outline = [title for _, title, *_ in sheets.doc.get_outlines()]
    assert outline == ["关于开展质量月活动的通知", "一、指导思想", "（一）支援灾区。", "宣传口号"]


def test_what_a_file_says_of_itself_is_not_printed():
    made = as_pdf(replace(SHORT, remark="红头非原件样式"))
    with opened(made) as sheets:
        assert sheets.metadata["Subject"] == "红头非原件样式"
    assert text_of(made) == text_of(as_pdf(SHORT))


BARE = replace(SHORT, listed=(), attachments=(), notes=(), dated="", is_signed=False)


def test_a_table_in_the_text_keeps_off_the_rows_around_it():
    table = Table(("序号", "活动"), (("1", "知识竞赛"),) * 3)
    document = replace(BARE, pieces=(paragraph(25), table, paragraph(25)))
    with opened(as_pdf(document)) as sheets:
        page = sheets.pages[0]
        _, top, _, bottom = page.find_tables()[0].bbox
        rows = [(char["top"], char["bottom"]) for char in page.chars if round(char["size"]) == 16]
    assert 4 < top - max(low for _, low in rows if low < top) < 20
    assert 4 < min(high for high, _ in rows if high > bottom) - bottom < 40


def test_a_draft_says_so_on_every_page_and_only_a_draft():
    for document, marks in ((replace(JOINT, is_draft=True), True), (JOINT, False)):
        with opened(as_pdf(document)) as sheets:
            numbered = [page for page in sheets.pages if page.chars]
            assert ["草" in {char["text"] for char in page.chars} for page in numbered] == [marks] * len(numbered)


def test_a_document_without_number_organs_or_date_shows_none():
    bare = Document(title="质量月", pieces=(Piece("paragraph", "正文。"),))
    assert text_of(as_pdf(bare)) == "质量月正文。"


def test_text_is_text_and_never_markup():
    nasty = "<b>粗</b>&amp;<style>p{display:none}</style>\"'"
    document = Document(
        title=nasty, organs=(Organ(nasty),), number="<b>1</b>号", pieces=(Piece("section", nasty, nasty, nasty),)
    )
    assert "<b>粗" not in as_html(document)
    text = text_of(as_pdf(document))
    assert text.count(nasty.replace(" ", "")) >= 3
    assert "<b>1</b>号" in text


def test_the_same_document_gives_the_same_bytes_in_another_process():
    code = (
        "import sys, django; django.setup();"
        "from tests.documents.pdf.test_typesetting import SEALED;"
        "from campaigns.documents.pdf.typesetting import as_pdf;"
        "sys.stdout.buffer.write(as_pdf(SEALED))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "qualitymonth.settings", "PYTHONHASHSEED": "7"}
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment, cwd=ROOT)
    assert again.stdout == as_pdf(SEALED)


def test_a_language_with_decimal_commas_changes_nothing():
    here = as_html(SHORT)
    with translation.override("de"):
        assert as_html(SHORT) == here


def test_no_font_is_copied_to_a_temporary_folder(tmp_path):
    code = (
        "import os, django; django.setup();"
        "from tests.documents.samples import RARE_ONE; from campaigns.documents.pdf.typesetting import as_pdf;"
        "as_pdf(RARE_ONE); os._exit(0)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "qualitymonth.settings", "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=ROOT)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 100_000


def test_one_layout_at_a_time(monkeypatch):
    inside, most = [], []

    class Slow:
        def __init__(self, **options):
            pass

        def write_pdf(self, **options):
            inside.append(self)
            time.sleep(0.02)
            most.append(len(inside))
            inside.pop()

    monkeypatch.setattr(typesetting, "HTML", Slow)
    threads = [threading.Thread(target=as_pdf, args=[SHORT]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 8


HOSTILE = {
    "a clause of 50,000 characters": replace(SHORT, pieces=(paragraph(50_000),)),
    "no clauses": replace(SHORT, pieces=()),
    "200 organs": replace(SHORT, organs=organs(10) * 20),
    "control characters": replace(
        SHORT, title="质\x00量\x1b月", pieces=(Piece("paragraph", "正\x07文\u202e。\u200b\ud800"),)
    ),
    "one long word": replace(SHORT, pieces=(Piece("paragraph", "x" * 5000),)),
    "a long title": replace(SHORT, title="关于开展质量月活动" * 33),
    "long addressees": replace(SHORT, addressees="各省质量技术监督局，" * 45),
    "a long copy line": replace(SHORT, cc="各直属局，" * 100),
    "only marks": replace(SHORT, pieces=(Piece("paragraph", "，。）》" * 500),)),
    "a long organ": replace(SHORT, organs=(Organ("国家质量监督检验检疫总局" * 8),)),
    "a wide table": replace(SHORT, attachments=(Attachment("附件", "表", (Table(("列",) * 18, (("数据",) * 18,)),)),)),
}


@pytest.mark.parametrize("document", HOSTILE.values(), ids=HOSTILE)
def test_whatever_comes_in_is_a_sound_page(document):
    with opened(as_pdf(document)) as sheets:
        assert all(char["x0"] >= 0 and char["x1"] <= 596 for page in sheets.pages[:3] for char in page.chars)


def test_an_emoji_is_refused_and_never_a_box():
    with pytest.raises(UnprintableError, match="😀"):
        as_pdf(replace(SHORT, pieces=(Piece("paragraph", "质量😀"),)))
