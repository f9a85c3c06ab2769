"""用纸、版心、行与字 (GB/T 9704-2012 §5)."""

import itertools

from ..colours import is_black, named
from ..elements.text import lone_headings
from ..forms import CLAUSE, ITEM, SECTION
from ..geometry import BOTTOM, CELLS, EM, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, ROWS, TOP
from .measures import near, worst
from .registry import Found, rule


@rule("paper.size", "5.1", "用纸幅面", "210.00 × 297.00 mm", "±0.3 mm")
def size(elements):
    """Programs round A4 to whole points, 209.9 mm; paper may be off by 2 mm."""
    page = max(elements.pages, key=lambda one: abs(one.width - PAGE_WIDTH) + abs(one.height - PAGE_HEIGHT))
    off = max(abs(page.width - PAGE_WIDTH), abs(page.height - PAGE_HEIGHT))
    return Found(f"{page.width:.2f} × {page.height:.2f} mm", off <= 0.3)


@rule("margin.top", "5.2.1", "天头", "37 mm", "±1 mm")
def margin_top(elements):
    sealed = [*elements.ending.names, elements.ending.date] if elements.ending.seals else []
    firsts = [row for _, row in _page_breaks(elements) if not any(row is one for one in sealed)]
    return worst((row.top for row in firsts if not _is_below_table(row, elements)), TOP, 1)


@rule("margin.left", "5.2.1", "订口", "28 mm", "±1 mm")
def margin_left(elements):
    return worst((row.x0 for row in _farthest_left(elements.text_rows)), LEFT, 1)


def _farthest_left(rows):
    flush = [row for row in rows if row.x0 < LEFT + 6]
    return [min(flush, key=lambda row: row.x0), max(flush, key=lambda row: row.x0)] if flush else []


@rule("margin.right", "5.2.1", "版心右边缘", "184 mm", "±1 mm")
def margin_right(elements):
    return near(elements.right, RIGHT, 1) if elements.running_rows else None


@rule("margin.bottom", "5.2.1", "满页末行下边缘", "262 mm", "±1 mm")
def margin_bottom(elements):
    return worst((row.bottom for row in _last_rows(elements)), BOTTOM, 1)


def _last_rows(elements):
    """The last rows of pages that are full; a date under a seal is none."""
    ends = [row for row, _ in _page_breaks(elements) if row is not elements.ending.date]
    return [row for row in ends if _rows_short(row, elements) < 0.5]


@rule("grid.rows", "5.2.3", "每面行数", "22行撑满版心（特殊情况可调为20至24行）")
def rows(elements):
    if not elements.distances:
        return None
    full = [_row_number(row, elements) for row in _last_rows(elements)]
    if full:
        return Found(f"{max(full)}行", max(full) in range(ROWS - 2, ROWS + 3))
    count = elements.rows_a_page
    fills = abs((count - 1) * elements.pitch + EM - (BOTTOM - TOP)) <= 1
    said = f"{count}行" if fills else f"{count}行，行距 {elements.pitch:.2f} mm，未撑满版心"
    return Found(said, fills and count in range(ROWS - 2, ROWS + 3))


def _row_number(row, elements):
    return round((row.top - TOP) / elements.pitch) + 1


@rule("grid.pitch", "5.2.3", "行距均匀", "各行行距一致", "±0.3 mm")
def pitch(elements):
    """The first and the last row of a page are measured by the margins."""
    ends = {id(row) for pair in _page_breaks(elements) for row in pair}
    apart = [d for one, two, d in elements.distances if id(one) not in ends and id(two) not in ends]
    return worst(apart, elements.pitch, 0.3)


@rule("grid.cells", "5.2.3", "每行字数", "28字撑满版心（特殊情况可调为27至29字）")
def cells(elements):
    if not elements.measured_cell:
        return None
    return Found(f"{elements.cells}字", elements.cells in range(CELLS - 1, CELLS + 2))


@rule("grid.line_ends", "5.2.3", "段中各行到右边缘", "与版心右边缘齐", "±1 mm")
def line_ends(elements):
    """Of Chinese: a row of Latin words has few places that can be opened."""
    rows = [row for row in elements.running_rows if 2 * len(row.han) >= len(row.glyphs)]
    return worst((row.x1 for row in rows), elements.right, 1)


