"""署名、成文日期、印章: where they stand under the text.

GB/T 9704-2012 §7.3.5.1 (seals) and §7.3.5.2 (none); 1999 §8.2.6, which names no organ where one or two sign.
"""

from dataclasses import dataclass

from .. import seals
from ..dates import as_printed
from ..document import DocumentError, Layout
from ..geometry import MM, WIDTH
from ..titles import break_name
from .flow import Block
from .lines import Line, Run, length

ABREAST = 3  # seals or names in a row: three of 50 mm fill the type area
APART = 3 * MM  # between seals, which neither touch nor overlap
MOST_TOGETHER = 18  # unsealed names that one page holds; more run on
MOST_ROWS = 20  # of the grid, for seals: a page must bear a row of text beside them


class TooManySealsError(DocumentError):
    def __init__(self, count):
        super().__init__(f"{count} 个机关的印章一页排不下（须与正文同页），请减少加盖印章的机关，或改为不加盖印章。")


@dataclass(frozen=True)
class Placed:
    """A text on one line at a place in points from the top left of its block."""

    text: str
    left: float
    top: float
    spacing: float


@dataclass(frozen=True)
class PlacedSeal:
    """A picture of `size` points at a place in points from the top left of its block."""

    source: str
    name: str
    left: float
    top: float
    size: float


@dataclass(frozen=True)
class Seals:
    """Texts and seals of a signature; `bottom` is the height in points that they take."""

    texts: tuple[Placed, ...]
    seals: tuple[PlacedSeal, ...]
    bottom: float


def signature_of(document, layout, grid):
    """Return the Blocks of the signature, none where neither organs sign nor a date is known."""
    date = as_printed(document.dated, layout)
    names = _names(document, layout)
    if document.is_sealed:
        return [_sealed(document, names, date, layout, grid)]
    if not names and not date:
        return []
    parts = [part for name in names for part in _parts(name, WIDTH - 5 * grid.cell, grid)]
    lines = (_unsealed_1999 if layout == Layout.Y1999 else _unsealed)(parts, date, grid)
    together = len(lines) <= MOST_TOGETHER
    return [Block("signature", "div", "signature", lines=lines, before=1, splits=not together)]


def _names(document, layout):
    """1999 has no 署名: names are printed only where three organs or more put their seals."""
    names = [organ.name for organ in document.organs] if document.is_signed else []
    return names if layout != Layout.Y1999 or len(names) >= ABREAST else []


# --- without seals ------------------------------------------------------------------------------------------------


def _unsealed(names, date, grid):
    """Names under each other in one width, 右空二字; the date two characters in from them (2012 §7.3.5.2)."""
    longest = max((_width(name, grid) for name in names), default=0)
    dated = _width(date, grid)
    right = WIDTH - 2 * grid.cell
    left = right - max(longest, dated + 2 * grid.cell if names else dated)
    lines = [Line((Run(name),), _spread(name, longest, grid), left) for name in names]
    return lines + ([Line((Run(date),), grid.spacing, left + 2 * grid.cell * bool(names))] if date else [])


def _unsealed_1999(names, date, grid):
    rows = [_row_1999(row, grid) for row in _rows(names, _abreast(names, grid))]
    spare = 2 if names else 4
    return rows + ([Line((Run(date),), grid.spacing, WIDTH - spare * grid.cell - _width(date, grid))] if date else [])


def _row_1999(names, grid):
    """Up to three names in a row, centred, a wide space between them."""
    gap = "\u3000" * 2
    text = gap.join(names)
    while len(names) > 1 and _width(text, grid) > WIDTH and len(gap) > 1:
        gap = gap[1:]
        text = gap.join(names)
    return Line((Run(text),), grid.spacing, max(0, (WIDTH - _width(text, grid)) / 2))


