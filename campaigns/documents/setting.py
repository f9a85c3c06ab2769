"""From a document to the blocks of its flow: head, title, addressees, text, signature, attachments."""

from dataclasses import dataclass, replace

from .document import Table
from .flow import Block, holes, paginate, signs_without_text
from .fonts import Role
from .geometry import HEIGHT, NO_2, NO_3, STANDARD, WIDTH, Grid
from .imprint import imprint_of
from .labels import addressed, attachment_label, bracketed, listing_marker
from .letterhead import head_of
from .lines import Line, Measure, Run, compose, length
from .signature import signature_of
from .tables import table_blocks
from .titles import break_title

# Rows and columns to try, nearest to the standard first, until no page signs without text and none has a hole.
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
FACES = {"section": Role.HEI, "clause": Role.KAI}
LEVELS = {"section": 2, "clause": 3, "item": 4}
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
        return 10 * signs_without_text(self.pages) + holes(self.pages, self.grid.rows)


def set_document(document, layout):
    """Return the Setting of a document on the grid that suits it.

    Where seals or a signature would stand on a page without text, or leave a hole, row and character pitch are
    adjusted (GB/T 9704-2012 §7.3.5.5). Where nothing helps, the last rows of text move on with the signature.
    """
    _refuse(document)
    best = None
    for grid in GRIDS:
        setting = _on_grid(document, layout, grid)
        if not setting.faults:
            return setting
        best = min(best or setting, setting, key=lambda each: each.faults)
    return best if not signs_without_text(best.pages) else _on_grid(document, layout, STANDARD, carries=True)


def _refuse(document):
    pieces = [*document.pieces, *(piece for part in document.attachments for piece in part.pieces)]
    if not document.title.strip() and not pieces:
        raise EmptyError
    if sum(len(piece.heading) + len(piece.text) for piece in pieces if not isinstance(piece, Table)) > MOST_CHARACTERS:
        raise TooLongError


def _on_grid(document, layout, grid, carries=False):
    title = _title(document.title, grid, document)
    to = _addressees(document.addressees, grid)
    head, to, moved = _head(document, layout, grid, title, to)
    blocks = [Block("head", "header", rows=head.rows, data=head), *title, *to]
    text = _body(document.pieces, grid)
    for block in text[: not to]:
        block.before = 1
    blocks += text
    blocks += _listing(document.listed, grid)
    blocks += signature_of(document, layout, grid)
    blocks += [_note(note, grid) for note in document.notes]
    if carries:
        _carry(blocks)
    for attachment in document.attachments:
        blocks += _attachment(attachment, document, grid)
    pages = paginate(blocks, grid.rows)
    return Setting(grid, head, blocks, pages, imprint_of(document, layout, grid, moved))


def _head(document, layout, grid, title, to):
    """Return (head, addressees, addressees moved to the 版记): what page 1 can bear and still show text (§7.3.2)."""
    rows = {"title": sum(block.rows for block in title), "to": sum(block.rows + block.before for block in to)}
    text = 1 + bool(not to)  # a row of text, and the blank one where no addressees stand between
    for alone in (document.has_host_mark, True):
        trial = document if alone == document.has_host_mark else _host_alone(document)
        if head := head_of(trial, layout, grid, rows["title"] + rows["to"] + text):
            return head, to, ""
        if to and (head := head_of(trial, layout, grid, rows["title"] + 2)):
            return head, [], document.addressees
    return head_of(_host_alone(document), layout, Grid(), 2), to, ""


def _host_alone(document):
    return replace(document, has_host_mark=True)


