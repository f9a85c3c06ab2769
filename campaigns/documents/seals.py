"""Pictures of seals: what an organ uploads, made ready for print, and the plain ring that shows where a seal will be.

No seal is ever drawn in a real organ's name, and none is given another colour: what is not red is refused.
"""

import warnings
from base64 import b64encode
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from itertools import accumulate

from PIL import Image, ImageChops, ImageDraw, ImageFile, ImageFilter, ImageFont, ImageOps, UnidentifiedImageError

from .document import DocumentError
from .fonts import Role, face_of

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 5_000_000
MOST_PIXELS = 25_000_000
MOST_KEPT = 32  # pictures in the memory of a process: a joint document has ten organs
DOTS = 1200  # across: 600 to the inch at 50 mm
INK = (217, 0, 27)
FAINT, FAINTEST = 24, 64  # what is fainter is paper: on a clean sheet, on the worst one
DARK = 96  # what is darker than the paper by this, and not red, is other ink


class SealError(DocumentError):
    """The file is no picture that can be a seal. `str` is a sentence for the person who uploaded it."""


_kept = {}  # digest of an upload: the seal made of it, in the order of their making


def ready(data):
    """Return the PNG of a seal from an uploaded picture: without its paper and margins, at most 1,200 dots across.

    Raise SealError unless it is a whole PNG, JPEG or WebP of at most 5 MB and 25 million dots, whose ink is red.
    """
    if len(data) > MOST_BYTES:
        raise SealError(f"印章图片不能超过 {MOST_BYTES // 1_000_000} MB。")
    key = sha256(data).digest()
    made = _kept.get(key) or _as_png(_cut_out(_opened(data)))
    _kept[key] = made
    if len(_kept) > MOST_KEPT:
        _kept.pop(next(iter(_kept)), None)
    return made


def address(png):
    """Return a data: address."""
    return f"data:image/png;base64,{b64encode(png).decode()}"


