"""A document set: the grid and the head that suit it, and its pages planned.

Rows are counted, nothing is laid out: an attempt costs little, and many are made where the first leaves something to wish.
"""

from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from itertools import takewhile
from operator import attrgetter

from ..document import DocumentError
from ..geometry import STANDARD, Grid
from .composing import addressee_blocks, attachment_blocks, body_blocks, listing_blocks, note_block, title_blocks
from .flow import Block, Plan, holes, paginate, signs_without_text
from .imprint import ImprintTooTallError, imprint_of, place_of
from .letterhead import heads_of
from .signature import TooManySealsError, signature_of

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


MOST_PAGES = 150  # of 4,000 short clauses 180 take 12 s and 530 MB


@dataclass(frozen=True)
class Setting:
    """A document set: its grid and head, its blocks and the pages that they fill, its 版记 and where that stands."""

    grid: Grid
    head: object
    blocks: list
    plan: Plan
    imprint: object
    place: object
    has_moved: bool = False

    @property
    def pages(self):
        return self.plan.pages

    @property
    def holes(self):
        return holes(self.pages, self.grid.rows)

    @cached_property
    def faults(self):
        """How ill the pages are: a signature without text, 附注 or addressees moved, a sheet for 版记, a lone row, holes."""
        parted = any(self.blocks[number].css == "note" for number in self.plan.starts)
        lonely = sum(page.used == 1 for page in self.pages[1:])
        sheet = bool(self.place and self.place.follows_blank)
        ill = 3 * parted + 3 * self.has_moved + 2 * sheet + lonely + self.holes
        return 100 * signs_without_text(self.pages) + ill


def set_document(document, layout):
    """Return the Setting of a document with the head and on the grid that suit it.

    Where seals or a signature would stand on a page without text, or leave a hole, row and character pitch are adjusted
    (GB/T 9704-2012 §7.3.5.5). Where that does not help, the last rows of text move on with the signature, or the mark
    gets another size. Raise TooManyPagesError before anything is laid out.
    """
    flows = [cache(partial(_Flow, document, layout, grid)) for grid in GRIDS]
    best = None
    for carried, has_other_heads in ((0, False), (2, False), (1, False), (0, True), (2, True), (1, True)):
        setting = _best(flows, carried, has_other_heads)
        best = min(best or setting, setting, key=attrgetter("faults"))
        if not (signs_without_text(best.pages) or best.holes):
            break
    return best


class TooManyPagesError(DocumentError):
    def __init__(self):
        super().__init__(f"排印后超过 {MOST_PAGES} 面，不能一次排印，请分成几个文件。")


def _best(flows, carried, has_other_heads):
    """Return the first Setting without a fault, else the one with the fewest. Raise why none of them can be."""
    best = refusal = None
    for flow in flows:
        try:
            for setting in flow().settings(carried, has_other_heads):
                if len(setting.pages) > MOST_PAGES:
                    raise TooManyPagesError
                if not setting.faults:
                    return setting
                best = min(best or setting, setting, key=attrgetter("faults"))
        except (TooManySealsError, ImprintTooTallError) as error:  # another grid may have room
            refusal = error
    if best is None:
        raise refusal
    return best


class _Flow:
    """The blocks of a document on a grid, composed once; what varies is the head above them."""

    def __init__(self, document, layout, grid):
        self.document, self.layout, self.grid = document, layout, grid
        names = tuple(organ.name for organ in document.organs)
        self.title = title_blocks(document.title, names)
        self.to = addressee_blocks(document.addressees, grid)
        self.text = body_blocks(document.pieces, grid)
        self.ending = [*listing_blocks(document.listed, grid), *signature_of(document, layout, grid)]
        self.ending += [note_block(note, grid) for note in document.notes]
        self.attachments = [
            block for attachment in document.attachments for block in attachment_blocks(attachment, names, grid)
        ]
        (self.heads, self.other_heads), self.has_moved = self._heads()

    def _heads(self):
        """Return (the heads that it may have: usual ones, others; whether the addressees move to the 版记).

        They move where page 1 would not show text otherwise (§7.3.2); the host's mark stands alone where many names
        would leave no room.
        """
        title = sum(block.rows for block in self.title)
        to = sum(block.rows + block.before for block in self.to)
        first = 1 + sum(block.rows for block in takewhile(attrgetter("keeps"), self.text))
        alone = replace(self.document, has_host_mark=True)
        for marked in (self.document, alone):
            for has_moved, above in ((False, to or 1), (True, 1)):
                usual, other = heads_of(marked, self.layout, self.grid, self.grid.rows - title - above - first)
                if usual or other:
                    return (usual or other[:1], other), has_moved and bool(to)
        usual, other = heads_of(alone, self.layout, self.grid, self.grid.rows - 2)
        return (usual or other[:1], other), False

    def settings(self, carried, has_other_heads):
        """Yield the Settings with each head that it may have."""
        for head in self.heads + self.other_heads * has_other_heads:
            yield self.set(head, carried)

    def set(self, head, carried=0):
        """Return the Setting with a head. carried: so many rows of the text go to the page of the signature."""
        to = [] if self.has_moved else self.to
        text = _carried(self.text, carried) if carried else self.text
        text = [replace(block, before=0 if to else 1) for block in text[:1]] + text[1:]
        blocks = [Block("head", "header", rows=head.rows, data=head), *self.title, *to, *text, *self.ending]
        blocks += self.attachments
        plan = paginate(blocks, self.grid.rows)
        moved = self.document.addressees if self.has_moved else ""
        imprint = imprint_of(self.document, self.layout, self.grid, moved)
        place = place_of(imprint, plan.pages, self.grid) if imprint else None
        return Setting(self.grid, head, blocks, plan, imprint, place, self.has_moved)


def _carried(text, count):
    """The blocks of a text, its last rows, or its last block if that has no more, on a new page."""
    last = text[-1] if text else None
    if last and last.kind == "text" and len(last.lines) > count:
        stays = replace(last, lines=last.lines[:-count], rows=0)
        moves = Block("text", "p", last.css, last.role, last.lines[-count:], splits=True, is_text=True, needs_page=True)
        return [*text[:-1], stays, moves]
    return [*text[:-1], replace(last, needs_page=True)] if len(text) > 1 else text