def _abreast(names, grid):
    widest = max((_width(name, grid) for name in names), default=0)
    return max(1, min(ABREAST, int((WIDTH + grid.cell) // (widest + grid.cell)) if widest else ABREAST))


def _rows(names, abreast):
    return [names[start : start + abreast] for start in range(0, len(names), abreast)]


def _spread(name, goal, grid):
    return grid.spacing + (goal - _width(name, grid)) / max(1, len(name) - 1)


def _width(text, grid):
    return length(text, spacing=grid.spacing)


# --- with seals ---------------------------------------------------------------------------------------------------


def _sealed(document, names, date, layout, grid):
    is_alone_on_date = layout == Layout.Y1999 and len(document.organs) < ABREAST
    place = _seals_on_date if is_alone_on_date else _SealRows
    placed = place(document, names, date, layout, grid)
    rows = -int(-(placed.bottom + grid.lead) // grid.pitch)  # within the type area, were they last on the page
    if rows > min(MOST_ROWS, grid.rows - 1):
        raise TooManySealsError(len(document.organs))
    return Block("seals", "div", rows=rows, data=placed)


STACKED = 20.0  # pt from line to line of a name in two
BELOW_CENTRE = -6.0  # pt: the top of a name's row from the centre of its seal, so that the name is a little below it


class _SealRows:
    """One seal on each name, in order, in rows of at most three.

    2012 §7.3.5.1: the last seal is on its name and the date, 右空四字, and the columns are in line with it where they
    can be. 1999: each row is centred, the date stands under the last one, 右空二字.
    """

    def __init__(self, document, names, date, layout, grid):
        self.grid, self.has_date_in_seal = grid, layout != Layout.Y1999
        self.size = max(organ.seal_mm for organ in document.organs) * MM
        names, self.abreast, self.step = _arranged(names, self.size, grid)
        dated = _width(date, grid)
        self.last = min(WIDTH - 4 * grid.cell - dated / 2, WIDTH - (self.step - APART) / 2)
        self.texts, self.seals, top = [], [], _first_top(layout, grid)
        rows = _rows(list(zip(document.organs, names, strict=True)), self.abreast)
        for row in rows:
            self._put(row, top, is_last=row is rows[-1])
            top += self.size + APART
        self._date(date, top - APART, dated)

    def _put(self, row, top, *, is_last):
        for (organ, name), middle in zip(row, self._middles(len(row), is_last=is_last), strict=True):
            self.texts += _stacked(name, middle, top + self.size / 2, is_last and self.has_date_in_seal, self.grid)
            self.seals += _seal(organ, middle, top, self.size)

    def _middles(self, count, *, is_last):
        first = WIDTH / 2 - (count - 1) / 2 * self.step
        in_line = self.last - (self.abreast - 1) * self.step >= self.step / 2
        if self.has_date_in_seal and (is_last or in_line):
            first = self.last - (count - 1) * self.step
        return [first + place * self.step for place in range(count)]

    def _date(self, date, bottom, dated):
        grid = self.grid
        if self.has_date_in_seal:
            top = bottom - self.size / 2 + BELOW_CENTRE + grid.pitch
            self.texts.append(_centred(date, self.last, top, grid))
        else:
            self.texts.append(Placed(date, WIDTH - 2 * grid.cell - dated, bottom, grid.spacing))
        self.bottom = max(bottom, self.texts[-1].top + grid.pitch)


def _arranged(names, size, grid):
    """Return (names as lists of lines, how many abreast, points from seal to seal): whole names abreast, else in two."""
    for abreast in range(min(ABREAST, max(1, len(names))), 0, -1):
        for lines in ([[name] for name in names], [_in_two(name, size, grid) for name in names]):
            widest = max((_width(line, grid) for name in lines for line in name), default=0)
            step = max(size + APART, widest + grid.cell / 2)
            if (abreast - 1) * step + max(size, widest) <= WIDTH + 1:
                return lines, abreast, step
    return lines, 1, step


def _in_two(name, size, grid):
    return [name] if _width(name, grid) <= size else break_name(name, len(name) // 2 + 2)


def _parts(name, most, grid):
    """Return a name on as few lines as keep each under `most` points, in whole words."""
    return break_name(name, max(1, int(most // grid.cell)))


def _stacked(lines, middle, centre, is_dated, grid):
    """The lines of a name, a little below the centre; where a date follows, the last of them is."""
    above = (len(lines) - 1) * (1 if is_dated else 0.5)
    return [
        _centred(line, middle, centre + BELOW_CENTRE + (number - above) * STACKED, grid)
        for number, line in enumerate(lines)
    ]


def _seals_on_date(document, names, date, layout, grid):
    """One or two organs of 1999: no names, the seals on the date (中套); of two, the date spread, 7 字 free on both sides."""
    size = max(organ.seal_mm for organ in document.organs) * MM
    top, dated = _first_top(layout, grid), _width(date, grid)
    date_top = top + size / 2 - grid.pitch / 2
    if len(document.organs) == 1:
        middle = min(WIDTH - 4 * grid.cell - dated / 2, WIDTH - size / 2)
        return Seals(
            (_centred(date, middle, date_top, grid),), tuple(_seal(document.host, middle, top, size)), top + size
        )
    spread = grid.spacing + (WIDTH - 14 * grid.cell - dated) / max(1, len(date) - 1)
    apart = (size + APART * 0.9) / 2
    host, other = (
        _seal(organ, WIDTH / 2 + side * apart, top, size) for organ, side in zip(document.organs, (-1, 1), strict=True)
    )
    return Seals((Placed(date, 7 * grid.cell, date_top, spread),), (*host, *other), top + size)


def _first_top(layout, grid):
    """From the box of the row above to the first seal: within one row of its text, in 1999 2 to 4 mm from it."""
    return (3 * MM if layout == Layout.Y1999 else 5 * MM) - grid.lead


def _centred(text, middle, top, grid):
    return Placed(text, middle - _width(text, grid) / 2, top, grid.spacing)


def _seal(organ, middle, top, size):
    if not organ.seal:
        return []
    own = organ.seal_mm * MM
    picture = seals.address(seals.ready(organ.seal))
    return [PlacedSeal(picture, organ.name, middle - own / 2, top + (size - own) / 2, own)]
