"""The entrance for text from outside: bytes become a reading, or one sentence says why not."""

import json
import re
from dataclasses import asdict

from .reading import Reading, read
from .reading.characters import visible

LONGEST_TITLE = 300
MOST_BYTES = 2 * 1024 * 1024
_SIGNATURES = [
    (b"PK\x03\x04", "这是 Word（.docx）等压缩格式的文件，请打开后复制文字，另存为纯文本（.txt）。"),
    (b"\xd0\xcf\x11\xe0", "这是旧版 Word（.doc）文件，请打开后复制文字，另存为纯文本（.txt）。"),
    (b"%PDF", "这是 PDF 文件，请打开后复制文字，另存为纯文本（.txt）。"),
    (b"{\\rtf", "这是 RTF 文件，请打开后另存为纯文本（.txt）。"),
    (b"\xff\xfe", "这个文件的编码是 UTF-16，请另存为 UTF-8 编码的纯文本。"),
    (b"\xfe\xff", "这个文件的编码是 UTF-16，请另存为 UTF-8 编码的纯文本。"),
]
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x7f]")


class Refused(Exception):
    """Input that is not taken in. The message is one sentence for the person who brought it."""


def text_of(data: bytes) -> str:
    """Return the text of a file's bytes, UTF-8 or GB 18030. Raise Refused where it is not text or over 2 MB."""
    if len(data) > MOST_BYTES:
        raise Refused("文件超过 2 MB 的上限，请只留通知的文字。")
    for signature, sentence in _SIGNATURES:
        if data.startswith(signature):
            raise Refused(sentence)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text):
            raise Refused("这不是文本文件，请提供通知的纯文本（.txt）。")
        return text
    raise Refused("文件编码既不是 UTF-8 也不是 GB 18030，请另存为 UTF-8 编码的纯文本。")


def unmarked(text: str) -> Reading:
    """Return the reading of `text`. Raise Refused where it bears a marking of secrecy."""
    reading = read(text)
    if reading.marking:
        raise Refused(f"文中有“{reading.marking}”标志。本系统不处理涉密文件，没有读取，也没有保存，请按保密规定办理。")
    return reading


def admitted(text: str) -> Reading:
    """Return the reading of a notice that may be stored. Raise Refused where it is empty, marked or has no title."""
    reading = unmarked(text)
    if not visible(text):
        raise Refused("文件里没有文字，请检查是否选对了文件。")
    if not reading.title:
        raise Refused("没有找到标题（如“关于……的通知”），请检查文字是否完整，或把标题单独放在一行。")
    if len(reading.title) > LONGEST_TITLE:
        raise Refused(f"标题有 {len(reading.title)} 字，超过 {LONGEST_TITLE} 字的上限，请检查标题是否与正文连在一起。")
    return reading


def refuse_unprintable(document, layouts=()):
    """Raise Refused where no font has a character of a documents.Document, or it cannot be set in one of `layouts`."""
    from campaigns.documents import cleaning, fonts  # the web process never loads the typesetter
    from campaigns.documents.document import DocumentError
    from campaigns.documents.pdf.setting import set_document

    try:
        document = cleaning.cleaned(document)
        fonts.refuse_unprintable(json.dumps(asdict(document), ensure_ascii=False, default=len))
        for layout in layouts:
            set_document(document, layout)
    except (DocumentError, fonts.NoFontError) as error:
        raise Refused(str(error)) from None
