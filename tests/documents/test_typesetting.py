"""The plain print of a document, measured from the PDF."""

import io
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pdfplumber
import pytest

from campaigns.documents import typesetting
from campaigns.documents.document import Attachment, Document, Piece
from campaigns.documents.typesetting import as_html, as_pdf

MM = 72 / 25.4
ROOT = Path(__file__).resolve().parents[2]
NOTICE = Document(
    title="关于开展“2008年全省质量月”活动的通知",
    addressees="各市总工会：",
    pieces=(
        Piece("preamble", "现将有关事项通知如下："),
        Piece("section", "", "指导思想", "一、"),
        Piece("paragraph", "以科学发展观为统领。" * 12),
        Piece("clause", "对青川开展帮扶。", "支援灾区。", "（一）"),
    ),
    listed=("附件：宣传口号",),
    issuers=("浙江省质量技术监督局", "浙江省总工会"),
    dated="二OO八年八月",
    notes=("（此件公开发布）",),
    attachments=(Attachment("附件", "宣传口号", (Piece("slogan", "坚持以质取胜 推动科学发展"),)),),
    keywords="质量管理　通知",
    cc="各直属局。",
    internal_distribution="本局：局领导。",
    print_office="办公厅",
    printed="2008年6月26日印发",
)

IN_ORDER = [
    "各市总工会：",
    "一、指导思想",
    "（一）支援灾区。对青川",
    "附件：宣传口号",
    "浙江省总工会",
    "二OO八年八月",
    "（此件公开发布）",
    "坚持以质取胜推动科学发展",
    "主题词：质量管理通知",
    "抄送：各直属局。",
    "本局：局领导。",
    "办公厅",
    "2008年6月26日印发",
]


@pytest.fixture(scope="module")
def printed():
    with pdfplumber.open(io.BytesIO(as_pdf(NOTICE))) as pdf:
        yield pdf


def words(page):
    return [line["text"].replace(" ", "") for line in page.extract_text_lines()]


def test_everything_is_printed_in_order(printed):
    text = "".join(word for page in printed.pages for word in words(page))
    for piece in IN_ORDER:
        assert piece in text
        text = text[text.index(piece) :]


def test_the_page_is_a4_and_the_text_keeps_its_margins(printed):
    page = printed.pages[0]
    assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
    body = [char for char in page.chars if round(char["size"]) == 16]
    assert min(char["x0"] for char in body) / MM == pytest.approx(28, abs=1)
    assert max(char["x1"] for char in body) / MM < 185


def test_each_page_bears_its_number_and_each_attachment_begins_one(printed):
    assert [words(page)[-1] for page in printed.pages] == ["—1—", "—2—"]
    assert words(printed.pages[1])[:2] == ["附件", "宣传口号"]


def test_the_file_says_what_it_is(printed):
    assert printed.metadata["Title"] == NOTICE.title
    assert printed.doc.catalog["Lang"] == b"zh-CN"


def test_text_is_text_and_never_markup():
    assert "<b>粗</b>" not in as_html(Document(title="<b>粗</b>", pieces=(Piece("paragraph", "<b>粗</b>"),)))


def test_the_same_document_gives_the_same_bytes_in_another_process():
    code = (
        "import sys, django; django.setup();"
        "from tests.documents.test_typesetting import NOTICE;"
        "from campaigns.documents.typesetting import as_pdf;"
        "sys.stdout.buffer.write(as_pdf(NOTICE))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "qualitymonth.settings", "PYTHONHASHSEED": "7"}
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment, cwd=ROOT)
    assert again.stdout == as_pdf(NOTICE)


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
    threads = [threading.Thread(target=as_pdf, args=[NOTICE]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 8
