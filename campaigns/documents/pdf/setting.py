"""A document set: the grid and the head that suit it, and its pages planned.

Rows are counted, nothing is laid out: an attempt costs little, and many are made where the first leaves something to wish.
"""

from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import takewhile
from operator import attrgetter

from ..document import Table
from ..geometry import STANDARD, Grid
from .composing import addressee_blocks, attachment_blocks, body_blocks, listing_blocks, note_block, title_blocks
from .flow import Block, holes, paginate, signs_without_text
from .imprint import imprint_of
from .letterhead import heads_of
from .signature import signature_of

# Rows and columns to try, nearest to the standard first.
GRIDS = [
    STANDARD,
    *(
        Grid(22 + rows, 28 + columns)
        for rows, columns in (
            (1, 0),
            (-1, 0),
            (0, 1),
            (0, -1),
            (1, 1),
            (-1, -1),
            (1, -1),
            (-1, 1),
            (2, 0),
            (-2, 0),
            (2, 1),
            (-2, -1),
            (2, -1),
            (-2, 1),
        )
    ),
]
LITTLE = 3  # heads to try before the next grid
MOST_CHARACTERS = 400_000  # some 700 pages


class TooLongError(ValueError):
    def __init__(self):
        super().__init__(f"正文超过 {MOST_CHARACTERS // 10_000} 万字，不能一次排印，请分成几个文件。")


class EmptyError(ValueError):
    def __init__(self):
        super().__init__("没有标题，也没有正文，无从排印。")


@dataclass(frozen=True)
class Setting:
    """A document set: its grid, its blocks with their page breaks, how its pages are filled, its 版记."""

    grid: Grid
    head: object
    blocks: list
    pages: list
    imprint: object

    @property
    def faults(self):
        """How ill the pages are: a signature without text, 附注 on the next page, a row alone on one, rows left empty."""
        parted = any(block.starts_page for block in self.blocks if block.css == "note")
        lonely = sum(page.used == 1 for page in self.pages[1:])
        return 10 * signs_without_text(self.pages) + 3 * parted + lonely + holes(self.pages, self.grid.rows)


def set_document(document, layout):
    """Return the Setting of a document with the head and on the grid that suit it.

    Where seals or a signature would stand on a page without text, or leave a hole, the mark gets another size, which is
    free, and row and character pitch are adjusted (GB/T 9704-2012 §7.3.5.5). Where nothing helps, the last rows of
    text move on with the signature.
    """
    _refuse(document)
    tightness = (False, True) if document.is_sealed else (False,)
    flows = [cache(partial(_Flow, document, layout, grid, is_tight)) for grid in GRIDS for is_tight in tightness]
    best = _best(flows)
    return (
        min(_best(flows, 2), _best(flows, 1), key=lambda each: each.faults) if signs_without_text(best.pages) else best
    )


def _refuse(document):
    pieces = [*document.pieces, *(piece for part in document.attachments for piece in part.pieces)]
    if not document.title.strip() and not pieces:
        raise EmptyError
    if sum(len(piece.heading) + len(piece.text) for piece in pieces if not isinstance(piece, Table)) > MOST_CHARACTERS:
        raise TooLongError


def _best(flows, carried=0):
    """Return the first Setting without a fault, else the one with the fewest."""
    best = None
    for flow, head in _attempts(flows):
        faults = flow.set(head, carried).faults
        if best is None or faults < best[0]:
            best = faults, flow, head
        if not faults:
            break
    _, flow, head = best
    return flow.set(head, carried)


def _attempts(flows):
    """Yield (flow, head): another head is better than another flow, and that than a poor head."""
    for best, rest in ((0, LITTLE), (LITTLE, None)):
        for flow in flows:
            yield from ((flow(), head) for head in flow().heads[best:rest])


class _Flow:
    """The blocks of a document on a grid, composed once; what varies is the head above them.

    is_tight: whether long names under seals are set in two lines, so that more seals stand in a row.
    """

    def __init__(self, document, layout, grid, is_tight):
        self.document, self.layout, self.grid = document, layout, grid
        self.title = title_blocks(document.title, grid, document)
        self.to = addressee_blocks(document.addressees, grid)
        self.text = body_blocks(document.pieces, grid)
        self.ending = [*listing_blocks(document.listed, grid), *signature_of(document, layout, grid, is_tight)]
        self.ending += [note_block(note, grid) for note in document.notes]
        self.attachments = [
            block for attachment in document.attachments for block in attachment_blocks(attachment, document, grid)
        ]
        self.heads, self.has_moved = self._heads()

    def _heads(self):
        """Return (the heads that it may have, the best first; whether the addressees move to the 版记).

        They move where page 1 would not show text otherwise (§7.3.2); the host's mark stands alone where many names
        would leave no room.
        """
        title = sum(block.rows for block in self.title)
        to = sum(block.rows + block.before for block in self.to)
        first = 1 + sum(block.rows for block in takewhile(attrgetter("keeps"), self.text))
        alone = replace(self.document, has_host_mark=True)
        for marked in (self.document, alone):
            for has_moved, above in ((False, to or 1), (True, 1)):
                if heads := heads_of(marked, self.layout, self.grid, self.grid.rows - title - above - first):
                    return heads, has_moved and bool(to)
        return heads_of(alone, self.layout, self.grid, self.grid.rows - 2, smallest=1), False

    def set(self, head, carried=0):
        """Return the Setting with a head. carried: so many rows of the text go to the page of the signature."""
        to = [] if self.has_moved else self.to
        for block in self.text[:1]:
            block.before = 0 if to else 1
        text = _carried(self.text, carried) if carried else self.text
        blocks = [Block("head", "header", rows=head.rows, data=head), *self.title, *to, *text, *self.ending]
        blocks += self.attachments
        pages = paginate(blocks, self.grid.rows)
        moved = self.document.addressees if self.has_moved else ""
        return Setting(self.grid, head, blocks, pages, imprint_of(self.document, self.layout, self.grid, moved))


def _carried(text, count):
    """The blocks of a text, its last rows, or its last block if that has no more, on a new page."""
    last = text[-1] if text else None
    if last and last.kind == "text" and len(last.lines) > count:
        stays = replace(last, lines=last.lines[:-count], rows=0)
        moves = Block("text", "p", last.css, last.role, last.lines[-count:], splits=True, is_text=True, needs_page=True)
        return [*text[:-1], stays, moves]
    return [*text[:-1], replace(last, needs_page=True)] if len(text) > 1 else text
