"""The red head of page 1: the mark, the number, the red line; sized so that the title lands on the grid.

GB/T 9704-2012 §7.2; 1999 as far as it differs; the letter of 2012 §10.1.
"""

from dataclasses import dataclass, replace

from ..document import Layout
from ..fonts import Role
from ..geometry import LEFT, MM, NO_2, NO_3, PAGE_HEIGHT, PAGE_WIDTH, TOP, WIDTH
from ..marks import LARGEST, LETTER_TOP, SMALLEST, SUFFIX, SUFFIX_GAP, named, usual_letter_size, usual_size
from ..marks import TOP as MARK_TOP
from .lines import length

RED_LINE = 1.5  # pt; the standard gives no weight
UNDER_NUMBER = 4 * MM
LETTER_LINE = 170 * MM  # the width of the double lines
UNDER_DOUBLE = NO_3 * 7 / 8  # the number below the double line
LETTER_FOOT = 20 * MM  # the second double line above the page's foot
DOUBLE = 1.1 * MM  # thick and thin together
LEAST_AIR, AIR, MOST_AIR = 0.1, 0.25, 0.7  # em between joint names: as tight, as usual and as wide as may be
MOST_SLACK = 27.0  # pt that a mark may leave of its room, half of it above the number and half below the red line


@dataclass(frozen=True)
class MarkLine:
    """One name, with the space between its characters in points."""

    text: str
    spacing: float = 0.0


@dataclass(frozen=True)
class Mark:
    """The names in red, in points: `gap` between rows; `squeeze` is the horizontal scale of `width` onto the page."""

    lines: tuple[MarkLine, ...]
    size: float
    gap: float = 0.0
    squeeze: float = 1.0
    suffix: str = ""

    @property
    def height(self):
        return len(self.lines) * self.size + (len(self.lines) - 1) * self.gap

    @property
    def names_width(self):
        return max(_natural(line.text, self.size) for line in self.lines)

    @property
    def width(self):
        return self.names_width + (SUFFIX_GAP + len(SUFFIX)) * self.size * bool(self.suffix)

    @property
    def box(self):
        """The width of the type area before it is condensed."""
        return WIDTH / self.squeeze

    @property
    def left(self):
        return (self.box - self.width) / 2

    @property
    def suffix_left(self):
        return self.left + self.names_width + SUFFIX_GAP * self.size

    @property
    def suffix_top(self):
        return (self.height - self.size) / 2


@dataclass(frozen=True)
class Head:
    """What stands above the title: its rows on the grid and the places within them, in points from its top."""

    rows: int
    mark: Mark | None = None
    mark_top: float = 0.0
    number: str = ""
    number_gap: float = 0.0
    rule_gap: float = 0.0
    urgency: str = ""

    @property
    def number_drop(self):
        """How far the number of a letter moves up to stand on the row of the urgency."""
        return self.number_gap + NO_3


def heads_of(document, layout, grid, most):
    """Return (usual Heads, others) of at most `most` rows, the best first; none where the mark would be too small for any.

    A mark has one size for its names, as organs have their heads printed; what the grid leaves of its room goes between
    the names, above the number and below the red line. Others, for where that does not do, have it smaller, or wider
    gaps. A head without a mark is as high as it is.
    """
    if layout == Layout.LETTER:
        return _letter_heads(document, grid, most)
    if not document.organs:
        rows = 2 + bool(document.urgency) + bool(document.number)
        return [Head(rows, number=document.number, urgency=document.urgency)], []
    names = [named(organ) for organ in ([document.host] if document.has_host_mark else document.organs)]
    wanted = usual_size(max(_natural(name, 1) for name in names), len(names))
    usual, other, poor = [], [], []
    for rows in range(5, most + 1):
        room = _room(rows, document, layout, grid)
        mark = _mark(names, room, wanted)
        slack = room - mark.height
        air = abs(mark.gap - AIR * mark.size) if len(names) > 1 else 0
        head = _made(rows, mark, document, layout, grid, slack)
        if mark.size >= min(wanted, max(SMALLEST, wanted * 0.75)):
            kind = poor if slack > MOST_SLACK else usual if mark.size == wanted else other
            kind.append((wanted - mark.size + slack + air, rows, head))
    return _best_first(usual), _best_first(other) or _best_first(poor)[: not usual]


