"""What colour a picture's ink has: enough to tell a red seal from a black copy of one."""

import io
import struct
import zlib
from collections import Counter

from pdfminer.pdftypes import resolve1, stream_value
from PIL import Image

_SAMPLES = 3000
_LARGEST = 25_000_000  # dots
_COLOURS = {1: (0, "L"), 3: (2, "RGB")}  # channels to PNG's colour type and Pillow's mode


def ink_of(image):
    """Return (r, g, b), 0 to 1, of most of the dots that are neither transparent nor paper, None where unknown.

    image: what pdfplumber calls an image. Only RGB, grey and JPEG pictures of 8 bits are read.
    """
    try:
        return _usual(_dots(image["stream"]))
    except Exception:  # a picture that cannot be read has no colour that could be wrong
        return None


def _usual(dots):
    tones = Counter(tuple(value // 32 for value in dot) for dot in dots if min(dot) < 200)
    if not tones:
        return None
    return tuple((tone * 32 + 16) / 255 for tone in tones.most_common(1)[0][0])


def _dots(stream):
    """Yield the colour of some of the dots that can be seen."""
    picture = _picture(stream).convert("RGB")
    mask = stream.attrs.get("SMask")
    veil = _picture(stream_value(mask)).convert("L").resize(picture.size) if mask else None
    step = max(1, round((picture.width * picture.height / _SAMPLES) ** 0.5))
    for x in range(0, picture.width, step):
        for y in range(0, picture.height, step):
            if veil is None or veil.getpixel((x, y)) > 128:
                yield picture.getpixel((x, y))


def _picture(stream):
    width, height = resolve1(stream.attrs["Width"]), resolve1(stream.attrs["Height"])
    if width * height > _LARGEST:
        raise ValueError
    parms = resolve1(stream.attrs.get("DecodeParms")) or {}
    if isinstance(parms, dict) and resolve1(parms.get("Predictor", 1)) >= 10 and not stream.decipher:
        return _from_png(stream.rawdata, width, height, resolve1(parms.get("Colors", 1)))
    data = stream.get_data()
    if data.startswith(b"\xff\xd8"):
        return Image.open(io.BytesIO(data), formats=["JPEG"])
    return Image.frombytes(_COLOURS[len(data) // (width * height)][1], (width, height), data)


def _from_png(data, width, height, channels):
    """A PDF's Flate stream with a PNG predictor is the body of a PNG: Pillow undoes it a hundred times faster."""
    header = struct.pack(">IIBBBBB", width, height, 8, _COLOURS[channels][0], 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", data), (b"IEND", b"")
    png = b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)
    return Image.open(io.BytesIO(png), formats=["PNG"])


def _chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
