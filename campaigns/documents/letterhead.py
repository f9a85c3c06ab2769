"""The red head of page 1: the mark, the number, the red line; sized so that the title lands on the grid.

GB/T 9704-2012 §7.2; 1999 as far as it differs; the letter of 2012 §10.1.
"""

from dataclasses import dataclass

from .document import Layout
from .fonts import Role
from .geometry import LEFT, MM, NO_2, NO_3, PAGE_HEIGHT, PAGE_WIDTH, TOP, WIDTH
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


def head_of(document, layout, grid, below):
    """Return the Head of a document, or None where `below` rows (title, addressees, one row of text) leave no room.

    `below` decides how large the mark may be: page 1 must show text (2012 §7.3.3).
    """
    if layout == Layout.LETTER:
        return _letter_head(document, grid)
    if not document.organs:
        return Head(
            rows=2 + bool(document.urgency) + bool(document.number), number=document.number, urgency=document.urgency
        )
    names = [organ.name for organ in ([document.host] if document.has_host_mark else document.organs)]
    if len(names) == 1:
        return _single_mark(names[0], document, layout, grid, below)
    return _joint_mark(names, document, layout, grid, below)


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


def _single_mark(name, document, layout, grid, below):
    """The largest mark that leaves room below. One that would be condensed too far is set smaller instead."""
    line = MarkLine(name + SUFFIX)
    em = _natural(line.text, 1)
    for rows in range(grid.rows - below, 4, -1):
        room = _room(rows, document, layout, grid)
        if SMALLEST <= room <= LARGEST:
            size = min(room, WIDTH / (em * TIGHTEST_SINGLE))
            mark = Mark((line,), size, squeeze=min(1.0, WIDTH / (em * size)))
            return _made(rows, mark, document, layout, grid, room - size)
    return None


def _joint_mark(names, document, layout, grid, below):
    """The largest joint mark: names one below the other, spread to one width, 文件 beside them."""
    longest, count = max(names, key=lambda name: _natural(name, 1)), len(names)
    most = WIDTH / (_natural(longest, 1) + SUFFIX_GAP + len(SUFFIX))
    best = None
    for rows in range(5, grid.rows - below + 1):
        room = _room(rows, document, layout, grid)
        size = min(room / (count + 0.1 * (count - 1)), LARGEST * 0.75, most / TIGHTEST_JOINT)
        gap = (room - count * size) / (count - 1)
        if size >= SMALLEST and gap <= 0.7 * size and (best is None or _looks(size, gap, most) > best[0]):
            best = (_looks(size, gap, most), rows, size, gap)
    if best is None:
        return None
    _, rows, size, gap = best
    lines = tuple(MarkLine(name, _spread(name, longest, size)) for name in names)
    return _made(rows, Mark(lines, size, gap, min(1.0, most / size), SUFFIX), document, layout, grid)


def _looks(size, gap, most):
    """How well a joint mark looks: large, but not condensed, and with air between its rows."""
    return min(size, most) + 2 * min(gap, 0.3 * size) - 2 * max(0, size - most)


def _spread(name, longest, size):
    return (_natural(longest, size) - _natural(name, size)) / max(1, len(name) - 1)


def _natural(text, size):
    return length(text, Role.BIAO, size)


def _letter_head(document, grid):
    """The mark 30 mm below the page's top, red double line, and under it the number (§10.1)."""
    has_below = document.number or document.urgency
    under = UNDER_NUMBER + DOUBLE + (UNDER_DOUBLE + NO_3 if has_below else 0)
    rows, mark = _letter_mark(document.host, under, grid)
    return Head(
        rows=rows,
        mark=mark,
        mark_top=LETTER_TOP - (TOP - grid.lead),
        number=document.number,
        number_gap=UNDER_DOUBLE,
        rule_gap=UNDER_NUMBER,
        urgency=document.urgency,
    )


def _letter_mark(host, under, grid):
    """Return the rows above the title and the mark, None without a host.

    The title stands two rows below the last element (§10.1), at most one leading more, and on the grid: the size of
    the mark, which is free, makes up for what is between the two.
    """
    if not host:
        return -int(-(LETTER_TOP + under - TOP + 2 * grid.pitch - (NO_3 - NO_2) / 2) // grid.pitch), None
    em = _natural(host.name, 1)
    natural = min(WIDTH / em, LARGEST_LETTER)
    sizes = []
    for rows in range(2, grid.rows // 2):
        largest = TOP + rows * grid.pitch + (NO_3 - NO_2) / 2 - 2 * grid.pitch - under - LETTER_TOP
        size = min(max(natural, largest - 2 * grid.lead), largest)
        sizes.append((abs(size - natural), rows, size))
    _, rows, size = min(sizes)
    return rows, Mark((MarkLine(host.name),), size, squeeze=min(1.0, WIDTH / (em * size)))


@dataclass(frozen=True)
class LetterLines:
    """The two red double lines of a letter, in points: their width, how far they stand out, where the lower one is."""

    width: float
    inset: float
    foot: float


def letter_lines(grid):
    foot = PAGE_HEIGHT - LETTER_FOOT - DOUBLE - (TOP - grid.lead)  # from the top of the content
    return LetterLines(LETTER_LINE, LEFT - (PAGE_WIDTH - LETTER_LINE) / 2, foot)
