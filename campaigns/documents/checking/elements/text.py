"""标题, 主送机关 and 正文 on the rows below the head (GB/T 9704-2012 §7.3.1 to §7.3.3)."""

from ..forms import CLAUSE, SECTION, SERIAL
from ..geometry import CENTRE, LEFT

_SMALLEST_TITLE = 17.0  # pt
_MARKS = tuple("。；：，、！？;:,")
FLUSH, DISPLAYED = 34.0, 46.0  # mm: left of it no indent, right of it neither text nor heading


def title_of(rows):
    """Return the rows of the title, [] where there is none: the first large rows, else a first row that is centred."""
    start = next((at for at, row in enumerate(rows[:12]) if row.size >= _SMALLEST_TITLE), None)
    if start is None:
        return [rows[0]] if rows and _is_centred(rows[0]) else []
    found = []
    for row in rows[start:]:
        if row.size < _SMALLEST_TITLE or (found and row.top - found[-1].top > 18):
            break
        found.append(row)
    return found


def _is_centred(row):
    return abs(row.centre - CENTRE) < 2.5 and row.x0 > DISPLAYED


def addressees_of(rows):
    """Return the rows of the 主送机关: flush rows right below the title."""
    found = []
    for row in rows[:60]:
        if not LEFT - 6 < row.x0 < FLUSH or row.size >= _SMALLEST_TITLE:
            break
        found.append(row)
        if row.text.endswith((":", "：")):
            return found
    return found


def paragraphs_of(rows):
    """Return the rows in paragraphs, each a list; a row that stands alone in mid page is one of its own."""
    found = []
    for row in rows:
        if not found or row.x0 >= FLUSH or _is_displayed(found[-1][-1]):
            found.append([])
        found[-1].append(row)
    return found


def _is_displayed(row):
    return row.x0 >= DISPLAYED


def lone_headings(rows):
    """Yield (heading, what follows) for each heading that is a paragraph of its own; both are paragraphs.

    A serial number begins other paragraphs too: those end with a mark, or one of their kind or a higher one follows,
    or, being the last of a list, they have one of their kind above them.
    """
    paragraphs = [None, *paragraphs_of(rows)]
    for before, one, after in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        rank = _rank(one)
        is_listed = 0 < _rank(after) <= rank or (before is not None and rank == 3 and _rank(before) == rank)
        if rank and not is_listed and not one[-1].text.endswith(_MARKS):
            yield one, after


def _rank(paragraph):
    """Return 1 to 3 for a paragraph that begins with 一、, （一） or 1., 0 for any other."""
    forms = enumerate((SECTION, CLAUSE, SERIAL), 1)
    return next((rank for rank, form in forms if form.match(paragraph[0].text)), 0)


def level(paragraph):
    """Return 1 for a heading 一、, 2 for （一）, 0 for what is set in 仿宋."""
    text = paragraph[0].text
    if SECTION.match(text):
        return 1
    return 2 if CLAUSE.match(text) else 0
