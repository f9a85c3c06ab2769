"""Which characters leave no ink: a font may be embedded with a glyph that has no outline, and print a blank.

Only composite fonts are read, as Chinese ones are. What cannot be read is taken to print.
"""

import io
import struct
import unicodedata
from collections import defaultdict

from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from pdfminer.pdffont import PDFCIDFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1

MOST_FONTS = 200
MOST_BYTES = 20_000_000  # of a font as it is embedded
_LONG = 60  # bytes: a program of a glyph that long draws something
_DRAWN = {"lineTo", "curveTo", "qCurveTo"}
_BLANK = "\u2800\u3164\uffa0"  # what may well be empty


class Fonts(PDFResourceManager):
    """The fonts of a PDF, kept with what the file says of them as they are met."""

    def __init__(self):
        super().__init__()
        self.composite = []

    def get_font(self, objid, spec):
        font = super().get_font(objid, spec)
        if isinstance(font, PDFCIDFont) and "FontDescriptor" in spec and len(self.composite) < MOST_FONTS:
            self.composite.append((font, spec))
        return font


def inkless(fonts, used):
    """Return {name of a font: the characters without an outline} of the fonts that can be read.

    fonts: the Fonts of a PDF; used: {name of a font: the characters that the pages have of it}.
    """
    found = defaultdict(list)
    for font, spec in fonts.composite:
        try:
            found[str(font.fontname)].append(_inkless(font, spec, used.get(str(font.fontname), set())))
        except Exception:  # a broken font breaks its reader in any way it likes
            found[str(font.fontname)].append(set())
    return {name: set.intersection(*sets) for name, sets in found.items() if "glyphless" not in name.lower()}


def _inkless(font, spec, used):
    """A character that has several glyphs leaves no ink if none of them has an outline."""
    cids = defaultdict(list)
    for cid, text in font.unicode_map.cid2unichr.items():
        if text[:1] in used and _is_visible(text[0]):
            cids[text[0]].append(cid)
    is_blank = _program(font.descriptor, spec) if cids else None
    return {text for text, own in cids.items() if all(map(is_blank, own))}


def _is_visible(text):
    return text.isprintable() and not text.isspace() and text not in _BLANK and unicodedata.category(text)[0] != "M"


def _program(descriptor, spec):
    """Return the function that says of a cid whether its glyph has no outline."""
    if "FontFile2" in descriptor:
        return _of_true_type(_data(descriptor["FontFile2"]), _glyph_numbers(spec))
    data = _data(descriptor["FontFile3"])
    if data[:4] == b"OTTO":
        data = TTFont(io.BytesIO(data), lazy=True).reader["CFF "]
    return _of_cff(data)


def _data(stream):
    stream = resolve1(stream)
    if len(stream.rawdata or b"") > MOST_BYTES:
        raise ValueError
    return stream.get_data()


def _glyph_numbers(spec):
    table = resolve1(spec.get("CIDToGIDMap"))
    if not isinstance(table, PDFStream):
        return lambda cid: cid
    data = table.get_data()
    return lambda cid: struct.unpack_from(">H", data, 2 * cid)[0]


def _of_true_type(data, number_of):
    font = TTFont(io.BytesIO(data), lazy=True)
    if "glyf" not in font:
        return _of_cff(font.reader["CFF "])
    places, outlines = font["loca"].locations, font.reader["glyf"]

    def is_blank(cid):
        number = number_of(cid)
        start, end = places[number], places[number + 1]
        return start == end or struct.unpack_from(">h", outlines, start)[0] == 0

    return is_blank


def _of_cff(data):
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    [font] = fonts.topDictIndex
    glyphs, names = font.CharStrings, font.charset

    def is_blank(cid):
        by_name = hasattr(font, "ROS") and cid
        return _draws_nothing(glyphs[f"cid{cid:05d}" if by_name else names[cid]])

    return is_blank


def _draws_nothing(glyph):
    if len(glyph.bytecode or ()) > _LONG:
        return False
    pen = RecordingPen()
    glyph.draw(pen)
    return not any(step in _DRAWN for step, _ in pen.value)
