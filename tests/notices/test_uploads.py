"""A file that is brought becomes text, or one sentence says why not; nothing it holds costs more than it may."""

import io
import tracemalloc
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.notices.intake import admitted
from campaigns.notices.refusal import MOST_CHARACTERS, Refused
from campaigns.notices.uploads import MOST_BYTES, uploaded
from campaigns.notices.word import package
from tests.notices.word.files import archive, docx, p, part

LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "haha"><!ENTITY b "' + "&a;" * 50 + '"><!ENTITY c "' + "&b;" * 50 + '">]>'
    + part("document", "<w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body>")
)  # fmt: skip
FETCHES = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + part("document", f"<w:body>{p('&x;')}</w:body>")


def main(content):
    return docx(members={"word/document.xml": content})


def lying():
    """A file whose text is larger than it says."""
    data = bytearray(docx(p("质" * 5_000)))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        said = file.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    return bytes(data.replace(said, (100).to_bytes(4, "little")))


def locked():
    data = bytearray(docx(p("质量月")))
    for signature, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


REFUSED = {
    "nothing": (b"PK\5\6" + b"\0" * 18, "空的"),
    "no Word file": (b"PK\3\4 and nothing more", "已损坏"),
    "torn": (docx(p("质量月"))[:-30], "已损坏"),
    "another zip": (archive({"a.txt": "质量月"}), "已损坏"),
    "a table": (archive({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}), "Excel"),
    "slides": (archive({"ppt/presentation.xml": "<a/>"}), "PowerPoint"),
    "11 MB": (b"PK\3\4" + b"\0" * 10 * 1024 * 1024, "10 MB"),
    "a bomb by ratio": (main(b" " * 3_000_000), "过于复杂"),
    "a bomb by sum": (docx(members={f"{n}": b"\0" * 15_000_000 for n in range(14)}), "过于复杂"),
    "many members": (docx(members={f"{n}": b"" for n in range(2_000)}), "过于复杂"),
    "many tags": (main(part("document", f"<w:body>{'<w:p/>' * 1_000_001}</w:body>")), "过于复杂"),
    "deep": (main(part("document", "<w:p>" * 300 + "</w:p>" * 300)), "已损坏"),
    "a lie about its size": (lying(), "已损坏"),
    "an entity bomb": (main(LAUGHS), "已损坏"),
    "an entity bomb in UTF-16": (main(LAUGHS.encode("utf-16")), "已损坏"),
    "an outer entity": (main(FETCHES), "已损坏"),
    "no XML": (main("质量月"), "已损坏"),
    "locked": (locked(), "加密"),
    "locked by Word": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "加密"),
    "an old Word file": (b"\xd0\xcf\x11\xe0 WordDocument", "旧版 Word"),
    "macros": (docx(kind="application/vnd.ms-word.document.macroEnabled.main+xml"), "宏"),
    "macros under another name": (docx(members={"word/vbaProject.bin": "x"}), "宏"),
    "200,000 characters": (docx("".join(p(f"第{n}段" + "质量月" * 6) for n in range(10_000))), "20 万字"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "文本文件"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_sentence(name):
    data, word = REFUSED[name]
    with pytest.raises(Refused, match=word) as refusal:
        uploaded(data)
    assert str(refusal.value).endswith("。") and "\n" not in str(refusal.value)


def test_a_file_of_a_hundred_megabytes_is_not_even_opened(monkeypatch):
    monkeypatch.setattr(package.zipfile, "ZipFile", None)
    with pytest.raises(Refused, match="10 MB"):
        uploaded(b"PK\3\4" + b"\0" * 100 * 1024 * 1024)
    assert MOST_BYTES == package.MOST_BYTES


def test_a_bomb_costs_neither_memory_nor_time():
    """60 MB that say they are 1 KB."""
    size = 60_000_000
    bomb = docx(members={"word/document.xml": b" " * size})
    bomb = bomb.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    tracemalloc.start()
    with pytest.raises(Refused, match="已损坏"):
        uploaded(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_a_vertical_tab_is_a_line_break_of_word():
    assert uploaded("一行\x0b又一行\u2028第三行\r\n".encode()).text == "一行\n又一行\n第三行\n"


def test_a_text_that_is_too_long_is_refused_whatever_brought_it():
    with pytest.raises(Refused, match="20 万字"):
        admitted(uploaded("质".encode() * (MOST_CHARACTERS + 1)).text)


def test_an_empty_word_file_is_no_notice():
    with pytest.raises(Refused, match="没有文字"):
        admitted(uploaded(docx()).text)


# --- whatever the bytes -------------------------------------------------------------------------------------------

WHOLE = docx(p("质量月") * 3)


@st.composite
def damaged(draw):
    """A Word file with some bytes changed, cut or put in twice."""
    data = bytearray(WHOLE)
    for at in draw(st.lists(st.integers(0, len(data) - 1), min_size=1, max_size=8)):
        data[at] = draw(st.integers(0, 255))
    start, stop = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
    return bytes(draw(st.sampled_from([data, data[:stop], data[:start] + data[stop:], data[:stop] + data[start:]])))


STARTS = st.sampled_from(
    [b"", b"PK\3\4", b"PK\5\6", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf", b"\xff\xfe", b"\xef\xbb\xbf"]
)
ELEMENTS = st.sampled_from(
    "p r t br tab tbl tr tc sdt ins del pPr rPr numPr numId ilvl drawing txbxContent abstractNum lvl num".split()
)


@st.composite
def nests(draw):
    """Elements of Word in any order and depth, where they have no business to be."""
    if draw(st.booleans()):
        return draw(st.text(st.characters(codec="utf-8", categories=["L", "N"]), max_size=3))
    tag, value = draw(ELEMENTS), draw(st.sampled_from(["", "0", "1", "-1", "9" * 30, "²"]))
    inside = "".join(draw(st.lists(nests(), max_size=3)))
    return f'<w:{tag} w:val="{value}" w:numId="1" w:abstractNumId="{value}" w:ilvl="0">{inside}</w:{tag}>'


def text_or_refusal(data):
    try:
        return uploaded(data).text
    except Refused as refusal:
        return str(refusal)


@given(st.one_of(damaged(), st.builds(bytes.__add__, STARTS, st.binary(max_size=200))))
@settings(max_examples=400, deadline=None)
def test_no_bytes_make_it_raise_anything_else(data):
    assert isinstance(text_or_refusal(data), str)


@given(st.lists(nests(), max_size=4).map("".join), st.lists(nests(), max_size=3).map("".join))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_no_elements_make_it_raise_anything_else(body, definitions):
    assert isinstance(text_or_refusal(docx(body, definitions, definitions)), str)
