"""Tables: columns as wide as their texts need, rows counted before they are laid out, a head on every page."""

from dataclasses import dataclass

from ..document import DocumentError
from ..fonts import Role
from ..geometry import HEIGHT, NO_4, WIDTH
from .flow import Block
from .lines import Line, Measure, Run, compose, length

SIZE = NO_4 - 2  # 小四: a table may be set smaller than the text
ROW = 20.0  # pt from line to line in a cell
PAD, SIDE = 3.0, 5.0  # pt above and below, left and right in a cell
RULE = 0.5  # pt
GAP = 12.0  # pt between a title that lies on its side and its table


@dataclass(frozen=True)
class Cell:
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Chunk:
    """What one page holds of a table: widths of columns and heights of rows in points, the head first."""

    widths: tuple[float, ...]
    head: tuple[Cell, ...]
    head_height: float
    rows: tuple[tuple[float, tuple[Cell, ...]], ...]
    is_landscape: bool = False
    above: tuple[Block, ...] = ()

    @property
    def width(self):
        return sum(self.widths)

    @property
    def height(self):
        return self.head_height + sum(height for height, _ in self.rows)


class TableTooTallError(DocumentError):
    def __init__(self):
        super().__init__("表格有一行超过一页，排不下，请把这一行分成几行。")


class TableTooWideError(DocumentError):
    def __init__(self, columns):
        super().__init__(f"表格有 {columns} 列，排不下，请横排，或拆成几张表。")


def table_blocks(table, grid, used=None, above=()):
    """Return the Blocks of a Table, each for one page.

    used: the rows of its page above it. Where they are not known, a table that a page can hold is one block, and a
    longer one begins a page. above: blocks that lie on their side with a landscape table, the label and the title of
    its attachment.

    Raise TableTooTallError for a row that is higher than a page, TableTooWideError for too many columns.
    """
    if _least_width(table) > (HEIGHT if table.is_landscape else WIDTH):
        raise TableTooWideError(len(_squared(table)[0]))
    widths = _widths(table, HEIGHT if table.is_landscape else WIDTH)
    header, *texts = _squared(table)
    head = _cells(header, widths, Role.HEI)
    rows = [(_height(cells), cells) for cells in (_cells(row, widths) for row in texts)]
    least, whole = (_height(head) + sum(height for height, _ in some) for some in (rows[:1], rows))
    down = (WIDTH if table.is_landscape else HEIGHT) - 1
    room = down - (used or 0) * grid.pitch
    needs_page = table.is_landscape or (whole > down if used is None else least > room)
    if needs_page:
        room = down - sum(block.rows + block.before for block in above) * grid.pitch - GAP * bool(above)
    blocks = []
    for taken in _chunks(rows, _height(head), room, down):
        chunk = Chunk(widths, head, _height(head), tuple(taken), table.is_landscape, () if blocks else tuple(above))
        blocks.append(_block(chunk, grid, needs_page=bool(blocks) or needs_page))
    return blocks


def _least_width(table):
    """Each column holds a character at least."""
    return len(_squared(table)[0]) * (SIZE + 2 * SIDE + RULE)


def _squared(table):
    """The head and the rows, each with as many cells as the longest has."""
    rows = [table.header, *table.rows]
    count = max(1, *map(len, rows))
    return [(*row, *[""] * (count - len(row))) for row in rows]


def _widths(table, across):
    """Columns as wide as their longest text where all fit; else short columns keep theirs and long ones share the rest."""
    columns = list(zip(*_squared(table), strict=True))
    wished = [max(length(text, size=SIZE) for text in column) + 2 * SIDE + RULE + 1 for column in columns]
    if sum(wished) <= across:
        return tuple(width * across / sum(wished) for width in wished)
    short = [width for width in wished if width <= across / len(wished)]
    room, weight = across - sum(short), sum(width**0.5 for width in wished if width > across / len(wished))
    return tuple(width if width <= across / len(wished) else room * width**0.5 / weight for width in wished)


def _cells(texts, widths, role=Role.FANG):
    return tuple(
        Cell(tuple(compose([Run(text, role)], Measure(width - 2 * SIDE - RULE, SIZE, fills=False))))
        for text, width in zip(texts, widths, strict=True)
    )


def _height(cells):
    return max([1, *(len(cell.lines) for cell in cells)]) * ROW + 2 * PAD + RULE


def _chunks(rows, head, room, down):
    """Divide the rows among pages. The first page has `room` points, the others `down`, the head on each."""
    if any(height + head > down for height, _ in rows or [(0, ())]):
        raise TableTooTallError
    chunk, left = [], room - head
    for height, cells in rows:
        if height > left and chunk:
            yield chunk
            chunk, left = [], down - head
        chunk.append((height, cells))
        left -= height
    yield chunk


def _block(chunk, grid, needs_page):
    """A block whose table begins where the em boxes of its first row would: so it keeps off the row above."""
    rows = grid.rows if chunk.is_landscape else -int(-(grid.lead + chunk.height + RULE) // grid.pitch)
    return Block("table", "div", rows=min(rows, grid.rows), data=chunk, needs_page=needs_page)