def _opened(data):
    """Return the picture upright, as RGBA where anything of it is transparent, else as RGB."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint turns it on for the whole process; half a seal is none
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise SealError(_TOO_LARGE)
            picture.load()
        with suppress(Exception):  # EXIF that cannot be read turns nothing
            ImageOps.exif_transpose(picture, in_place=True)
        mode = "RGBA" if picture.has_transparency_data else "RGB"
        return picture if picture.mode == mode else picture.convert(mode)
    except Image.DecompressionBombError:
        raise SealError(_TOO_LARGE) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, SealError):
            raise
        raise SealError(_NO_PICTURE) from None


_NO_PICTURE = "这不是可用的印章图片，请上传 PNG、JPEG 或 WebP 格式的图片。"
_BLANK = "印章图片是空白的，请换一张。"
_NOT_RED = "印章图片里没有红色印章，或红色印章以外的内容过多：请只上传红色印章本身，不要用黑白复印件。"
_TOO_LARGE = f"印章图片不能超过 {MOST_PIXELS // 10_000} 万像素，请缩小后再上传。"


# --- ink and paper ------------------------------------------------------------------------------------------------
# A large picture is measured on a small copy, and only its seal is worked on: it is never in the memory three times.


def _cut_out(picture):
    """Return the seal alone: of a scan in our ink, of a picture that is transparent already as it is."""
    if picture.mode == "RGBA":
        box = _marked(picture.getchannel("A"), FAINT).getbbox()
        if not box:
            raise SealError(_BLANK)
        picture = picture.crop(box)
        if not _has_paper(picture):
            return _fitted(picture)
        picture = _on_white(picture)
    scan = _fitted(picture)
    paper, faint = _paper_of(scan)
    ink, red = _amounts(_whitened(scan, paper))
    _refuse_other_ink(ink, red, faint)
    box = _scaled(_box(red, faint), picture.width / scan.width, picture.size)
    _, red = _amounts(_whitened(_fitted(picture.crop(box)), paper))
    seal = Image.new("RGBA", red.size, INK)
    seal.putalpha(ImageChops.darker(_without(red, faint), _solid(red, faint)))
    return seal.crop(_box(red, faint))


def _fitted(picture):
    size = _size(picture)
    return picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2)


def _size(picture):
    """Return the width and height of a picture within our dots."""
    scale = min(1, DOTS / max(picture.size))
    return tuple(max(1, round(side * scale)) for side in picture.size)


def _has_paper(picture):
    """Whether a transparent picture is a scan all the same, of which a corner was cut away. Else its ink must be red."""
    small = picture.resize(_size(picture), Image.Resampling.NEAREST)
    ink, red = _amounts(_on_white(small))
    inked = ImageChops.lighter(_marked(red, FAINT), _marked(ink, DARK))
    paper = ImageChops.subtract(_marked(small.getchannel("A"), FAINT), inked)
    if _count(paper) > _count(_marked(red, FAINT)):
        return True
    _refuse_other_ink(ink, red, FAINT)
    return False


def _on_white(picture):
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _paper_of(picture):
    """Return the colour of the paper, and the amount of ink below which there is only the paper's noise.

    Measured on the border; where a seal fills the picture, between its strokes.
    """
    plain = ImageChops.invert(_marked(_amounts(picture)[1], 2 * FAINTEST))
    border = Image.new("L", picture.size, 255)
    edge = 1 + min(picture.size) // 50
    border.paste(0, (edge, edge, max(edge, picture.width - edge), max(edge, picture.height - edge)))
    outside = ImageChops.darker(border, plain)
    place = outside if 4 * _count(outside) > _count(border) else plain
    if not _count(place):
        return (255, 255, 255), FAINT
    histograms = [channel.histogram(place) for channel in picture.split()]
    paper = [max(128, _level(each, 0.5)) for each in histograms]  # what is darker is a shadow and no paper
    noise = max(light - _level(each, 0.05) for light, each in zip(paper, histograms, strict=True))
    return paper, min(FAINTEST, max(FAINT, 2 * noise))


def _level(histogram, share):
    """Return the lightness below which this share of the dots is."""
    return next(level for level, seen in enumerate(accumulate(histogram)) if seen >= share * sum(histogram))


def _whitened(picture, paper):
    return picture.point([min(255, round(level * 255 / white)) for white in paper for level in range(256)])


def _amounts(picture):
    """Return two pictures of 0 to 255 on white paper: how much ink there is, and how much red ink."""
    red, green, blue = picture.split()[:3]
    ink = ImageChops.invert(ImageChops.darker(green, blue))
    surplus = ImageChops.subtract(red, ImageChops.lighter(green, blue))
    return ink, ImageChops.darker(ink, ImageChops.add(surplus, surplus))


def _refuse_other_ink(ink, red, faint):
    """Raise SealError unless most of the ink is red: a copy in black, or a blue stamp, does not become a red seal."""
    if not _count(_solid(ink, faint)):
        raise SealError(_BLANK)
    other = ImageChops.darker(_marked(ink, DARK), _marked(ImageChops.subtract(ink, ImageChops.add(red, red)), 0))
    if _count(_solid(red, faint)) <= _count(other):
        raise SealError(_NOT_RED)


def _marked(amount, faint):
    return amount.point([0] * (faint + 1) + [255] * (255 - faint))


def _solid(amount, faint):
    """Mark what is more than `faint` and no speck: at least two of the eight dots around it are marked as well."""
    marked = _marked(amount, faint)
    return ImageChops.darker(marked, marked.filter(ImageFilter.RankFilter(3, 6)))


def _without(amount, faint):
    return amount.point([max(0, round((level - faint) * 255 / (255 - faint))) for level in range(256)])


def _box(red, faint):
    if box := _solid(red, faint).getbbox():
        return box
    raise SealError(_NOT_RED)


def _scaled(box, scale, size):
    """Return a box of the small copy as one of the large picture, wider by two dots of the copy."""
    left, top, right, bottom = ((side + way) * scale for side, way in zip(box, (-2, -2, 2, 2), strict=True))
    return max(0, int(left)), max(0, int(top)), min(size[0], round(right)), min(size[1], round(bottom))


def _count(mask):
    return mask.histogram()[255]


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
