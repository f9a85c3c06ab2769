"""Tables as files for a spreadsheet: CSV, and XLSX. No cell is a formula: what a program would reckon begins with an apostrophe."""

import csv
import io
import re

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from organizations.auditing.rows import Echo, plain

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
LONGEST, LONGEST_NAME = 32_767, 31  # characters of a cell, and of a sheet's name


def as_csv(rows):
    """Yield rows of cells as CSV in UTF-8 with a BOM, so that spreadsheets read it."""
    writer = csv.writer(Echo())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([plain(cell) for cell in row])


def as_xlsx(rows, name):
    """Return rows of cells as the bytes of a workbook with one sheet of this name, its first row and column held in place."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(NOT_IN_A_NAME.sub("", NOT_XML.sub("", name))[:LONGEST_NAME])
    sheet.freeze_panes, sheet.column_dimensions["A"].width = "B2", 36
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(sheet, value):
    """Whole numbers stay such; all else is text, whatever it looks like."""
    if isinstance(value, int):
        return value
    cell = WriteOnlyCell(sheet, NOT_XML.sub("", plain(str(value)))[:LONGEST])
    cell.data_type = "s"
    return cell
