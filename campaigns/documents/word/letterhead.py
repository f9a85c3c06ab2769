"""版头: the red head of a document, down to its red line (GB/T 9704-2012 §7.2, GB/T 9704-1999)."""

from ..document import Layout
from ..geometry import HEIGHT, MM
from ..marks import SMALLEST, SUFFIX, TOP, named
from ..titles import extent
from . import mark
from .letter import letter_head
from .measures import CHARACTERS, ROW
from .rows import cell, margins, row, table
from .text import paragraph, run

ROWS_BELOW = 2 + 1 + 2 + 1 + 2  # blank, the number, blank, blank under the title, two of text


def letterhead(document, layout, title_rows):
    """Return what stands above the title: nothing where there is neither an organ nor a number."""
    if layout == Layout.LETTER:
        return letter_head(document)
    number = paragraph("Number", document.number)
    if document.organs:
        return [*_marked(document, layout, _room(document, layout, title_rows)), number]
    return [*_urgency(document), *([number] if document.number else [])]


def leaves_room(document, layout, title_rows):
    """Whether page 1 shows text under all its addressees (§7.3.2); a letter's mark stands above its type area."""
    return layout == Layout.LETTER or _room(document, layout, title_rows) >= SMALLEST * mark.ROW


def _room(document, layout, title_rows):
    """Return the points that a mark may take so that page 1 still shows two rows of text (§7.3.3)."""
    addressees = -int(-extent(document.addressees) // CHARACTERS)
    return HEIGHT - TOP[layout] - 4 * MM - (ROWS_BELOW + title_rows + addressees) * ROW / 20


def _marked(document, layout, room):
    names = list(map(named, document.organs))
    is_alone = len(names) == 1 or document.has_host_mark
    look = None if is_alone else mark.joint(names, room)
    urgency = _urgency(document)
    above = round(TOP[layout] * 20) - len(urgency) * ROW
    if look is None:
        look = mark.single(names[0], room / mark.ROW)
        return [*urgency, _single(names[0] + SUFFIX, look, above - look.lead)]
    return [*urgency, _joint(names, look, above - look.lead)]


def _urgency(document):
    """Return the first row of the type area."""
    return [paragraph("Urgency", document.urgency)] if document.urgency else []


def _single(text, look, above):
    return paragraph("Mark", run(text, **look.looks), spacing={"before": above, "line": look.row, "lineRule": "exact"})


def _joint(names, look, above):
    """Return the names of a joint mark under each other, spread to one width, and 文件 beside them."""
    widths = [look.width(max(map(extent, names)) + mark.SLACK), look.width(mark.BESIDE)]
    line = {"line": round(look.size * mark.OPEN * 20), "lineRule": "exact"}
    rows = [paragraph("JointMark", run(name, **look.looks), spacing=line) for name in names]
    word = paragraph("Mark", run(SUFFIX, **look.looks), spacing=line, jc="right")
    cells = row(cell(widths[0], *rows), cell(widths[1], word, vAlign="center"))
    return table(widths, cells, jc="center", tblCellMar=margins(top=above))
