"""The red head of page 1: the mark, the number, the red line; sized so that the title lands on the grid.

GB/T 9704-2012 §7.2; 1999 as far as it differs; the letter of 2012 §10.1.
"""

from dataclasses import dataclass, replace

from ..document import Layout
from ..fonts import Role
from ..geometry import LEFT, MM, NO_2, NO_3, PAGE_HEIGHT, PAGE_WIDTH, TOP, WIDTH
from .lines import length

RED_LINE = 1.5  # pt; the standard gives no weight
MARK_TOP = {Layout.Y2012: 35 * MM, Layout.Y1999: 25 * MM}  # below the top of the type area
UNDER_NUMBER = 4 * MM
LETTER_TOP, LETTER_LINE = 30 * MM, 170 * MM  # mark below the page's top; the width of the double lines
LARGEST_LETTER = 40.0  # pt
UNDER_DOUBLE = NO_3 * 7 / 8  # the number below the double line
LETTER_FOOT = 20 * MM  # the second double line above the page's foot
DOUBLE = 1.1 * MM  # thick and thin together
LARGEST, SMALLEST = 62.0, 20.5  # pt: 22 mm, and what still reads as a mark
LARGEST_JOINT, MOST_AIR = 46.5, 0.7  # pt; em between names
MOST_SLACK = 27.0  # pt that a mark may leave of its room, half of it above the number and half below the red line
TIGHTEST_SINGLE, TIGHTEST_JOINT = 0.58, 0.75  # how far a mark may be condensed
SUFFIX, SUFFIX_GAP = "文件", 0.4  # em between the names and 文件


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


def heads_of(document, layout, grid, most, smallest=SMALLEST):
    """Return the Heads of at most `most` rows, the best first; none where every mark is under `smallest` points.

    The size of the mark is free: each Head has the one that lands the title on the grid, and a head without a mark is
    as high as it is.
    """
    if layout == Layout.LETTER:
        return _letter_heads(document, grid, most, smallest)
    if not document.organs:
        rows = 2 + bool(document.urgency) + bool(document.number)
        return [Head(rows, number=document.number, urgency=document.urgency)]
    names = [organ.name for organ in ([document.host] if document.has_host_mark else document.organs)]
    marks = []
    for rows in range(5, most + 1):
        room = _room(rows, document, layout, grid)
        looks, mark = _single(names[0], room) if len(names) == 1 else _joint(names, room)
        slack = room - mark.height
        if mark.size >= smallest and slack <= MOST_SLACK:
            marks.append((looks - slack, _made(rows, mark, document, layout, grid, slack)))
    return _best_first(marks)


def _best_first(heads):
    return [head for _, head in sorted(heads, key=lambda each: each[0], reverse=True)]


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


def _single(name, room):
    """Return (how well it looks, the largest Mark in a height); one condensed too far is set smaller instead."""
    line = MarkLine(name + SUFFIX)
    em = _natural(line.text, 1)
    size = min(room, LARGEST, WIDTH / (em * TIGHTEST_SINGLE))
    return size, Mark((line,), size, squeeze=min(1.0, WIDTH / (em * size)))


def _joint(names, room):
    """Return (how well it looks, the largest Mark in a height): names one below the other, 文件 beside them.

    Large looks well, but not condensed, and with air between the rows.
    """
    longest, count = max(names, key=lambda name: _natural(name, 1)), len(names)
    natural = WIDTH / (_natural(longest, 1) + SUFFIX_GAP + len(SUFFIX))
    size = min(room / (count + 0.1 * (count - 1)), LARGEST_JOINT, natural / TIGHTEST_JOINT)
    gap = min((room - count * size) / (count - 1), MOST_AIR * size)
    lines = tuple(MarkLine(name, _spread(name, longest, size)) for name in names)
    looks = min(size, natural) + 2 * min(gap, 0.3 * size) - 2 * max(0, size - natural)
    return looks, Mark(lines, size, gap, min(1.0, natural / size), SUFFIX)


def _spread(name, longest, size):
    return (_natural(longest, size) - _natural(name, size)) / max(1, len(name) - 1)


def _natural(text, size):
    return length(text, Role.BIAO, size)


def _letter_heads(document, grid, most, smallest):
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
        return [head]
    em = _natural(document.host.name, 1)
    natural = min(WIDTH / em, LARGEST_LETTER)
    heads = []
    for rows, largest in room.items():
        size = min(max(natural, largest - 2 * grid.lead), largest)
        mark = Mark((MarkLine(document.host.name),), size, squeeze=min(1.0, WIDTH / (em * size)))
        if smallest <= size <= LARGEST:
            heads.append((-abs(size - natural), replace(head, rows=rows, mark=mark)))
    return _best_first(heads)


@dataclass(frozen=True)
class LetterLines:
    """The two red double lines of a letter, in points: their width, how far they stand out, where the lower one is."""

    width: float
    inset: float
    foot: float


def letter_lines(grid):
    foot = PAGE_HEIGHT - LETTER_FOOT - DOUBLE - (TOP - grid.lead)  # from the top of the content
    return LetterLines(LETTER_LINE, LEFT - (PAGE_WIDTH - LETTER_LINE) / 2, foot)