def _title(title, grid, document, across=WIDTH):
    names = tuple(organ.name for organ in document.organs)
    lines = [
        Line((Run(line, Role.BIAO),), 0.0, (across - length(line, Role.BIAO, NO_2)) / 2)
        for line in break_title(title, int(across // NO_2), names)
    ]
    return (
        [Block("text", "h1", "title", Role.BIAO, lines, keeps=True, outline=1, label=title.replace("\n", ""))]
        if title
        else []
    )


def _addressees(text, grid):
    """顶格, run-over too, one blank row under the title (§7.3.2)."""
    if not text:
        return []
    return [
        Block(
            "text", "p", "to", lines=compose([Run(addressed(text))], _measure(grid)), before=1, splits=True, keeps=True
        )
    ]


def _measure(grid, first=0.0, rest=0.0):
    return Measure(WIDTH, NO_3, grid.spacing, first * grid.cell, rest * grid.cell)


# --- text ---------------------------------------------------------------------------------------------------------


def _body(pieces, grid):
    blocks = []
    for piece in pieces:
        blocks += table_blocks(piece, grid) if isinstance(piece, Table) else [_piece(piece, grid)]
    for block in blocks:
        block.is_text = True
    return blocks


def _piece(piece, grid):
    role = FACES.get(piece.kind, Role.FANG)
    text = "\u3000".join(piece.halves) if piece.kind == "slogan" else piece.text
    heading = piece.marker + piece.heading
    runs = [run for run in (Run(heading, role), Run(text)) if run.text]
    alone = bool(heading) and not text
    return Block(
        "text",
        f"h{LEVELS[piece.kind]}" if alone and piece.kind in LEVELS else "p",
        "",
        role if alone else Role.FANG,
        compose(runs, _measure(grid, first=2)),
        splits=True,
        keeps=alone,
        outline=LEVELS.get(piece.kind, 0) if piece.heading else 0,
        label=heading,
    )


def _listing(listed, grid):
    """附件说明: a blank row, two characters in, run-over under the first character of the name (§7.3.4)."""
    blocks = []
    for number, line in enumerate(listed):
        label, mark = ("" if number else "附件：", listing_marker(line.marker))
        start = 2 + (3 if number else 0)
        hang = start * grid.cell + length(label + mark, spacing=grid.spacing) + grid.spacing * bool(label + mark)
        measure = Measure(WIDTH, NO_3, grid.spacing, start * grid.cell, hang)
        blocks.append(
            Block(
                "text",
                "p",
                "listing",
                lines=compose([Run(label + mark + line.name)], measure),
                before=0 if number else 1,
            )
        )
    return blocks


def _note(note, grid):
    return Block("text", "p", "note", lines=compose([Run(bracketed(note))], _measure(grid, first=2)), splits=True)


def _carry(blocks):
    """Give the signature's page the last rows of the text, where no pitch did."""
    texts = [number for number, block in enumerate(blocks) if block.is_text]
    if not texts:
        return
    number = texts[-1]
    last = blocks[number]
    if last.kind == "text" and len(last.lines) > 2:
        rest = Block("text", "p", last.css, last.role, last.lines[-2:], splits=True, is_text=True, needs_page=True)
        last.lines, last.rows = last.lines[:-2], len(last.lines) - 2
        blocks.insert(number + 1, rest)
    elif len(texts) > 1:
        last.needs_page = True


# --- attachments --------------------------------------------------------------------------------------------------


def _attachment(attachment, document, grid):
    """附件: a page of its own, its label in row 1, its title in row 3 (§7.3.7)."""
    first = attachment.pieces[0] if attachment.pieces else None
    lies = isinstance(first, Table) and first.is_landscape
    above = _attachment_head(attachment, document, grid, HEIGHT if lies else WIDTH)
    if lies:
        return table_blocks(first, grid, above=above) + _attached(attachment.pieces[1:], grid, 0, 0)
    used = sum(block.rows + block.before for block in above)
    return above + _attached(attachment.pieces, grid, used, 1)


def _attachment_head(attachment, document, grid, across):
    label = Line((Run(attachment_label(attachment.label), Role.HEI),), grid.spacing)
    title = _title(attachment.title, grid, document, across)
    for block in title:
        block.tag, block.before = "h2", 1
    return [Block("text", "p", "label", Role.HEI, [label], keeps=bool(title), needs_page=True), *title]


def _attached(pieces, grid, used, gap):
    """The blocks of an attachment's pieces, a blank row under its title."""
    blocks = []
    for piece in pieces:
        is_table = isinstance(piece, Table)
        made = table_blocks(piece, grid, (used + gap) % grid.rows) if is_table else [_piece(piece, grid)]
        made[0].before = 0 if made[0].needs_page else gap
        used += gap + sum(block.rows for block in made)
        blocks, gap = blocks + made, 0
    return blocks
