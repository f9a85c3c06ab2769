"""Files that are issued with a notice as they are: known by their content, kept under their hash, pictures made anew."""

import hashlib
import io
import re
import warnings
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps

from organizations.pictures import MOST_PIXELS

from .. import storing
from ..models import CONTENT_TYPES
from ..refusal import Refused
from . import office_dangers, pdf_dangers

MOST_BYTES = 20 * 1024 * 1024
MOST_IN_ALL = 100 * 1024 * 1024  # of one draft
LONGEST_NAME = 80
UNKNOWN = "只能上传 PDF、Word（.docx）、Excel（.xlsx）、JPEG 或 PNG 文件。文件的类型按内容判断，不看扩展名。"
BROKEN = "文件已损坏，请打开检查后重新另存再上传。"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')


@dataclass(frozen=True)
class Brought:
    """A file as it is kept: its bytes, what it is (pdf, docx, xlsx, jpg, png), and what it is called."""

    data: bytes
    ending: str
    name: str

    @property
    def stem(self):
        return self.name.rpartition(".")[0]

    @property
    def facts(self):
        """Return the fields of an AttachmentFile; the bytes are stored by `store`."""
        digest = hashlib.sha256(self.data).hexdigest()
        size, content = len(self.data), path_of(digest, self.ending)
        return {
            "name": self.name,
            "content": content,
            "content_type": CONTENT_TYPES[self.ending],
            "size": size,
            "sha256": digest,
        }


def path_of(digest, ending):
    return f"attachments/{digest}.{ending}"


def brought(data, name):
    """Return the Brought of the bytes of an upload and the name that its owner gave it. Raise Refused."""
    if len(data) > MOST_BYTES:
        raise Refused(f"文件超过 {MOST_BYTES // 1024 // 1024} MB 的上限。")
    if not data:
        raise Refused("文件是空的，请检查是否选对了文件。")
    ending = _ending(data)
    if ending in ("jpg", "png"):
        data = _drawn_anew(data, ending)
    return Brought(data, ending, named(name, ending))


def named(name, ending):
    """Return a name that can stand in every file system, with the ending of what the file is."""
    stem = _UNSAFE.sub("", name.replace("\\", "/").rpartition("/")[2])
    stem = re.sub(r"\.(pdf|docx|xlsx|jpe?g|png)$", "", stem, flags=re.IGNORECASE).strip(" .")
    return f"{stem[:LONGEST_NAME] or '附件'}.{ending}"


def store(brought):
    """Write the bytes under their hash; a file that is there whole is left alone."""
    storing.store(brought.facts["content"], brought.data)


# --- what it is ---------------------------------------------------------------------------------------------------


def _ending(data):
    if data.startswith(b"%PDF-"):
        pdf_dangers.refuse_dangers(data)
        return "pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"PK\x03\x04"):
        return _of_package(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("这是旧版 Office 文件，或者设了密码。请取消密码，另存为 .docx 或 .xlsx 文件再上传。")
    raise Refused(UNKNOWN)


def _of_package(data):
    names = office_dangers.refuse_dangers(data)
    for ending, part in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
        if {part, "[Content_Types].xml"} <= names:
            return ending
    raise Refused(UNKNOWN)


# --- pictures -----------------------------------------------------------------------------------------------------


def _drawn_anew(data, ending):
    """Return a picture as its dots alone: what else the file held (a place, a camera, a script) stays behind."""
    format = {"jpg": "JPEG", "png": "PNG"}[ending]
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, where it is loaded, turns it on for the whole process
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=[format])
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(f"图片不能超过 {MOST_PIXELS // 10_000} 万像素，请缩小后再上传。")
            return _bytes_of(ImageOps.exif_transpose(picture), format)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(f"图片不能超过 {MOST_PIXELS // 10_000} 万像素，请缩小后再上传。") from None
    except (OSError, SyntaxError, ValueError):
        raise Refused(BROKEN) from None


def _bytes_of(picture, format):
    plain = Image.new("RGBA" if format == "PNG" else "RGB", picture.size)
    plain.paste(picture.convert(plain.mode))
    stream = io.BytesIO()
    plain.save(stream, format, **({"quality": 90} if format == "JPEG" else {"optimize": True}))
    return stream.getvalue()
