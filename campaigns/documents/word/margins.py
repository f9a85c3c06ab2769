"""What stands in the margins: the page number and, in a letter, the second red line (GB/T 9704-2012 §7.5, §8, §10.1)."""

from .letter import red_line
from .measures import LEFT, WIDTH, twips
from .rows import cell, exactly, row, table
from .text import paragraph, run
from .xml import w

DASH = twips(28)  # from the foot of the page to the middle of the number: 7 mm below the type area
STRIP = twips(10)  # the width of the strip in which the number of a landscape sheet stands


def upright(style):
    """Return the footer of an upright page: — 1 —."""
    return [page_number(style)]


def turned(style):
    """Return the footer of a landscape page: its number where it is on the others, so at the left edge, on its side."""
    place = {
        "leftFromText": 0, "rightFromText": 0, "vertAnchor": "page", "horzAnchor": "page",
        "tblpX": DASH - STRIP // 2, "tblpY": LEFT,
    }  # fmt: skip
    strip = cell(STRIP, page_number(style), textDirection="tbRl", vAlign="center")
    floating = table([STRIP], row(strip, trHeight=exactly(WIDTH)), tblpPr=place, tblOverlap="never")
    return [floating, paragraph("OddPage")]


def first_of_letter():
    """Return the footer of a letter's first page: the second line, and no number."""
    return [red_line(), paragraph("OddPage")]


def page_number(style):
    return paragraph(style, run("— "), *_field("PAGE", "1"), run(" —"))


def _field(name, shown):
    begin, separate, end = (w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
    instruction = w("instrText")
    instruction.text = f" {name} "
    return begin, w("r", instruction), separate, run(shown), end
