"""Word's tables as a means: for things side by side, in the text and in the margins."""

from .xml import properties, w

SIDES = ("top", "left", "bottom", "right")


def table(widths, *rows, **look):
    """Return a w:tbl with columns of `widths` twips that no content widens.

    `look` is its w:tblPr. Without a style it has neither borders nor margins in its cells.
    """
    look = {"tblW": {"w": sum(widths), "type": "dxa"}, "tblLayout": {"type": "fixed"}} | look
    if "tblStyle" not in look:
        look["tblCellMar"] = no_margins()
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    return w("tbl", properties("tblPr", **look), grid, *rows)


def no_margins():
    return [w(side, w=0, type="dxa") for side in SIDES]


def row(*cells, **look):
    """Return a w:tr that stays on one page as far as one can hold it."""
    return w("tr", properties("trPr", cantSplit=True, **look), *cells)


def cell(width, *paragraphs, **look):
    return w("tc", properties("tcPr", tcW={"w": width, "type": "dxa"}, **look), *paragraphs)


def at_least(height):
    return {"val": height, "hRule": "atLeast"}


def exactly(height):
    return {"val": height, "hRule": "exact"}
