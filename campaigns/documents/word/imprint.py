"""版记, at the foot of the last page's type area (GB/T 9704-2012 §7.4, GB/T 9704-1999).

Word cannot tell an even page from an odd one here: it stands on the last page, whichever that is.
"""

from ..document import Layout
from ..labels import closed
from ..titles import extent
from .measures import CHARACTER, IMPRINT_CHARACTER, LEFT, WIDTH, cells
from .rows import cell, row, table
from .text import paragraph, run, tab
from .xml import w

THICK, THIN = 8, 6  # eighths of a point: 0.35 mm and 0.25 mm
FOOT = {
    "leftFromText": 0, "rightFromText": 0, "vertAnchor": "margin", "horzAnchor": "page",
    "tblpX": LEFT, "tblpYSpec": "bottom",
}  # fmt: skip


def imprint(document, layout, addressees=""):
    """Return the table of the 版记, or None where nothing stands in it. A letter has no lines and no printing office.

    `addressees` are those that found no room above the text: they stand over 抄送 without a line (2012 §7.4.2).
    """
    lines = [line for line in _lines(document, layout, addressees) if line]
    if not lines:
        return None
    rows = [row(cell(WIDTH, *line)) for line in lines]
    borders = {} if layout == Layout.LETTER else {"tblBorders": _borders(layout)}
    return table([WIDTH], *rows, tblpPr=FOOT, tblOverlap="never", **borders)


def _lines(document, layout, addressees):
    """Yield the paragraphs of each element between two lines."""
    if _is_old(layout):
        yield _keywords(document.keywords)
    moved = _hanging("主送：", closed(addressees.rstrip("：:")), layout)
    yield moved + _hanging("抄送：", closed(document.cc), layout)
    if _is_old(layout):
        yield _hanging(*_labelled(document.internal_distribution), layout)
    if layout != Layout.LETTER:
        yield _printed(document.print_office, document.printed)


def _labelled(text):
    label, colon, rest = text.partition("：")
    return (label + colon, rest) if colon else ("", text)


def _is_old(layout):
    return layout == Layout.Y1999


def _keywords(words):
    """Return 主题词, flush left, one 字 between the words."""
    if not words:
        return []
    label = "主题词："
    place = {"left": cells(len(label)), "hanging": cells(len(label))}
    return [paragraph("Keywords", run(label), run("\u3000".join(words), "Keyword"), ind=place)]


def _hanging(label, text, layout):
    """Return a line whose further rows begin under what follows its label, 1 字 free on both sides."""
    if not text:
        return []
    wide = round(extent(label) * (CHARACTER if _is_old(layout) else IMPRINT_CHARACTER))
    place = {"left": CHARACTER + wide, "hanging": wide, "right": CHARACTER}
    return [paragraph("Imprint", label + text, ind=place)]


def _printed(office, printed):
    if not (office or printed):
        return []
    edge = w("tab", val="right", pos=WIDTH - CHARACTER)
    return [paragraph("Imprint", office, tab(), printed, tabs=[edge], ind={"left": CHARACTER, "right": 0})]


def _borders(layout):
    """The first and the last line are the heavier. In 1999 a line stands under each element, none above the first."""
    sides = {"bottom": THICK, "insideH": THIN} if _is_old(layout) else {"top": THICK, "bottom": THICK, "insideH": THIN}
    return [w(side, val="single", sz=size, space=0, color="000000") for side, size in sides.items()]
