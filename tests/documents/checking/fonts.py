"""Fonts made for a test: one whose character leaves no ink."""

import io
from base64 import b64encode
from functools import cache

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

_NAMES = [".notdef", "drawn", "empty"]


@cache
def blank_font(drawn, empty, is_cff=False):
    """Return the data: address of a font with an outline for one character and none for another."""
    made = FontBuilder(1000, isTTF=not is_cff)
    made.setupGlyphOrder(_NAMES)
    made.setupCharacterMap({ord(drawn): "drawn", ord(empty): "empty"})
    if is_cff:
        made.setupCFF("FangBlank", {}, {name: _square(T2CharStringPen(1000, {}), name) for name in _NAMES}, {})
    else:
        made.setupGlyf({name: _square(TTGlyphPen({}), name) for name in _NAMES})
    made.setupHorizontalMetrics(dict.fromkeys(_NAMES, (1000, 0)))
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupNameTable({"familyName": "FangBlank", "styleName": "Regular", "psName": "FangBlank"})
    made.setupOS2()
    made.setupPost()
    out = io.BytesIO()
    made.save(out)
    return "data:font/otf;base64," + b64encode(out.getvalue()).decode()


def _square(pen, name):
    if name == "drawn":
        pen.moveTo((100, 0))
        for point in ((100, 700), (800, 700), (800, 0)):
            pen.lineTo(point)
        pen.closePath()
    return pen.getCharString() if isinstance(pen, T2CharStringPen) else pen.glyph()