def _best_first(heads):
    return [head for *_, head in sorted(heads, key=lambda each: each[:2])]


def _room(rows, document, layout, grid):
    """The height of the mark that lands the title on row `rows` of the grid, two blank rows above and below."""
    number = NO_3 + UNDER_NUMBER + 2 * grid.pitch if document.number else 0
    title = rows * grid.pitch + (NO_3 - NO_2) / 2
    return title - 2 * grid.pitch - RED_LINE - number - (0 if document.number else 2 * grid.pitch) - MARK_TOP[layout]


def _made(rows, mark, document, layout, grid, slack=0.0):
    """The Head whose title stands on row `rows`; `slack` is what the mark leaves of its room, half of it above the number."""
    gap = 2 * grid.pitch + slack / 2
    return Head(
        rows=rows,
        mark=mark,
        mark_top=grid.lead + MARK_TOP[layout],
        number=document.number,
        number_gap=gap,
        rule_gap=UNDER_NUMBER if document.number else gap,
        urgency=document.urgency,
    )


def _mark(names, room, wanted):
    """The Mark of names in a height in points, `wanted` points large if it can be.

    One name has 文件 after it, several stand one below the other with 文件 beside them.
    """
    if len(names) == 1:
        line, size = MarkLine(names[0] + SUFFIX), max(0.1, min(room, wanted))
        return Mark((line,), size, squeeze=min(1.0, WIDTH / _natural(line.text, size)))
    longest, count = max(names, key=lambda name: _natural(name, 1)), len(names)
    size = max(0.1, min(wanted, room / (count + LEAST_AIR * (count - 1))))
    gap = min((room - count * size) / (count - 1), MOST_AIR * size)
    lines = tuple(MarkLine(name, _spread(name, longest, size)) for name in names)
    mark = Mark(lines, size, gap, suffix=SUFFIX)
    return replace(mark, squeeze=min(1.0, WIDTH / mark.width))


def _spread(name, longest, size):
    return (_natural(longest, size) - _natural(name, size)) / max(1, len(name) - 1)


def _natural(text, size):
    return length(text, Role.BIAO, size)


def _letter_heads(document, grid, most):
    """The mark 30 mm below the page's top, red double line, and under it the number (§10.1).

    The title stands two rows below the last element, at most one leading more, and on the grid.
    """
    has_below = document.number or document.urgency
    under = UNDER_NUMBER + DOUBLE + (UNDER_DOUBLE + NO_3 if has_below else 0)
    room = {rows: TOP + (rows - 2) * grid.pitch + (NO_3 - NO_2) / 2 - under - LETTER_TOP for rows in range(2, most + 1)}
    head = Head(
        rows=min((rows for rows in room if room[rows] >= 0), default=2),
        mark_top=LETTER_TOP - (TOP - grid.lead),
        number=document.number,
        number_gap=UNDER_DOUBLE,
        rule_gap=UNDER_NUMBER,
        urgency=document.urgency,
    )
    if not document.host:
        return [head], []
    name = named(document.host)
    em = _natural(name, 1)
    usual = usual_letter_size(em)
    found = [], []
    for rows, largest in room.items():
        size = min(max(usual, largest - 2 * grid.lead), largest)
        mark = Mark((MarkLine(name),), size, squeeze=min(1.0, WIDTH / (em * max(size, 0.1))))
        off = abs(size - usual)
        if size >= min(usual, SMALLEST) and size <= LARGEST:
            found[off > usual / 4].append((off, rows, replace(head, rows=rows, mark=mark)))
    return tuple(map(_best_first, found))


@dataclass(frozen=True)
class LetterLines:
    """The two red double lines of a letter, in points: their width, how far they stand out, where the lower one is."""

    width: float
    inset: float
    foot: float


def letter_lines(grid):
    foot = PAGE_HEIGHT - LETTER_FOOT - DOUBLE - (TOP - grid.lead)  # from the top of the content
    return LetterLines(LETTER_LINE, LEFT - (PAGE_WIDTH - LETTER_LINE) / 2, foot)
