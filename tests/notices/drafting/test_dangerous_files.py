"""Files that do something when they are opened are not issued with a notice; usual ones of every program are."""

import io
import warnings
import zipfile
import zlib

import docx as python_docx
import pypdfium2
import pytest

from campaigns.notices.drafting import pdf_dangers
from campaigns.notices.drafting.attached_files import brought
from campaigns.notices.refusal import Refused
from tests.notices.pdf_files import pdf
from tests.notices.word.files import OFFICE, TYPES, archive, docx, p, part

RELATIONS = "word/_rels/document.xml.rels"
RELATION = '<Relationships xmlns="r"><Relationship Id="r" Type="{}/{}" Target="{}" {}/></Relationships>'
OUTSIDE = 'TargetMode="External"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}
DDE = '<w:p><w:r><w:instrText>DDEAU</w:instrText></w:r><w:r><w:instrText>TO c:\\a.exe</w:instrText></w:r></w:p>'  # fmt: skip


def related(kind, target="http://example.org/a", mode=OUTSIDE):
    return docx(p("名单"), members={RELATIONS: RELATION.format(OFFICE, kind, target, mode)})


def with_part(name, content):
    return docx(p("名单"), members={name: content})


def excel(**members):
    return archive(SHEET | {f"xl/{name.replace('__', '/')}.xml": content for name, content in members.items()})


def doubled():
    stream = io.BytesIO(docx(p("名单")))
    with zipfile.ZipFile(stream, "a") as target, warnings.catch_warnings(action="ignore"):
        target.writestr("word/document.xml", "<a/>")
    return stream.getvalue()


OFFICE_FILES = {
    "a template elsewhere": (related("attachedTemplate"), "外部链接"),
    "a picture elsewhere": (related("image"), "外部链接"),
    "an object elsewhere": (related("oleObject"), "嵌有"),
    "HTML within": (related("aFChunk", "a.htm", ""), "嵌有"),
    "macros by their type": (docx(p("名单"), kind="application/vnd.ms-word.document.macroEnabled.main+xml"), "宏"),
    "macros by their relation": (related("vbaProject", "a.xml", ""), "宏"),
    "macros by another name": (with_part("word/a.xml", OLE), "嵌有"),
    "a sheet of macros": (excel(macrosheets__sheet1="<a/>"), "宏"),
    "a link to another workbook": (
        archive(SHEET | {"[Content_Types].xml": TYPES.format("spreadsheetml.externalLink+xml")}),
        "外部链接",
    ),
    "an object": (with_part("word/embeddings/a.bin", "x"), "嵌有"),
    "a file within": (with_part("word/media/a.png", archive({"a.exe": "x"})), "嵌有"),
    "a program within": (with_part("customXml/a.xml", b"MZ\x90\0"), "嵌有"),
    "a field that starts a program": (docx(DDE), "外部链接"),
    "the same in a header": (with_part("word/header1.xml", part("hdr", DDE)), "外部链接"),
    "entities": (with_part("customXml/a.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "结构不合规范"),
    "entities in UTF-16": (with_part("customXml/a.xml", "<!DOCTYPE a><a/>".encode("utf-16")), "结构不合规范"),
    "one name for two parts": (doubled(), "结构不合规范"),
    "a bomb": (with_part("customXml/a.xml", b"<a>" + b" " * 10_000_000 + b"</a>"), "过于复杂"),
    "a part that is cut off": (docx(p("名单")).replace(b"word/numbering.xml", b"word/numbering.xmm", 1), "已损坏"),
}


def packed(words, how="/Filter/FlateDecode"):
    """Return a PDF with a stream of packed objects that hold `words`."""
    content = zlib.compress(f"9 0 10 9 <<{words}>>".encode())
    head = f"<</Type/ObjStm/N 2/First 8{how}/Length {len(content)}>>stream\n"
    return pdf(more="MORE").replace(b"MORE", head.encode() + content + b"\nendstream")


def with_file():
    document, stream = pypdfium2.PdfDocument(pdf()), io.BytesIO()
    document.new_attachment("a.txt").set_data(b"x")
    document.save(stream)
    return stream.getvalue()


PDF_FILES = {
    "a script": (pdf(catalog="/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "脚本"),
    "a script by another spelling": (pdf(catalog="/OpenAction<</S/J#61vaScript/JS(app.alert(1))>>"), "脚本"),
    "a program to start": (pdf("<</Type/Annot/Subtype/Link/A<</S/Launch/F(a.exe)>>>>"), "脚本"),
    "a file within": (with_file(), "附带的文件"),
    "a packed script": (packed("/S/JavaScript"), "脚本"),
    "objects packed in an unusual way": (packed("", "/Filter[/ASCIIHexDecode/FlateDecode]"), "过于复杂"),
    "a password": (pdf(more="<</Encrypt 2 0 R>>"), "密码"),
    "no pages": (b"%PDF-1.7\n1 0 obj\n%%EOF\n", "已损坏"),
    "a web page": (pdf().replace(b"\n", b"\n%<script>alert(1)</script>\n", 1), "别的内容"),
    "an archive behind it": (pdf() + archive({"a.exe": "x"}), "别的内容"),
    "an archive within": (pdf() + archive({"a.exe": "x"}) + b"\n%%EOF", "别的内容"),
}
DANGERS = OFFICE_FILES | {f"PDF: {name}": each for name, each in PDF_FILES.items()}


@pytest.mark.parametrize(("data", "said"), DANGERS.values(), ids=DANGERS)
def test_a_file_that_does_something_when_opened_is_refused_and_what_to_do_is_said(data, said):
    with pytest.raises(Refused, match=said) as refused:
        brought(data, "名单")
    assert "再上传" in str(refused.value)


def made_by_word():
    stream = io.BytesIO()
    document = python_docx.Document()
    document.add_table(2, 2)
    document.save(stream)
    return stream.getvalue()


def test_a_bomb_of_packed_objects_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(pdf_dangers, "MOST_INFLATED", 1_000_000)
    with pytest.raises(Refused, match="过于复杂"):
        brought(packed(" " * 2_000_000), "名单")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (made_by_word(), "名单.docx"),
        (related("hyperlink"), "名单.docx"),
        (docx(p("DDE")), "名单.docx"),  # a word and no field
        (excel(worksheets__sheet1="<worksheet/>"), "名单.xlsx"),
        (pdf(), "名单.pdf"),
        (pdf() + b"\r\n", "名单.pdf"),
        (packed("/Type/Page"), "名单.pdf"),
        (pdf("<</Type/Annot/Subtype/Link/A<</S/URI/URI(http://example.org)>>>>"), "名单.pdf"),
    ],
)
def test_a_usual_file_is_taken(data, name):
    assert brought(data, "名单").name == name
