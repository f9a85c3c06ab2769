"""公开前核对 of attached files: a number is found wherever in the file it stands; what is not read is said to be unread."""

import io
from types import SimpleNamespace

import pypdfium2
import pytest

from campaigns.notices import file_words
from campaigns.notices.gate import findings
from campaigns.notices.issuing import attached
from tests.notices.pdf_files import pdf, stream
from tests.notices.word.files import archive, docx, p, part, relations

PHONE = "13912345678"
DELETED = '<w:p><w:del w:author="甲"><w:r><w:delText>{}</w:delText></w:r></w:del></w:p>'
FIELD = (
    "<w:p><w:r><w:instrText>HYPERLINK tel:139123</w:instrText></w:r><w:r><w:instrText>45678</w:instrText></w:r></w:p>"
)
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>"
CUT = "<w:r><w:t>139</w:t></w:r>{}<w:r><w:t>12345678</w:t></w:r>"
BOX = "<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>"
CORE = '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>{}</dc:creator></cp:coreProperties>'
BEFORE = "<w:p><w:r><w:t>139</w:t></w:r><w:del><w:r><w:delText>12345678</w:delText></w:r></w:del><w:ins><w:r><w:t>号</w:t></w:r></w:ins></w:p>"


def word(body="", **members):
    return docx(p("名单") + body, members={f"word/{name}.xml": content for name, content in members.items()})


WORD = {
    "the text": word(p(PHONE)),
    "runs that cut it": word("<w:p><w:r><w:t>1391234</w:t></w:r><w:r><w:t>5678</w:t></w:r></w:p>"),
    "a header": word(header1=part("hdr", p(PHONE))),
    "a footer": word(footer1=part("ftr", p(PHONE))),
    "a footnote": word(footnotes=part("footnotes", f"<w:footnote>{p(PHONE)}</w:footnote>")),
    "an endnote": word(endnotes=part("endnotes", f"<w:endnote>{p(PHONE)}</w:endnote>")),
    "a remark": word(comments=part("comments", f"<w:comment>{p(PHONE)}</w:comment>")),
    "who made a remark": word(comments=part("comments", f'<w:comment w:author="{PHONE}">{p("好")}</w:comment>')),
    "a text box": word(BOX.format(p(PHONE))),
    "hidden words": word(f"<w:p>{HIDDEN.format(PHONE)}</w:p>"),
    "a number cut by hidden words": word(f"<w:p>{CUT.format(HIDDEN.format('乙'))}</w:p>"),
    "a number cut by a field's code": word(f"<w:p>{CUT.format('<w:r><w:instrText>PAGE</w:instrText></w:r>')}</w:p>"),
    "deleted words": word(DELETED.format(PHONE)),
    "words before a revision": word(BEFORE),
    "a field's code": word(FIELD),
    "a link": docx(p("名单"), members={"word/_rels/document.xml.rels": relations([("hyperlink", f"tel:{PHONE}")])}),
    "the author": docx(p("名单"), members={"docProps/core.xml": CORE.format(PHONE)}),
    "an XML comment": docx(p("名单"), members={"customXml/item1.xml": f"<a><!-- {PHONE} --></a>"}),
    "mixed words": docx(p("名单"), members={"customXml/item1.xml": "<a>139<b>1234</b>5678</a>"}),
    "the name of a part": docx(p("名单"), members={f"customXml/{PHONE}.xml": "<a/>"}),
    "a part in UTF-16": docx(p("名单"), members={"customXml/item1.xml": f"<a>{PHONE}</a>".encode("utf-16")}),
}
SHEET = '<worksheet xmlns="x"><sheetData><row><c{}</c></row></sheetData>{}</worksheet>'


def excel(**members):
    usual = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}
    usual["xl/sharedStrings.xml"] = "<sst><si><t>名单</t></si></sst>"
    return archive(usual | {f"xl/{name}.xml": content for name, content in members.items()})


EXCEL = {
    "shared words": excel(sharedStrings="<sst><si><r><t>1391234</t></r><r><t>5678</t></r></si></sst>"),
    "words in a cell": excel(sheet1=SHEET.format(f' t="inlineStr"><is><t>{PHONE}</t></is>', "")),
    "a cell": excel(sheet1=SHEET.format(f"><v>{PHONE}</v>", "")),
    "a cell's power of ten": excel(sheet1=SHEET.format("><v>1.3912345678E10</v>", "")),
    "a formula": excel(sheet1=SHEET.format(f'><f>"{PHONE}"</f>', "")),
    "a remark": excel(comments1=f"<comments><comment><text><r><t>{PHONE}</t></r></text></comment></comments>"),
    "a header": excel(sheet1=SHEET.format(">", f"<headerFooter><oddHeader>&amp;L{PHONE}</oddHeader></headerFooter>")),
    "a link": excel(sheet1=SHEET.format(">", f'<hyperlinks><hyperlink location="tel:{PHONE}"/></hyperlinks>')),
}


def numbers(data, name="名单"):
    text = attached.text_in(data, name)
    return None if text is None else {finding.match.replace("\n", "") for finding in findings([("", text)])}


@pytest.mark.parametrize("data", [*WORD.values(), *EXCEL.values()], ids=[*WORD, *(f"Excel: {name}" for name in EXCEL)])
def test_a_number_is_found_wherever_in_an_office_file_it_stands(data):
    assert numbers(data) == {PHONE}


