"""The flow of a document: blocks that take whole rows of the grid, and the pages that they fill.

Every block is a whole number of rows, so where pages break is arithmetic, done before anything is laid out.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from ..fonts import Role
from .lines import Line


@dataclass
class Block:
    """A piece of the flow. `rows` is its height; `before` the blank rows above it, which fall away at the top of a page.

    kind names its template, role the face of its row. splits: whether a page may break inside it. keeps: whether the next block must begin on
    its page. is_text: whether it is text of the body, which a page with seals must bear (2012 §7.3.5.5).
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
    starts_page: bool = False  # set where pages are planned

    def __post_init__(self):
        self.rows = self.rows or len(self.lines)

    @property
    def least(self):
        """The rows that must stand together where it begins."""
        return 1 if self.splits and self.rows else self.rows


@dataclass
class Page:
    """What a page holds: rows used, rows of body text, whether it ends where the next block demands a page.

    spare: rows that may stay empty at its foot, since a heading or what has a blank row above it begins the next one.
    """

    used: int = 0
    text_rows: int = 0
    spare: int = 0
    ends_part: bool = False
    has_signature: bool = False


def paginate(blocks, rows):
    """Set `starts_page` on each block and return the Pages of `rows` rows that the blocks fill."""
    pages = [Page()]
    for block, following in pairwise([*blocks, Block()]):
        gap = block.before if pages[-1].used else 0
        block.starts_page = bool(pages[-1].used) and (
            block.needs_page or _leaves(block, following, pages[-1], gap, rows)
        )
        if block.starts_page:
            pages[-1].spare = int(block.keeps or bool(block.before))
            pages[-1].ends_part = block.kind == "table" or (block.needs_page and not block.is_text)
            pages.append(Page())
            gap = 0
        pages[-1].used += gap
        _fill(block, pages, rows)
    return pages


def _leaves(block, following, page, gap, rows):
    together = block.rows + following.before + following.least if block.keeps else block.least
    return page.used + gap + together > rows


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
