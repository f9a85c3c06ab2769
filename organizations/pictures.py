"""Uploaded pictures: what is accepted, and that it is one."""

import warnings

from django.core.exceptions import ValidationError
from PIL import Image, ImageFile, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 5_000_000
MOST_PIXELS = 25_000_000


def validate_picture(file):
    """Raise ValidationError unless `file` is a whole PNG, JPEG or WebP of at most 5 MB and 25 million dots."""
    try:
        if file.size > MOST_BYTES:
            raise ValidationError(f"图片不能超过 {MOST_BYTES // 1_000_000} MB。")
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            _refuse_large_or_broken(file)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_TOO_LARGE) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise ValidationError("这不是可用的图片，请上传 PNG、JPEG 或 WebP 格式的图片。") from None


_TOO_LARGE = f"图片不能超过 {MOST_PIXELS // 10_000} 万像素，请缩小后再上传。"


def _refuse_large_or_broken(file):
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, where it is loaded, turns it on for the whole process
    file.seek(0)
    picture = Image.open(file, formats=FORMATS)
    if picture.width * picture.height > MOST_PIXELS:
        raise ValidationError(_TOO_LARGE)
    picture.load()
    file.seek(0)
