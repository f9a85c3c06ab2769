"""What a PDF (ISO 32000-1) must not hold that the public opens: scripts, programs that it starts, files within, another file.

The names of such actions are looked for in all of its bytes and in its packed objects (§7.5.7), whatever the file says of
where these are: a reader that mends a broken file finds them, too.
"""

import io
import re
import zipfile
import zlib

from ..pdfium import Unreadable, opened
from ..refusal import Refused

MOST_INFLATED = 200 * 1024 * 1024
BROKEN = "文件已损坏，请打开检查后重新另存再上传。"
LOCKED = "这份 PDF 设了密码或权限，公众可能打不开。请取消后再上传。"
ACTIVE = "这份 PDF 里有脚本、附带的文件或者会启动程序的动作。请用“打印到 PDF”另存为只有页面的文件再上传。"
TWO_IN_ONE = "这份 PDF 的前后夹有别的内容，没有收下。请用阅读软件打开，另存为新的文件再上传。"
TOO_COMPLEX = "这份 PDF 过于复杂，没有收下。请用“打印到 PDF”另存后再上传。"


def _name(word):
    """The pattern of a name of which any letter may be written as #4A (§7.3.5)."""
    return b"".join(b"(?:%c|#(?i:%02x))" % (letter, letter) for letter in word.encode())


_ACTIVE = re.compile(
    b"/(?:%s)"
    % b"|".join(map(_name, ["JavaScript", "Launch", "EmbeddedFile", "RichMedia", "GoToE", "ImportData", "SubmitForm"]))
)
_ENCRYPTED = re.compile(b"/" + _name("Encrypt"))
_PACKED = re.compile(b"/" + _name("ObjStm"))
_UNUSUAL = re.compile(b"/(?:%s)" % b"|".join(map(_name, ["LZW", "ASCII", "RunLength", "Predictor", "Crypt"])))
_STREAM = re.compile(rb"stream\r?\n?(?=[\x08-\x78][\x01\x5e\x9c\xda])")  # zlib's two first bytes
_OBJECTS = re.compile(rb"\s*\d+\s+\d+\s")  # how packed objects begin: with the number and the place of the first
_PIECE = 16 * 1024
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|script|svg|iframe)", re.IGNORECASE)


def refuse_dangers(data):
    """Raise Refused for a PDF that cannot be opened, or that the public must not open."""
    _refuse_ends(data)
    if _ENCRYPTED.search(data):
        raise Refused(LOCKED)
    if any(map(_ACTIVE.search, _texts(data))):
        raise Refused(ACTIVE)
    _refuse_by_pdfium(data)


def _refuse_ends(data):
    """A PDF begins and ends as one: what stands before or behind it is there for another program."""
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise Refused(BROKEN)
    if data[end + 5 :].strip(b"\0\t\n\f\r \x1a") or _MARKUP.search(data[:1024]) or _is_archive(data):
        raise Refused(TWO_IN_ONE)


def _is_archive(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return bool(archive.infolist())
    except Exception:  # what is none breaks its reader in any way it likes
        return False


def _texts(data):
    """Yield the bytes themselves, and what is packed in them like objects. Raise Refused for what cannot be looked into."""
    yield data
    for found in _PACKED.finditer(data):
        if _UNUSUAL.search(data, data.rfind(b"obj", 0, found.start()), data.find(b"stream", found.end())):
            raise Refused(TOO_COMPLEX)
    left = MOST_INFLATED
    for found in _STREAM.finditer(data):
        unpacked, read = _unpacked(data, found.end(), left)
        left -= len(unpacked) + read
        yield unpacked


def _unpacked(data, start, most):
    """Return what is packed at `start` where it looks like objects, else b"", and how many bytes it took to know."""
    unpacking, pieces, size = zlib.decompressobj(), [], 0
    try:
        for at in range(start, len(data), _PIECE):
            pieces.append(unpacking.decompress(data[at : at + _PIECE], max(1, most - size)))
            size += len(pieces[-1])
            if unpacking.eof or not _OBJECTS.match(pieces[0]):
                break
            if unpacking.unconsumed_tail or size + at - start > most:
                raise Refused(TOO_COMPLEX)
    except zlib.error:  # what is whole before it is what a reader would find
        pass
    text = b"".join(pieces)
    return (text, at - start) if _OBJECTS.match(text) else (b"", 0)


def _refuse_by_pdfium(data):
    import pypdfium2.raw as pdfium  # large: who never brings a PDF never loads it

    try:
        with opened(data) as document:
            if not len(document):
                raise Refused(BROKEN)
            is_form = document.get_formtype() in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND)
            if is_form or document.count_attachments() or pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0:
                raise Refused(ACTIVE)
    except Unreadable:
        raise Refused(BROKEN) from None
