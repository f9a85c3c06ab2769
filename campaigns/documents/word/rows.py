"""Word's tables as a means: for things side by side, in the text and in the margins."""

from .xml import properties, w

SIDES = ("top", "left", "bottom", "right")


def table(widths, *rows, **look):
    """Return a w:tbl with columns of `widths` twips that no content widens.

    `look` is its w:tblPr. Without a style it has no borders, and in its cells no margins but those given.
    """
    look = {"tblW": {"w": sum(widths), "type": "dxa"}, "tblLayout": {"type": "fixed"}} | look
    if "tblStyle" not in look:
        look.setdefault("tblCellMar", margins())
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    return w("tbl", properties("tblPr", **look), grid, *rows)


def margins(**sides):
    """Return the margins of cells in twips, none on a side that is not named."""
    return [w(side, w=sides.get(side, 0), type="dxa") for side in SIDES]


def row(*cells, **look):
    """Return a w:tr that stays on one page as far as one can hold it."""
    return w("tr", properties("trPr", cantSplit=True, **look), *cells)


def cell(width, *paragraphs, **look):
    return w("tc", properties("tcPr", tcW={"w": width, "type": "dxa"}, **look), *paragraphs)


def at_least(height):
    return {"val": height, "hRule": "atLeast"}


def exactly(height):
    return {"val": height, "hRule": "exact"}
