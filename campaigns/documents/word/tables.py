"""Tables of texts: ruled in black, the head repeated on every page."""

from itertools import accumulate, pairwise

from ..titles import extent
from .rows import cell, row, table
from .text import paragraph

MOST_COLUMNS = 63  # Word opens no file with more
CHARACTER, PADS = 240, 200  # 小四, and what is free at both sides of a cell, in twips


def ruled(content, width):
    """Return the Word table of a document.Table, `width` twips wide; None where it has no cell.

    Word has 63 columns: what a wider table has beyond stands together in the last.
    """
    rows = [_fitted(each) for each in (content.header, *content.rows)]
    count = max(map(len, rows))
    if not count:
        return None
    widths = _widths(rows, count, width)
    head = [_row(rows[0], widths, "CellHead", tblHeader=True)] if content.header else []
    return table(widths, *head, *(_row(each, widths, "Cell") for each in rows[1:]), tblStyle="Grid")


def _fitted(texts):
    if len(texts) <= MOST_COLUMNS:
        return list(texts)
    return [*texts[: MOST_COLUMNS - 1], "\u3000".join(texts[MOST_COLUMNS - 1 :])]


def _widths(rows, count, width):
    """Columns as wide as their longest text where all fit; else short ones keep theirs and long ones share the rest."""
    wished = [_wished([row[at] for row in rows if at < len(row)]) for at in range(count)]
    if sum(wished) > width:
        wished = _narrowed(wished, width)
    ends = [round(width * total / sum(wished)) for total in accumulate(wished)]
    return [end - start for start, end in pairwise([0, *ends])]


def _wished(texts):
    return (max(map(_longest, texts)) + 1) * CHARACTER + PADS


def _narrowed(wished, width):
    fair = width / len(wished)
    room = width - sum(each for each in wished if each <= fair)
    weight = sum(each**0.5 for each in wished if each > fair)
    return [each if each <= fair else room * each**0.5 / weight for each in wished]


def _longest(text):
    return max(map(extent, text.split("\n")))


def _row(texts, widths, style, **look):
    texts = texts + [""] * (len(widths) - len(texts))
    return row(
        *(cell(width, paragraph(style, text), vAlign="center") for text, width in zip(texts, widths, strict=True)),
        **look,
    )
