"""版记: the lines and rows at the foot of the last page (GB/T 9704-2012 §7.4; 1999 with 主题词 and in 3号)."""

from dataclasses import dataclass

from ..document import DocumentError, Layout
from ..fonts import Role
from ..geometry import HEIGHT, MM, NO_3, NO_4, WIDTH
from ..labels import closed
from .lines import Line, Measure, Run, compose, hung, length

THICK, THIN = 0.35 * MM, 0.25 * MM
LEADING = 1.75  # row to type size
SLACK = 0.01  # pt, so that rounding never pushes the last line to another page


@dataclass(frozen=True)
class Row:
    """One line of type, or two texts at both ends of it (印发机关, 印发日期)."""

    line: Line
    right: str = ""


@dataclass(frozen=True)
class Entry:
    """Rows of one element. `rule` is the weight in points of the line above it, 0 for none."""

    rows: tuple[Row, ...]
    rule: float


@dataclass(frozen=True)
class Imprint:
    """Entries from the top down; the last line closes the type area. Sizes in points."""

    entries: tuple[Entry, ...]
    size: float
    has_foot: bool = True

    @property
    def pitch(self):
        return self.size * LEADING

    @property
    def foot(self):
        return THICK if self.has_foot else 0

    @property
    def height(self):
        rows = sum(len(entry.rows) for entry in self.entries)
        return rows * self.pitch + sum(entry.rule for entry in self.entries) + self.foot


class ImprintTooTallError(DocumentError):
    def __init__(self):
        super().__init__("版记（主题词、抄送机关等）一面排不下，请缩短，例如以统称代替逐一列名。")


@dataclass(frozen=True)
class Place:
    """Where the 版记 stands: on the last page or one of its own, `space` points below what is above it there."""

    starts_page: bool
    follows_blank: bool
    space: float


def place_of(imprint, pages, grid):
    """Return the Place: the last page is even, and has room for the 版记 alone where the text leaves none (§7.4.1)."""
    if imprint.height + grid.pitch > HEIGHT:
        raise ImprintTooTallError
    room = (grid.rows - pages[-1].used) * grid.pitch - grid.lead
    is_even = len(pages) % 2 == 0
    starts_page = not is_even or imprint.height + grid.pitch > room
    space = (grid.rows * grid.pitch - grid.lead if starts_page else room) - imprint.height - SLACK
    return Place(starts_page, starts_page and is_even, space)


def imprint_of(document, layout, grid, addressees=""):
    """Return the Imprint of a document, or None where it has nothing for it.

    `addressees` are those that found no room above the text: they stand over 抄送 without a line (2012 §7.4.2).
    """
    size = NO_3 if layout == Layout.Y1999 else NO_4
    copied = _hung("抄送：", closed(document.cc), size, grid) if document.cc else ()
    moved = _hung("主送：", closed(addressees.rstrip("：:")), size, grid) if addressees else ()
    printed = _printed(document, size, grid) if layout != Layout.LETTER else ()
    if layout == Layout.Y1999:
        groups = [_keywords(document, grid), moved + copied, _internal(document, size, grid), printed]
        return _made(groups, size, first=0.0, other=THIN, foot=True)
    lined = layout == Layout.Y2012
    groups = [moved + copied, printed]
    return _made(groups, size, THICK if lined else 0.0, THIN if lined else 0.0, foot=lined)


def _made(groups, size, first, other, foot):
    groups = [group for group in groups if group]
    entries = tuple(Entry(rows, other if number else first) for number, rows in enumerate(groups))
    return Imprint(entries, size, foot) if entries else None


def _keywords(document, grid):
    if not document.keywords:
        return ()
    label, words = Run("主题词：", Role.HEI), Run("\u3000".join(document.keywords), Role.BIAO)
    measure = Measure(WIDTH, NO_3, grid.spacing, 0, 4 * grid.cell, fills=False)
    return tuple(map(Row, compose([label, words], measure)))


def _internal(document, size, grid):
    label, colon, rest = document.internal_distribution.rpartition("：")
    return _hung(label + colon, rest, size, grid) if rest else ()


def _hung(label, text, size, grid):
    """Rows one 字 in on both sides, run-over under the character after the colon (§7.4.2)."""
    return tuple(map(Row, hung(label, text, Measure(WIDTH - grid.cell, size, 0, grid.cell))))


def _printed(document, size, grid):
    office, printed = document.print_office, document.printed
    if not office and not printed:
        return ()
    room = WIDTH - 2 * grid.cell - length(printed, size=size) - size
    rows = [
        Row(line)
        for line in compose([Run(office)], Measure(grid.cell + room, size, 0, grid.cell, grid.cell, fills=False))
    ]
    rows = rows or [Row(Line((), 0, grid.cell))]
    return (*rows[:-1], Row(rows[-1].line, printed))