@rule("grid.hole", "5.2.3", "不留空行", "各面排满（标题换面可少一行）")
def hole(elements):
    short = [
        (round(_rows_short(one, elements)), one.page)
        for one, two in _page_breaks(elements)
        if _leaves(one, two, elements)
    ]
    if not list(_page_breaks(elements)):
        return None
    return Found(f"第{short[0][1]}页空{short[0][0]}行" if short else "各面排满", not short)


@rule("grid.heading_foot", "5.2.3", "标题与其下文字同处一面", "标题不单独留在面末")
def heading_foot(elements):
    """What 7.3.3 does not say and careful clerks do: a heading that stands alone goes with the text below it."""
    pairs = [pair for part in _parts(elements) for pair in lone_headings(part)]
    left = [one[-1] for one, after in pairs if _is_last_on_page(one[-1], after[0], elements)]
    said = f"第{left[0].page}页末“{left[0].text[:8]}”" if left else "均与其下文字同面"
    return Found(said, not left) if pairs else None


def _parts(elements):
    return [elements.body, *(one.body for one in elements.attachments)]


def _is_last_on_page(row, below, elements):
    tables = elements.tables[row.page]
    return row.page < below.page and not any(table.top > row.top for table in tables)


def _leaves(one, two, elements):
    """Whether a page ends before it is full, and neither a heading nor a table on the next is the reason."""
    allowed = 0.5 + _headings_from(two, elements)
    is_short = _rows_short(one, elements) > allowed
    return is_short and not _is_before_table(one, two, elements) and not _is_without_text(two.page, elements)


def _headings_from(row, elements):
    """How many headings, and rows that lead on (主题为：), stand one under the other: they go to the next page together."""
    following = itertools.dropwhile(lambda one: one is not row, elements.text_rows)
    return sum(1 for _ in itertools.takewhile(lambda one: _is_heading(one) or one.text.endswith("："), following))


def _is_without_text(page, elements):
    """A page with a signature and no text is the fault of that (§7.3.5.5)."""
    date = elements.ending.date
    return bool(date) and date.page == page and all(row.page != page for row in elements.body)


def _is_heading(row):
    return any(form.match(row.text) for form in (SECTION, CLAUSE, ITEM))


def _rows_short(row, elements):
    """How many rows are free below the last one of a page; seals reach below the date."""
    seals = [seal.bottom for seal in elements.ending.seals if row is elements.ending.date]
    return (BOTTOM - max([row.bottom, *seals])) / elements.pitch


def _page_breaks(elements):
    """Yield (last row of a page, first row of the next) where one text runs on."""
    ending = elements.ending
    parts = [[*elements.body, *ending.rows], *(one.body for one in elements.attachments)]
    for part in parts:
        for one, two in itertools.pairwise(part):
            if one.page != two.page:
                yield one, two


def _is_below_table(row, elements):
    return any(table.bottom < row.bottom for table in elements.tables[row.page])


def _is_before_table(one, two, elements):
    ends = any(table.top > one.top for table in elements.tables[one.page])
    return ends or _is_below_table(two, elements) or two.page > one.page + 1


@rule("colour.text", "5.2.4", "字色", "黑色（版头红色要素除外）")
def text_colour(elements):
    marks = {id(glyph) for row in (elements.head.mark.rows if elements.head.mark else ()) for glyph in row.glyphs}
    glyphs = [g for page in elements.pages for g in (*page.upright, *page.sideways) if id(g) not in marks]
    wrong = [glyph for glyph in glyphs if not is_black(glyph.colour)]
    return Found(f"{named(wrong[0].colour)}“{wrong[0].text}”等{len(wrong)}字" if wrong else "黑色", not wrong)


@rule("colour.lines", "5.2.4", "版记分隔线颜色", "黑色")
def line_colour(elements):
    wrong = [line for line in elements.imprint.lines if not is_black(line.colour)]
    return Found(named(wrong[0].colour) if wrong else "黑色", not wrong) if elements.imprint.lines else None
