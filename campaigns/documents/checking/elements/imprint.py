"""版记: lines and small rows at the foot of the last page (GB/T 9704-2012 §7.4)."""

import re
from dataclasses import dataclass, field

from ..colours import is_red
from ..forms import IMPRINT
from ..geometry import CELL, LEFT
from ..rows import Row
from ..sheet import Box

_LABELLED = re.compile(r"(主题词|抄送|抄报|主送|分送|发送)[:：]")
_ANY_LABEL = re.compile(r".{1,8}[:：].")


@dataclass
class Imprint:
    """page: where it stands. rows: all of them. keywords, moved (主送), cc: label row and run-over rows."""

    page: int = 0
    top: float = 0.0
    bottom: float = 0.0
    lines: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    keywords: list = field(default_factory=list)
    moved: list = field(default_factory=list)
    cc: list = field(default_factory=list)
    printed: Row | None = None

    def __bool__(self):
        return bool(self.rows)


def imprint_of(pages, rows, tables):
    """Return the Imprint of the last page that has one. rows, tables: by the number of the page."""
    for page in reversed(pages):
        found = _on(page, rows[page.number], tables[page.number])
        if found:
            return found
    return Imprint()


def _on(page, rows, tables):
    """Find it from its labels, or from its lines where the last one stands low enough."""
    lines = sorted((one for one in page.strokes if _may_be_its(one, tables)), key=lambda one: one.top)
    labels = [row for row in rows if _is_label(row, lines)]
    if not labels and not (lines and lines[-1].bottom > 240):
        return None
    tops = [row.top for row in labels[:1]] + [one.top for one in lines if not labels or one.top > labels[0].top - 25]
    top = min(tops)
    inside = [row for row in rows if row.top > top - 1]
    lines = [one for one in lines if one.top > top - 1]
    if not inside:
        return None
    imprint = Imprint(page.number, top, max(box.bottom for box in (*inside, *lines)), lines, inside)
    _name(imprint)
    return imprint


def _may_be_its(one, tables):
    return one.is_level and one.width > 100 and not is_red(one.colour) and not any(box.holds(one, 1) for box in tables)


def _is_label(row, lines):
    """A row of the text may begin like one of the 版记: those have a line below, or stand low.

    So is what stands right on the first line and has a label (本局：, which 1999 lets follow 抄送) or is one 字 in.
    """
    if IMPRINT.match(row.text):
        return any(one.top > row.top for one in lines) or row.bottom > 200
    is_on_line = bool(lines) and 0 < lines[0].top - row.bottom < 10
    return is_on_line and bool(_ANY_LABEL.match(row.text) or abs(row.x0 - LEFT - CELL) < 1.5)


def _name(imprint):
    current = None
    kinds = {"主题词": imprint.keywords, "主送": imprint.moved}
    for row in imprint.rows:
        label = _LABELLED.match(row.text)
        if row.text.endswith("印发"):
            imprint.printed, current = row, None
        elif label:
            current = kinds.get(label[1], imprint.cc)
            current.append(row)
        elif current is not None and row.x0 > current[0].x0 + 2:
            current.append(row)
        else:
            current = None


def space(imprint):
    """Return the Box that the 版记 takes up on its page."""
    return Box(0, imprint.top - 1, 210, 297)
