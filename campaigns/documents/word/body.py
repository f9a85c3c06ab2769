"""The title, the text and its tables, 附件说明 (GB/T 9704-2012 §7.3.1 to §7.3.4, §7.3.7)."""

import re

from ..document import Table
from ..labels import listing_marker
from ..titles import break_title, extent
from .measures import HEIGHT, TITLE_CHARACTER, WIDTH, cells
from .tables import ruled
from .text import paragraph, run

LEVELS = {"section": 1, "clause": 2, "item": 3}
STYLES = {"theme": "Theme", "slogan": "Slogan"}
FOURTH = re.compile(r"[（(]\d")
LISTED = "附件："
NUMBERED = 1  # 字: what 1. to 9. take, for which the styles are made


def title_lines(title, names=(), width=WIDTH):
    """Return the lines of a title, broken as in the PDF."""
    return break_title(title, width // TITLE_CHARACTER, names) if title.strip() else []


def headed(style, lines, **layout):
    """Return the paragraph of a title, its lines kept apart by breaks within it."""
    return [paragraph(style, "\n".join(lines), **layout)] if lines else []


def pieces(sheets, content):
    """Add paragraphs and tables to the sheets, each on sheets that lie its way."""
    for each in content:
        sheets.turn(is_landscape(each))
        if not isinstance(each, Table):
            sheets.add(_piece(each))
        elif (made := ruled(each, HEIGHT if each.is_landscape else WIDTH)) is not None:
            sheets.add(made)
    sheets.turn(False)


def is_landscape(piece):
    return isinstance(piece, Table) and piece.is_landscape


def _piece(piece):
    """Return the paragraph of a Piece. A heading that stands alone is one in Word, with its level in the outline."""
    head, level = piece.marker + piece.heading, _level(piece)
    if level and head and not piece.text:
        return paragraph(f"Level{level}", head)
    text = "\u3000".join(piece.halves) if piece.kind == "slogan" else piece.text
    runs = [run(head, f"RunIn{level}" if level in (1, 2) else None), run(text)]
    return paragraph(STYLES.get(piece.kind, "Body"), *(runs if head else runs[1:]))


def _level(piece):
    """Return 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）, None for what bears no number."""
    return 4 if piece.kind == "item" and FOURTH.match(piece.marker) else LEVELS.get(piece.kind)


def listing(listed):
    """Yield the 附件说明: a row below the text, names under each other, run-over under the name (§7.3.4)."""
    for number, each in enumerate(listed):
        marker = listing_marker(each.marker)
        label = "" if number else LISTED
        name_at = 2 + extent(LISTED + marker)
        place = {"left": cells(name_at), "hanging": cells(extent(label + marker))}
        own = {} if extent(marker) == NUMBERED else {"ind": place}
        yield paragraph("ListedMore" if number else "Listed", label + marker + each.name, **own)
