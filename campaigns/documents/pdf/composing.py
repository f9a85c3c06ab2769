"""From the parts of a document to the blocks of its flow: title, addressees, text, what is listed, notes, attachments."""

from itertools import zip_longest

from ..document import Table
from ..fonts import Role
from ..geometry import HEIGHT, NO_2, NO_3, WIDTH
from ..labels import addressed, attachment_label, bracketed, listing_marker
from ..titles import break_title
from .flow import Block
from .lines import Line, Measure, Run, compose, hung, length
from .tables import table_blocks

FACES = {"section": Role.HEI, "clause": Role.KAI}
MOST_TOGETHER = 12  # lines of a title that one page holds; more run on
LEVELS = {"section": 2, "clause": 3, "item": 4}


def title_blocks(title, names, across=WIDTH):
    """Return the block of a title, in 2号 and centred (§7.3.1), none without one. across: points; names: not divided."""
    for most in range(int(across // NO_2), 5, -1):  # Latin capitals are wider than half a character
        texts = [line.strip() for line in break_title(title, most, names)]
        widths = [length(text, Role.BIAO, NO_2) for text in texts]
        if max(widths, default=0) <= across:
            break
    lines = [
        Line((Run(text, Role.BIAO),), 0.0, max(0, across - width) / 2)
        for text, width in zip(texts, widths, strict=True)
    ]
    label, is_long = title.replace("\n", ""), len(lines) > MOST_TOGETHER
    block = Block("text", "h1", "title", Role.BIAO, lines, keeps=not is_long, splits=is_long, outline=1, label=label)
    return [block] if title else []


def addressee_blocks(text, grid):
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


def body_blocks(pieces, grid):
    """Return the blocks of the text: paragraphs, headings, tables (§7.3.3)."""
    blocks = []
    for piece, following in zip_longest(pieces, pieces[1:]):
        made = table_blocks(piece, grid) if isinstance(piece, Table) else [_piece(piece, grid)]
        made[-1].keeps = made[-1].keeps or _leads_on(piece, following, made[-1])
        blocks += made
    for block in blocks:
        block.is_text = True
    return blocks


def _leads_on(piece, following, block):
    """Whether a short paragraph ends in a colon and a table or the theme comes next: 见下表：."""
    is_shown = isinstance(following, Table) or (following is not None and following.kind == "theme")
    return is_shown and not isinstance(piece, Table) and piece.text.endswith(("：", ":")) and block.rows <= 2


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


def listing_blocks(listed, grid):
    """附件说明: a blank row, two characters in, run-over under the first character of the name (§7.3.4).

    Its rows are not spread, which would move the names from under each other.
    """
    blocks = []
    for number, line in enumerate(listed):
        label, start = ("" if number else "附件：") + listing_marker(line.marker), 5 if number else 2
        lines = hung(label, line.name, Measure(WIDTH, NO_3, grid.spacing, start * grid.cell, fills=False))
        blocks.append(Block("text", "p", "listing", lines=lines, before=0 if number else 1, splits=True))
    return blocks


def note_block(note, grid):
    """附注: two characters in, in brackets (§7.3.6)."""
    return Block("text", "p", "note", lines=compose([Run(bracketed(note))], _measure(grid, first=2)), splits=True)


# --- attachments --------------------------------------------------------------------------------------------------


def attachment_blocks(attachment, names, grid):
    """附件: a page of its own, its label in row 1, its title in row 3 (§7.3.7)."""
    first = attachment.pieces[0] if attachment.pieces else None
    lies = isinstance(first, Table) and first.is_landscape
    above = _attachment_head(attachment, names, grid, HEIGHT if lies else WIDTH)
    if lies:
        return table_blocks(first, grid, above=above) + _attached(attachment.pieces[1:], grid, 0, 0)
    used = sum(block.rows + block.before for block in above)
    return above + _attached(attachment.pieces, grid, used, 1)


def _attachment_head(attachment, names, grid, across):
    label = Line((Run(attachment_label(attachment.label), Role.HEI),), grid.spacing)
    title = title_blocks(attachment.title, names, across)
    for block in title:
        block.tag, block.before = "h2", 1
    return [Block("text", "p", "label", Role.HEI, [label], keeps=bool(title), needs_page=True), *title]


def _attached(pieces, grid, used, gap):
    """The blocks of an attachment's pieces, a blank row under its title. used: the rows of the title and above."""
    blocks = []
    for piece in pieces:
        above = used + gap if not blocks else None
        made = table_blocks(piece, grid, above) if isinstance(piece, Table) else [_piece(piece, grid)]
        made[0].before = 0 if made[0].needs_page else gap
        blocks, gap = blocks + made, 0
    return blocks
