"""All elements of a document, from its pages."""

import itertools
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from ..forms import PAGE_NUMBER
from ..geometry import BOTTOM, CELL, CELLS, EM, LEFT, RIGHT, ROW, ROWS, TOP
from ..rows import rows_of
from ..tables import tables_of
from .attachments import attachments_of, first_page
from .ending import Ending, ending_of
from .head import Head, head_of
from .imprint import Imprint, imprint_of
from .text import FLUSH, addressees_of, paragraphs_of, title_of


@dataclass
class Elements:
    """What was recognised. body: rows of the text; loose: text rows of the text and the attachments alike."""

    layout: str
    pages: list
    rows: dict = field(default_factory=dict)
    sideways: dict = field(default_factory=dict)
    tables: dict = field(default_factory=dict)
    page_numbers: dict = field(default_factory=dict)
    head: Head = field(default_factory=Head)
    title: list = field(default_factory=list)
    addressees: list = field(default_factory=list)
    body: list = field(default_factory=list)
    ending: Ending = field(default_factory=Ending)
    attachments: list = field(default_factory=list)
    imprint: Imprint = field(default_factory=Imprint)

    @property
    def last_page(self):
        return self.pages[-1].number

    @cached_property
    def paragraphs(self):
        """The paragraphs of the text and of each attachment."""
        parts = [self.body, *(one.body for one in self.attachments)]
        return [paragraph for part in parts for paragraph in paragraphs_of(part)]

    @cached_property
    def text_rows(self):
        return [row for paragraph in self.paragraphs for row in paragraph]

    @cached_property
    def left(self):
        """Where rows without indent begin: the middle one of them, 28 mm where there is none."""
        flush = [row.x0 for row in self.text_rows if row.x0 < FLUSH]
        return median(flush) if flush else LEFT

    @cached_property
    def right(self):
        """Where full rows end: the middle one of them, 184 mm where there is none."""
        ends = [row.x1 for row in self.running_rows if abs(row.x1 - RIGHT) < 6]
        return median(ends) if ends else RIGHT

    @cached_property
    def running_rows(self):
        """The rows of the text that do not end a paragraph."""
        return [row for paragraph in self.paragraphs for row in paragraph[:-1]]

    @cached_property
    def distances(self):
        """(upper row, lower row, mm) of neighbouring rows of the text on one page."""
        pairs = zip(self.text_rows, self.text_rows[1:], strict=False)
        near = [(one, two, two.baseline - one.baseline) for one, two in pairs if one.page == two.page]
        return [(one, two, apart) for one, two, apart in near if 7 < apart < 14.5]

    @cached_property
    def pitch(self):
        """The distance of rows in mm: the usual one of the document, 10.445 where there is none."""
        return median(apart for *_, apart in self.distances) if self.distances else ROW

    @property
    def row(self):
        """The height of one 行 in mm: that of the document where it is near the standard's."""
        return self.pitch if abs(self.pitch - ROW) < ROW / 5 else ROW

    @property
    def cell(self):
        """The width of one 字 in mm: that of the document where it is near the standard's."""
        return self.measured_cell if self.measured_cell and abs(self.measured_cell - CELL) < CELL / 5 else CELL

    @cached_property
    def measured_cell(self):
        """The distance of neighbouring characters in mm, None where there is no row to measure.

        Rows that lost a character to the next are stretched, the last ones of paragraphs are not: what a quarter of
        all rows have or less is that of the grid.
        """
        steps = sorted(step for row in self.text_rows if (step := _step(row)))
        return steps[len(steps) // 4] if steps else None

    @cached_property
    def cells(self):
        """How many characters a row of the document holds, from their distance."""
        return round((RIGHT - LEFT - EM) / self.measured_cell) + 1 if self.measured_cell else CELLS

    @cached_property
    def rows_a_page(self):
        """How many rows a page of the document holds, from their distance."""
        return round((BOTTOM - TOP - EM) / self.pitch) + 1 if self.distances else ROWS


def _step(row):
    """The usual distance of a row's neighbouring Chinese characters in mm, None where it has none."""
    pairs = itertools.pairwise(row.glyphs)
    apart = [two.x0 - one.x0 for one, two in pairs if one.is_han and two.is_han and 4 < two.x0 - one.x0 < 8]
    return median(apart) if len(apart) > 3 else None


def elements_of(pages, layout="2012"):
    """Return the Elements of a document. layout: "2012", "1999" or "letter"."""
    found = Elements(layout, pages)
    for page in pages:
        _read(found, page)
    found.imprint = imprint_of(pages, found.rows, found.tables)
    _set_apart(found)
    return found


def _read(found, page):
    """Part a page's rows from its page number and from its tables."""
    tables = tables_of(page)
    rows = rows_of(page.upright, page.number)
    number = next((row for row in reversed(rows) if row.top > BOTTOM - 2 and PAGE_NUMBER.fullmatch(row.text)), None)
    found.tables[page.number] = tables
    found.sideways[page.number] = rows_of(page.sideways_as_upright, page.number)
    found.page_numbers[page.number] = number
    rest = [row for row in rows if row is not number]
    found.rows[page.number] = [row for row in rest if not any(table.holds(row) for table in tables)]


def _set_apart(found):
    """Give the rows to the elements, from the first page to the last."""
    flow = {page: _outside_imprint(found, page) for page in found.rows}
    attached_from = first_page(flow, found.sideways)
    main = {page: rows for page, rows in flow.items() if attached_from is None or page < attached_from}
    found.attachments = attachments_of({page: rows for page, rows in flow.items() if page not in main}, found.sideways)
    found.head = head_of(found.pages[0], main[1], found.layout)
    below = [row for row in main[1] if row not in found.head.rows and row.top > found.head.bottom]
    rows = below + [row for page, rows in main.items() if page > 1 for row in rows]
    found.title = title_of(rows)
    rest = rows[rows.index(found.title[-1]) + 1 :] if found.title else rows
    found.addressees = addressees_of(rest)
    pages = {page.number: page for page in found.pages}
    found.body, found.ending = ending_of(rest[len(found.addressees) :], pages)


def _outside_imprint(found, page):
    taken = found.imprint.rows if found.imprint.page == page else []
    return [row for row in found.rows[page] if row not in taken]
