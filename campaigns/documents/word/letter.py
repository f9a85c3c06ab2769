"""The head of a letter (信函格式, GB/T 9704-2012 §10.1): the mark high on page 1, and a red double line at either end."""

from ..marks import LETTER_TOP, named
from . import mark
from .measures import PAGE_HEIGHT, PAGE_WIDTH, WIDTH, twips
from .styles import RED
from .text import paragraph, run, tab
from .xml import w

LINE_WIDTH = twips(170)
FRAME = {
    "w": LINE_WIDTH,
    "hAnchor": "page",
    "x": (PAGE_WIDTH - LINE_WIDTH) // 2,
    "vAnchor": "page",
    "wrap": "notBeside",
}


def letter_head(document):
    """Return the mark, which is the host's alone, and the row under the line: urgency at the left, number at the right."""
    head = [_mark(named(document.host))] if document.host else []
    if not (document.urgency or document.number):
        return head
    edge = [w("tab", val="right", pos=WIDTH)]
    return [*head, paragraph("LetterNumber", _urgent(document.urgency), tab(), document.number, tabs=edge)]


def _urgent(text):
    return run(text, "RunIn1")


def _mark(name):
    """Return the mark 30 mm below the edge of the page, over a line that is thick above and thin below."""
    look = mark.letter(name)
    line = w("bottom", val="thickThinSmallGap", sz=24, space=round(11 - look.size * 0.1), color=RED)
    place = FRAME | {"y": round(LETTER_TOP * 20) - look.lead}
    row = {"line": look.row, "lineRule": "exact"}
    return paragraph("Mark", run(name, **look.looks), framePr=place, pBdr=[line], spacing=row)


def red_line():
    """Return the line at the foot of page 1, 20 mm above the edge, thin above and thick below."""
    line = w("bottom", val="thinThickSmallGap", sz=24, space=0, color=RED)
    place = FRAME | {"y": PAGE_HEIGHT - twips(20) - 20}
    return paragraph("LetterLine", framePr=place, pBdr=[line])
