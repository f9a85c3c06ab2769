"""From the characters of a PDF to Glyphs, with the em boxes that the standard is measured by."""

import math
import re
import unicodedata

from .colours import as_rgb
from .geometry import ABOVE_BASELINE, BELOW_BASELINE, MM
from .sheet import Glyph

UNKNOWN = "\ufffd"
# Radicals that Unicode gives no compatible character and that programs write in their place.
_RADICALS = str.maketrans(
    "⺎⺏⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "兀尢母民西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)
_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")


def glyph_of(char, frame):
    """Return the Glyph of a character of pdfplumber's, None for one that cannot be seen.

    frame: from its points to ours.
    """
    text = _character(char["text"])
    if not text:
        return None
    a, b, _, _, x, y = char["matrix"]
    degrees = frame.turned(math.degrees(math.atan2(b, a)))
    size, advance = _extents(char, degrees - frame.turned(0))
    font, colour = str(char["fontname"]), as_rgb(char["non_stroking_color"], str(char.get("ncs") or ""))
    left, baseline = frame.point(x, y)
    if abs(degrees) > 1:
        return Glyph(*frame.box(char), text, size, font, colour, degrees)
    up, down = size * ABOVE_BASELINE / MM, size * BELOW_BASELINE / MM
    return Glyph(left, baseline - up, left + advance / MM, baseline + down, text, size, font, colour)


def _character(text):
    """Return the one character that a PDF's text stands for, "" for one that cannot be seen.

    Some programs write 一 as a radical (U+2F00); a font without a table of characters gives (cid:12).
    """
    if text.startswith("(cid:"):
        return UNKNOWN
    if not text.strip() or not text.isprintable():
        return ""
    return unicodedata.normalize("NFKC", text.translate(_RADICALS))[0] if _COMPATIBLE.match(text) else text[0]


def _extents(char, degrees):
    """Return size and advance in points: a turned character's box lies on its side."""
    width, height = char["x1"] - char["x0"], char["y1"] - char["y0"]
    return (width, height) if abs(degrees % 180 - 90) < 1 else (height, width)