TABLE = "<w:tbl><w:tr>{}</w:tr></w:tbl>"
ROWS = "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in ("138", "12345678"))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (word(p("138") + p("12345678")), {"13812345678"}),
        (word(TABLE.format(ROWS)), set()),
        (excel(sharedStrings="<sst><si><t>138</t></si><si><t>12345678</t></si></sst>"), set()),
    ],
    ids=["two lines", "two cells", "two shared words"],
)
def test_a_number_goes_on_in_the_next_line_and_not_in_the_next_cell(data, expected):
    assert numbers(data) == expected


@pytest.mark.parametrize("data", [word(), excel(), word(f"<w:p>{CUT.format(CUT)}</w:p>")])
def test_a_file_without_a_number_passes(data):
    assert numbers(data) == set()


def test_what_an_old_program_is_told_again_is_read_once():
    body = f'<mc:AlternateContent xmlns:mc="m"><mc:Choice>{p(PHONE)}</mc:Choice><mc:Fallback>{p(PHONE)}</mc:Fallback></mc:AlternateContent>'
    assert attached.text_in(word(body), "a.docx").count(PHONE) == 1


def with_part(name, content):
    return docx(p("名单"), members={name: content})


def test_a_picture_holds_no_words():
    assert numbers(with_part("word/media/image1.png", b"\x89PNG\r\n\x1a\n...")) == set()


@pytest.mark.parametrize(
    "data",
    [
        with_part("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0" + PHONE.encode("utf-16-le")),
        with_part("word/embeddings/a.xlsx", excel()),
        with_part("word/media/image1.emf", b"\1\0\0\0"),
        with_part("word/media/image1.png", PHONE),
        with_part("word/a.html", f"<p>{PHONE}<br>"),
        with_part("customXml/item1.xml", f'<!DOCTYPE a [<!ENTITY b "{PHONE}">]><a>&b;</a>'),
        with_part("customXml/item1.xml", f'<!DOCTYPE a [<!ENTITY b "{PHONE}">]><a>&b;</a>'.encode("utf-16")),
        with_part("customXml/item1.xml", '<?xml version="1.0" encoding="gb18030"?><a>姓名</a>'.encode("gb18030")),
        with_part("customXml/item1.xml", b"<a>" + b" " * 10_000_000 + b"</a>"),
        docx(BOX.format("")),
        archive({"word/document.xml": ""}),
    ],
    ids=["OLE", "Excel", "EMF", "no picture", "HTML", "entity", "UTF-16", "GB 18030", "bomb", "no words", "nothing"],
)
def test_a_file_of_which_something_is_not_read_is_looked_at_by_a_person(data):
    assert attached.text_in(data, "a.docx") is None


def test_a_file_of_too_many_words_is_looked_at_by_a_person(monkeypatch):
    monkeypatch.setattr(file_words, "MOST_CHARACTERS", 1000)
    assert attached.text_in(word(p("字" * 1001)), "a.docx") is None


@pytest.mark.django_db
def test_a_file_that_could_not_be_opened_is_read_as_soon_as_it_can():
    content = Gone()
    file = SimpleNamespace(pk=1, sha256="gone", size=9, name="a.txt", content=content)
    assert attached.text_of(file) is None
    content.is_there = True
    assert attached.text_of(file) == PHONE
    content.is_there = False
    assert attached.text_of(file) == PHONE  # what was read is kept


class Gone:
    is_there = False

    def open(self):
        if not self.is_there:
            raise OSError("no such share")
        return io.BytesIO(PHONE.encode())


# --- PDF ----------------------------------------------------------------------------------------------------------


NOTE = "<</Type/Annot/Subtype/{}/Rect[0 0 9 9]{}>>"
PDFS = {
    "a remark": pdf(NOTE.format("Text", f"/Contents({PHONE})")),
    "who made a remark": pdf(NOTE.format("Text", f"/T({PHONE})")),
    "a link": pdf(NOTE.format("Link", f"/A<</S/URI/URI(tel:{PHONE})>>")),
    "the author": pdf(info=f"/Author({PHONE})"),
    "a bookmark": pdf(catalog="/Outlines 6 0 R", more=f"<</First<</Title({PHONE})>>>>"),
    "metadata": pdf(
        catalog="/Metadata 6 0 R",
        more=stream(f"<?xpacket begin?><a>{PHONE}</a><?xpacket end?>"),
    ),
}


@pytest.mark.parametrize("data", PDFS.values(), ids=PDFS)
def test_a_number_is_found_beside_the_pages_of_a_pdf(data):
    assert numbers(data) == {PHONE}


def test_a_pdf_without_a_number_passes():
    assert numbers(pdf()) == set()


def test_a_file_within_a_pdf_is_looked_at_by_a_person():
    document, stream = pypdfium2.PdfDocument(pdf()), io.BytesIO()
    document.new_attachment("a.txt").set_data(PHONE.encode())
    document.save(stream)
    assert attached.text_in(stream.getvalue(), "a.pdf") is None


@pytest.mark.parametrize(
    "data",
    [
        pdf(NOTE.format("FileAttachment", "/FS<</F(a.txt)>>")),
        pdf(catalog="/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.alert)>>]>>>>"),
        pdf(info=f"/Author({PHONE})").replace(b"startxref", b"start"),
    ],
    ids=["a file pinned to a page", "a script", "no table of its objects"],
)
def test_a_pdf_of_which_something_is_not_read_is_looked_at_by_a_person(data):
    assert attached.text_in(data, "a.pdf") is None
