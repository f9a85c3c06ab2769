"""Files that people bring: bytes become text, or one sentence says why not."""

import re
from dataclasses import dataclass

from .reading.characters import plain
from .refusal import Refused
from .word import text_of_word
from .word.package import ENCRYPTED
from .word.package import MOST_BYTES as MOST_BYTES_OF_WORD

MOST_BYTES_OF_TEXT = 2 * 1024 * 1024
MOST_BYTES = max(MOST_BYTES_OF_TEXT, MOST_BYTES_OF_WORD)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SIGNATURES = [
    (b"PK\x05\x06", "文件是空的，请检查是否选对了文件。"),
    (b"%PDF", "这是 PDF 文件，请打开后复制文字，另存为纯文本（.txt）。"),
    (b"{\\rtf", "这是 RTF 文件，请打开后另存为 Word（.docx）文件。"),
    (b"\xff\xfe", "这个文件的编码是 UTF-16，请另存为 UTF-8 编码的纯文本。"),
    (b"\xfe\xff", "这个文件的编码是 UTF-16，请另存为 UTF-8 编码的纯文本。"),
]
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x7f]")


@dataclass(frozen=True)
class Upload:
    """The text of a file, and `notes`: a sentence for each thing in it that was left out."""

    text: str
    notes: tuple[str, ...] = ()


def uploaded(data: bytes) -> Upload:
    """Return the text of a file's bytes: Word (.docx), or plain text in UTF-8 or GB 18030.

    Raise Refused where it is neither, or over 10 MB or 2 MB. So MOST_BYTES and one more are all that need be read of it.
    """
    if data.startswith(_ZIP):
        word = text_of_word(data)
        return Upload(word.text, word.notes)
    if data.startswith(_OLE):
        is_locked = "EncryptedPackage".encode("utf-16-le") in data
        raise Refused(ENCRYPTED if is_locked else "这是旧版 Word（.doc）文件，请在 Word 中另存为 .docx 文件。")
    return Upload(plain(_decoded(data)))


def _decoded(data):
    if len(data) > MOST_BYTES_OF_TEXT:
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
            raise Refused("这不是文本文件，请提供 Word（.docx）文件或纯文本（.txt）。")
        return text
    raise Refused("文件编码既不是 UTF-8 也不是 GB 18030，请另存为 UTF-8 编码的纯文本。")
