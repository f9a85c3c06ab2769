"""版头: what stands above and beside the red line on the first page (GB/T 9704-2012 §7.2, §10)."""

import itertools
from dataclasses import dataclass, field

from ..colours import is_red
from ..forms import COPY_NUMBER, NUMBER, ORDER_NUMBER, SECRECY, SIGNER, URGENCY
from ..geometry import LEFT
from ..rows import Row
from ..sheet import Box

_SMALLEST_MARK = 24.0  # pt: black and larger than any title
_SMALLEST_RED_MARK = 17.5


@dataclass(frozen=True)
class Mark(Box):
    """发文机关标志. names: a Row for each organ; suffix: the 文件 that stands right of several names."""

    names: tuple
    suffix: Row | None = None

    @property
    def rows(self):
        return (*self.names, self.suffix) if self.suffix else self.names

    @property
    def text(self):
        return "".join(row.text for row in self.rows)

    @property
    def is_order(self):
        """命令(令), §10.2."""
        return self.text.endswith(("令", "令）", "令)"))

    @property
    def is_minutes(self):
        """纪要, §10.3."""
        return self.text.endswith("纪要")


@dataclass
class Head:
    copy_number: Row | None = None
    secrecy: Row | None = None
    urgency: Row | None = None
    mark: Mark | None = None
    number: Row | None = None
    order_number: Row | None = None
    signers: list = field(default_factory=list)
    line: Box | None = None
    double_lines: tuple = ()
    rows: list = field(default_factory=list)
    bottom: float = 0.0


def head_of(page, rows, layout):
    """Return the Head found among the rows of the first page. layout: "2012", "1999" or "letter"."""
    head = Head()
    marks = [row for row in rows if _is_of_a_mark(row)]
    lines = _lines(page)
    if layout == "letter":
        head.double_lines = _doubles(lines)
    head.mark = _mark(marks)
    _name(head, [row for row in rows if row not in marks], lines, layout)
    if layout != "letter":
        head.line = _red_line(head, lines)
    head.rows += marks
    head.bottom = max((box.bottom for box in _boxes(head)), default=0.0)
    return head


def _is_of_a_mark(row):
    coloured = is_red(row.colour) and row.size >= _SMALLEST_RED_MARK
    return row.top < 190 and (coloured or row.size >= _SMALLEST_MARK)


def _lines(page):
    """Level lines of about the width of the type area or more that are red, in the head's half, or wider than it."""
    wide = [one for one in page.strokes if one.is_level and one.width > 100]
    return sorted(
        (one for one in wide if is_red(one.colour) or one.top < 190 or one.width > 160), key=lambda one: one.top
    )


def _mark(rows):
    if not rows:
        return None
    names, suffix = _names(rows)
    boxes = [*names, suffix] if suffix else names
    x0, top = min(box.x0 for box in boxes), min(box.top for box in boxes)
    return Mark(x0, top, max(box.x1 for box in boxes), max(box.bottom for box in boxes), tuple(names), suffix)


def _names(rows):
    """Part the 文件 on the right of several names from them, whether or not it shares a row with one."""
    if len(rows) == 1:
        return rows, None
    names, suffix = [], None
    for row in rows:
        if row.text == "文件":
            suffix = row
        elif row.text.endswith("文件") and all(row.x1 > other.x1 + 1 for other in rows if other is not row):
            suffix = row.cut(-2)
            names.append(row.cut(0, -2))
        else:
            names.append(row)
    return names, suffix


def _name(head, rows, lines, layout):
    """Give each small row of the head its name, down to where the title begins."""
    end = _end(head, lines, layout)
    for row in rows:
        for part in row.parts(12) if row.top < end else ():
            if _take(head, part, layout):
                head.rows.append(row)


def _end(head, lines, layout):
    """Return how far down the head may go: the red line, or what there is room for without one."""
    below = [one.top for one in lines if not head.mark or one.top > head.mark.bottom]
    if layout == "letter":
        return 110.0
    return below[0] + 0.5 if below else (head.mark.bottom + 60 if head.mark else 75.0)


def _take(head, row, layout):
    if not head.mark or row.top < head.mark.bottom or layout == "letter":
        for name, form in (("copy_number", COPY_NUMBER), ("secrecy", SECRECY), ("urgency", URGENCY)):
            if getattr(head, name) is None and form.fullmatch(row.text):
                setattr(head, name, row)
                return True
    if SIGNER.match(row.text) or (head.signers and _runs_on(head.signers[-1], row)):
        head.signers.append(row)
        return True
    for name, form in (("order_number", ORDER_NUMBER), ("number", NUMBER)):
        if getattr(head, name) is None and form.fullmatch(row.text):
            setattr(head, name, row)
            return True
    return False


def _runs_on(last, row):
    return 0 < row.top - last.top < 14 and row.x0 > LEFT + 80 and row.face == last.glyphs[-1].face


def _red_line(head, lines):
    """Return the line under the head: the red one, or any that stands where it should."""
    above = head.number or head.order_number or head.mark
    red = [one for one in lines if is_red(one.colour) and (not above or one.top > above.middle)]
    near = [one for one in lines if above and 0 < one.top - above.bottom < 12]
    return next(iter(red or near), None)


def _doubles(lines):
    """Pair lines that stand within 3 mm of one another."""
    pairs = [(one, two) for one, two in itertools.pairwise(lines) if two.top - one.bottom < 3]
    return tuple(pairs)


def _boxes(head):
    single = [head.copy_number, head.secrecy, head.urgency, head.mark, head.number, head.order_number, head.line]
    upper = [line for pair in head.double_lines for line in pair if line.bottom < 190]
    return [box for box in (*single, *head.signers, *upper) if box]
