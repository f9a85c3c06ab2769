"""What people see in a Word file is read; what stands beside the text is left out, and said."""

import io

import docx as python_docx
import pytest

from campaigns.notices.intake import admitted
from campaigns.notices.word import text_of_word
from tests.notices.word.files import docx, listed, lists, p, table


def run(inside):
    return f"<w:p><w:r><w:t>前</w:t></w:r>{inside}<w:r><w:t>后</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("inside", "text", "note"),
    [
        ("<w:ins><w:r><w:t>插入</w:t></w:r></w:ins>", "前插入后", None),
        ("<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>", "前后", "修订"),
        ("<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>", "前后", "修订"),
        ("<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>", "前链接后", None),
        ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "前控件后", None),
        ("<w:r><w:br/></w:r>", "前\n后", None),
        ("<w:r><w:tab/></w:r>", "前\t后", None),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>", "前后", None),
        ('<w:r><w:footnoteReference w:id="1"/></w:r>', "前后", "有1处脚注"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>", "前后", "有1处隐藏的文字"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>不隐藏</w:t></w:r>', "前不隐藏后", None),
        ("<w:r><w:drawing/></w:r>", "前后", "有1处图片或图形"),
        ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "前后", "有1处公式"),
        (f"<w:r><w:pict><w:txbxContent>{p('红头文件')}</w:txbxContent></w:pict></w:r>", "前后", "文本框里的文字没有读入：“红头文件”"),
    ],
)  # fmt: skip
def test_a_paragraph_says_what_is_seen(inside, text, note):
    word = text_of_word(docx(run(inside)))
    assert word.text == text
    assert note in word.notes[0] if note else not word.notes


def test_a_table_is_a_line_a_row_without_the_rows_and_tables_that_are_gone():
    gone = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('删')}</w:tc></w:tr><w:tr><w:tc>{table(['内', '层'])}{p('')}</w:tc></w:tr></w:tbl>"
    word = text_of_word(docx(p("表：") + table(["单位", "人数"], ["市局", "3"], ["合计", ""]) + gone))
    assert word.text == "表：\n单位\t人数\n市局\t3\n合计\n内 层"


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next():
    body = p("第一", "<w:rPr><w:del/></w:rPr>") + listed("半句") + listed("又一句")
    assert text_of_word(docx(body, lists(("decimal", "%1.")))).text == "1.第一半句\n2.又一句"


def test_what_wraps_paragraphs_is_looked_through():
    body = f"<w:sdt><w:sdtContent>{p('目录')}</w:sdtContent></w:sdt><w:customXml>{p('正文')}</w:customXml>"
    assert text_of_word(docx(body)).text == "目录\n正文"


def test_headers_are_left_out_and_said():
    assert text_of_word(docx(p("正文") + "<w:sectPr><w:headerReference/></w:sectPr>")).notes == (
        "页眉和页脚没有读入。",
    )


def test_the_strict_form_of_the_standard_is_read():
    strict = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body></w:document>'
    assert text_of_word(docx(members={"word/document.xml": strict})).text == "正文"


def test_a_notice_written_with_another_program_is_admitted():
    document = python_docx.Document()
    for line in (
        "关于开展质量月活动的通知",
        "各市局：",
        "现将有关事项通知如下。",
        "一、认真组织",
        "省质监局",
        "2012年8月20日",
    ):
        document.add_paragraph(line)
    document.save(file := io.BytesIO())
    reading = admitted(text_of_word(file.getvalue()).text)
    assert (reading.title, reading.addressees, reading.issuers) == (
        "关于开展质量月活动的通知",
        "各市局：",
        ["省质监局"],
    )
