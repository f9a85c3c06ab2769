"""The seals of a joint document in neat rows, each on the name of its organ (GB/T 9704-2012 §7.3.5.1, 1999 §8.2.6).

All rows are one table, and what is free between them is a margin of its cells.
"""

from dataclasses import dataclass
from itertools import pairwise

from ..titles import break_name, extent
from .measures import CHARACTER, CHARACTERS, ROW, WIDTH, millimetres, twips
from .rows import at_least, cell, margins, row, table
from .text import paragraph

GAP = 3  # mm between two seals
BELOW = 4  # mm by which the middle of name and date stands below that of their seal
MOST = 3  # side by side: 3 of 50 mm fill the type area
STACKED = 400  # twips from line to line of a name in several
SHEET = millimetres(WIDTH)


def seal_place(height, *pictures):
    """Return the blank row, `height` twips high, from whose top seals hang."""
    return paragraph("SealPlace", *pictures, spacing={"line": max(20, height), "lineRule": "exact"})


def in_rows(organs, seals, centre=None, date=()):
    """Return the table of organs in order.

    `date` stands below the last name, and the middle of that seal `centre` 字 from the left. Without it (1999) the rows
    stand in the middle of the sheet.
    """
    last = None if centre is None else millimetres(centre * CHARACTER)
    count, width = _arranged(organs, last)
    rows = [_Row(each, left, twips(width)) for each, left in _placed(organs, count, width, last)]
    edges = sorted({edge for each in rows for edge in each.edges})
    is_sealed = any(organ.seal for organ in organs)
    made = [
        each.made(edges, seals if is_sealed else None, is_first=each is rows[0], date=date if each is rows[-1] else ())
        for each in rows
    ]
    widths = [right - left for left, right in pairwise(edges)]
    place = {"w": edges[0], "type": "dxa"}
    return table(widths, *made, tblInd=place, tblCellMar=margins(top=twips(GAP) if is_sealed else 0))


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


def _placed(organs, count, width, last):
    """Yield (the organs of a row, its left edge in mm): in line with the seal on the date where the sheet is wide enough."""
    ends = None if last is None else min(last + width / 2, SHEET)
    for start in range(0, len(organs), count):
        each = organs[start : start + count]
        is_last = start + count >= len(organs)
        in_line = ends is not None and (is_last or ends >= count * width)
        yield each, max(0, ends - len(each) * width if in_line else (SHEET - len(each) * width) / 2)


@dataclass(frozen=True)
class _Row:
    """Organs side by side: the left edge of the first in mm, the width of each in twips."""

    organs: tuple
    left: float
    width: int

    @property
    def edges(self):
        return [twips(self.left) + place * self.width for place in range(len(self.organs) + 1)]

    def made(self, edges, seals, date, *, is_first):
        """Return the w:tr on a grid with these edges. `seals` is None where there are none."""
        at = [edges.index(edge) for edge in self.edges]
        cells = [
            cell(
                self.width,
                *_lines(organ, self.width, seals, date if organ is self.organs[-1] else (), is_first=is_first),
                **({"gridSpan": right - left} if right - left > 1 else {}),
            )
            for organ, (left, right) in zip(self.organs, pairwise(at), strict=True)
        ]
        height = twips(max(organ.seal_mm for organ in self.organs) + GAP) if seals else ROW
        return row(*cells, trHeight=at_least(height), **_skipped(edges, at[0], at[-1]))


def _skipped(edges, first, last):
    """Return what says how many columns of the grid stand free before and after a row."""
    before, after = first, len(edges) - 1 - last
    skipped = {}
    if before:
        skipped |= {"gridBefore": before, "wBefore": {"w": edges[first] - edges[0], "type": "dxa"}}
    if after:
        skipped |= {"gridAfter": after, "wAfter": {"w": edges[-1] - edges[last], "type": "dxa"}}
    return skipped


def _lines(organ, width, seals, date, *, is_first):
    """Return the name, and above it the blank from whose top its seal hangs; a blank row above names alone."""
    name = break_name(organ.name, max(1, width // CHARACTER))
    line = {"line": STACKED, "lineRule": "exact"} if len(name) > 1 else {}
    if not seals:
        return [_name(name, line | {"before": ROW if is_first else 0}), *date]
    above = twips(organ.seal_mm / 2 + BELOW) - (len(name) * STACKED if line else ROW)
    pictures = [seals.float(organ)] if organ.seal else []
    return [seal_place(above, *pictures), _name(name, line), *date]


def _name(lines, spacing):
    return paragraph("Signer", "\n".join(lines), jc="center", **({"spacing": spacing} if spacing else {}))
