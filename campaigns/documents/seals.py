"""Pictures of seals: what an organ uploads, made ready for print, and the plain ring that shows where a seal will be.

No seal is ever drawn in a real organ's name.
"""

import warnings
from base64 import b64encode
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFile, ImageFont, UnidentifiedImageError

from .fonts import Role, face_of

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 5_000_000
MOST_PIXELS = 25_000_000
DOTS = 1200  # across: 600 to the inch at 50 mm
INK = (217, 0, 27)
PAPER = 24  # what is fainter than this is paper
LEAST_MM, MOST_MM = 20, 60  # a round seal: 42 mm for most organs, 50 for ministries (国发〔1999〕25号)

ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint turns it on for the whole process; half a seal is none


class SealError(ValueError):
    """The file is no picture that can be a seal. `str` is a sentence for the person who uploaded it."""


@lru_cache(maxsize=32)
def ready(data):
    """Return the PNG of a seal from an uploaded picture: without its paper and margins, at most 1,200 dots across.

    Raise SealError where it is no PNG, JPEG or WebP, is empty, or has more than 25 million dots.
    """
    if len(data) > MOST_BYTES:
        raise SealError(f"印章图片不能超过 {MOST_BYTES // 1_000_000} MB。")
    picture = _without_paper(_opened(data))
    box = picture.getchannel("A").point(lambda alpha: 255 if alpha > PAPER else 0).getbbox()
    if box is None:
        raise SealError("印章图片是空白的，请换一张。")
    picture = picture.crop(box)
    picture.thumbnail((DOTS, DOTS), Image.Resampling.LANCZOS)
    return _as_png(picture)


def address(png):
    """Return a data: address."""
    return f"data:image/png;base64,{b64encode(png).decode()}"


def _opened(data):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise SealError(f"印章图片不能超过 {MOST_PIXELS // 10_000} 万像素，请缩小后再上传。")
            picture.load()
            return picture
    except Image.DecompressionBombError:
        raise SealError(f"印章图片不能超过 {MOST_PIXELS // 10_000} 万像素，请缩小后再上传。") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, SealError):
            raise
        raise SealError("这不是可用的印章图片，请上传 PNG、JPEG 或 WebP 格式的图片。") from None


def _without_paper(picture):
    """A scan becomes ink on nothing; a picture that is transparent already stays as it is."""
    if "A" in picture.convert("RGBA").getbands() and picture.convert("RGBA").getextrema()[3][0] < 255:
        return picture.convert("RGBA")
    _, green, blue = picture.convert("RGB").split()
    inked = Image.new("RGBA", picture.size, INK)
    inked.putalpha(ImageChops.invert(ImageChops.darker(green, blue)))
    return inked


def _as_png(picture):
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache(maxsize=1)
def sample_ring():
    """Return the PNG of a plain ring marked 印章示意: where a seal will stand, and nobody's."""
    side, stroke = 2 * DOTS, DOTS // 20
    picture = Image.new("RGBA", (side, side), (*INK, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((stroke / 2, stroke / 2, side - stroke / 2, side - stroke / 2), outline=(*INK, 255), width=stroke)
    face = face_of(Role.HEI)
    font = ImageFont.truetype(str(face.path), side // 10, index=face.number)
    draw.text((side / 2, side * 0.2), "印章示意", font=font, fill=(*INK, 255), anchor="mm")
    return _as_png(picture.resize((DOTS, DOTS), Image.Resampling.LANCZOS))
