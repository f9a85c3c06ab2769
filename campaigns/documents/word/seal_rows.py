"""The seals of a joint document in neat rows, each on the name of its organ (GB/T 9704-2012 §7.3.5.1, 1999 §8.2.6)."""

from ..titles import extent
from .measures import CHARACTER, CHARACTERS, ROW, WIDTH, millimetres, twips
from .rows import at_least, cell, row, table
from .text import paragraph

GAP = 3  # mm between two seals
BELOW = 4  # mm by which the middle of name and date stands below that of their seal
MOST = 3  # side by side: 3 of 50 mm fill the type area
SHEET = millimetres(WIDTH)


def blank(height, *pictures):
    """Return blank rows of `height` twips, from which pictures may hang."""
    line = {"line": max(20, min(height, ROW)), "lineRule": "exact", "after": max(0, height - ROW)}
    return paragraph("Signer", *pictures, spacing=line, jc="left")


def in_rows(organs, seals, centre=None, date=()):
    """Return the rows, as tables, of organs in order.

    `date` stands below the last name, and the middle of that seal `centre` 字 from the left. Without it (1999) the last
    row stands in the middle of the sheet.
    """
    last = None if centre is None else millimetres(centre * CHARACTER)
    count, width = _arranged(organs, last)
    made = []
    for start in range(0, len(organs), count):
        each = organs[start : start + count]
        ends = start + count >= len(organs)
        left = (SHEET - len(each) * width) / 2 if last is None or not ends else last - (len(each) - 0.5) * width
        made += [blank(_above(organs, start)), _row(each, width, max(0, left), seals, date if ends else ())]
    return made


def _above(organs, start):
    """A blank row stands above names alone; seals stand close to the text and to each other."""
    return twips(GAP) if start or any(organ.seal for organ in organs) else ROW


def _arranged(organs, last):
    """Return (how many stand in a row, the width in mm that each has)."""
    if not any(organ.seal for organ in organs):
        widest = max(extent(organ.name) for organ in organs) + 1
        count = max(1, min(MOST, int((CHARACTERS + 1) // widest)))
        return count, SHEET / count
    widest = max(organ.seal_mm for organ in organs)
    count = next((count for count in (MOST, 2) if _fit(count, len(organs), widest, last)), 1)
    return count, min(widest + GAP, SHEET / count)


def _fit(count, total, diameter, last):
    """Whether so many seals fit in a row, and in the last row, which ends where the date is."""
    rest = total % count or count
    left = 0 if last is None else last - (rest - 1) * (diameter + GAP) - diameter / 2
    return count * diameter <= SHEET and left >= 0


def _row(organs, width, left, seals, date):
    """Return a table of one row."""
    wide = twips(width)
    is_sealed = any(organ.seal for organ in organs)
    cells = [_cell(organ, wide, is_sealed, seals, date if organ is organs[-1] else ()) for organ in organs]
    height = at_least(twips(max(organ.seal_mm for organ in organs)) if is_sealed else ROW)
    place = {"w": twips(left), "type": "dxa"}
    return table([wide] * len(organs), row(*cells, trHeight=height), tblInd=place)


def _cell(organ, width, is_sealed, seals, date):
    """Return the name, and above it the blank from whose top its seal hangs."""
    lines = [paragraph("Signer", organ.name, jc="center"), *date]
    if is_sealed:
        picture = [seals.float(organ)] if organ.seal else []
        lines.insert(0, blank(max(0, twips(organ.seal_mm / 2 + BELOW) - ROW), *picture))
    return cell(width, *lines)
