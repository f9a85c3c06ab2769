"""The flow of a document: blocks that take whole rows of the grid, and the pages that they fill.

Every block is a whole number of rows, so where pages break is arithmetic, done before anything is laid out.
"""

from dataclasses import dataclass, field

from ..fonts import Role
from .lines import Line


@dataclass
class Block:
    """A piece of the flow. `rows` is its height; `before` the blank rows above it, which fall away at the top of a page.

    kind names its template, role the face of its row. splits: whether a page may break inside it. keeps: whether the
    next block must begin on its page. is_text: whether it is text of the body, which a page with seals must bear (2012
    §7.3.5.5).
    """

    kind: str = "text"
    tag: str = "p"
    css: str = ""
    role: Role = Role.FANG
    lines: list[Line] = field(default_factory=list)
    rows: int = 0
    before: int = 0
    splits: bool = False
    keeps: bool = False
    is_text: bool = False
    needs_page: bool = False
    outline: int = 0
    label: str = ""
    data: object = None

    def __post_init__(self):
        self.rows = self.rows or len(self.lines)

    @property
    def least(self):
        """The rows that must stand together where it begins."""
        return 1 if self.splits and self.rows else self.rows


@dataclass
class Page:
    """What a page holds: rows used, rows of body text, whether it ends where the next block demands a page.

    spare: rows that may stay empty at its foot, since headings or what has a blank row above it begin the next one.
    """

    used: int = 0
    text_rows: int = 0
    spare: int = 0
    ends_part: bool = False
    has_signature: bool = False


@dataclass(frozen=True)
class Plan:
    """The pages that blocks fill, and the numbers of the blocks that begin a page."""

    pages: list[Page]
    starts: frozenset[int]


def paginate(blocks, rows):
    """Return the Plan of blocks on pages of `rows` rows."""
    pages, starts = [Page()], set()
    for number, block in enumerate(blocks):
        gap = block.before if pages[-1].used else 0
        together = _together(blocks, number, rows)
        if pages[-1].used and (block.needs_page or pages[-1].used + gap + together > rows):
            starts.add(number)
            pages[-1].spare = max(together - 1 if block.keeps else 0, bool(block.before))
            pages[-1].ends_part = block.kind == "table" or (block.needs_page and not block.is_text)
            pages.append(Page())
            gap = 0
        pages[-1].used += gap
        _fill(block, pages, rows)
    return Plan(pages, frozenset(starts))


def _together(blocks, first, most):
    """The rows that must stand together from a block on: headings one under the other, and the first row below them.

    More than a page of them cannot: then the block and the first row of the next.
    """
    rows, number, pair = 0, first, 0
    while blocks[number].keeps and number + 1 < len(blocks):
        rows += blocks[number].rows + blocks[number + 1].before
        number += 1
        needed = rows + blocks[number].least
        pair = pair or needed
        if needed > most:
            return pair
    return rows + blocks[number].least


def _fill(block, pages, rows):
    left = block.rows
    while left > (room := rows - pages[-1].used) and block.splits:
        _put(block, pages[-1], room)
        left -= room
        pages.append(Page())
    _put(block, pages[-1], left)


def _put(block, page, rows):
    page.used += rows
    page.text_rows += rows if block.is_text else 0
    page.has_signature |= block.kind in ("signature", "seals")


def holes(pages, rows):
    """Return how many rows stay empty on pages that run on, beyond those that may."""
    running = [page for page in pages[:-1] if not page.ends_part]
    return sum(max(0, rows - page.used - page.spare) for page in running)


def signs_without_text(pages):
    """Whether some page bears a signature and no text of the body."""
    return any(page.has_signature and not page.text_rows for page in pages)
