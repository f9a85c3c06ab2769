"""The scan of what was signed on paper: what is accepted, how it is kept, and how it is given out again."""

import hashlib
import io
import warnings

from django.core.exceptions import ValidationError
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from .pdfium import Unreadable, opened

MOST_BYTES = 10_000_000
MOST_PIXELS = 25_000_000
MOST_PAGES = 50
TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
ENDINGS = {"JPEG": "jpg", "PNG": "png"}
WANTED = "请上传 PDF、JPEG 或 PNG 格式的扫描件。"


def taken_in(file):
    """Return (bytes, ending) of an uploaded scan: a picture is written anew, without what a camera says beside it.

    Raise ValidationError for what is too large, or neither a whole PDF nor a whole JPEG or PNG.
    """
    if file.size > MOST_BYTES:
        raise ValidationError(f"扫描件不能超过 {MOST_BYTES // 1_000_000} MB，请压缩后再上传。")
    content = file.read()
    if content.startswith(b"%PDF-"):
        return _checked(content), "pdf"
    return _redrawn(content)


def _checked(content):
    try:
        with opened(content) as document:
            pages = len(document)
    except Unreadable:
        raise ValidationError("这个 PDF 打不开，可能已损坏或者设有密码，请重新扫描后再上传。") from None
    if not 0 < pages <= MOST_PAGES:
        raise ValidationError(f"扫描件应有 1 至 {MOST_PAGES} 页。")
    return content


def _redrawn(content):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_TOO_LARGE) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise ValidationError(f"这不是可用的扫描件。{WANTED}") from None


_TOO_LARGE = f"图片不能超过 {MOST_PIXELS // 10_000} 万像素，请缩小后再上传。"


def _drawn(content):
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, where it is loaded, turns it on for the whole process
    picture = Image.open(io.BytesIO(content), formats=tuple(ENDINGS))
    if picture.width * picture.height > MOST_PIXELS:
        raise ValidationError(_TOO_LARGE)
    kind = picture.format
    upright = ImageOps.exif_transpose(picture)
    plain = upright if upright.mode in ("L", "RGB") else upright.convert("RGB")
    stream = io.BytesIO()
    plain.save(stream, kind, **({"quality": 90} if kind == "JPEG" else {}))
    return stream.getvalue(), ENDINGS[kind]


def named(folder, key, content, ending):
    """Return (name, SHA-256) of a scan: it is kept in a folder, under a name of our own that says what it holds.

    key: of the row that it belongs to.
    """
    digest = hashlib.sha256(content).hexdigest()
    return f"{folder}/{key}-{digest[:32]}.{ending}", digest


def described(name, what):
    """Return (content type, file name for people) of a scan, by the name that it is kept under and what it shows."""
    ending = name.rpartition(".")[2]
    return TYPES[ending], f"{what}扫描件.{ending}".replace("/", "／")
