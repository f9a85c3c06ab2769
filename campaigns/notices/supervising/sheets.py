"""Tables as files for a spreadsheet: CSV, and XLSX as ISO/IEC 29500 has it, in which every cell is text or a whole number.

No cell is a formula: text that a program would reckon begins with an apostrophe in both (auditing/rows.plain), and in XLSX a
cell says that it is text besides.
"""

import csv
import io
import re
import zipfile
from xml.sax.saxutils import escape

from organizations.auditing.rows import Echo, plain

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST = 32_767  # characters of a cell
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
EPOCH = (1980, 1, 1, 0, 0, 0)  # of every part: the same table gives the same bytes
FROZEN = (
    '<sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" '
    'state="frozen"/></sheetView></sheetViews><cols><col min="1" max="1" width="36" customWidth="1"/></cols>'
)


def as_csv(rows):
    """Yield rows of cells as CSV in UTF-8 with a BOM, so that spreadsheets read it."""
    writer = csv.writer(Echo())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([plain(cell) for cell in row])


def as_xlsx(rows, name):
    """Return rows of cells as the bytes of a workbook with one sheet of this name, its first row and column held in place."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in PARTS.items():
            package.writestr(zipfile.ZipInfo(path, EPOCH), HEAD + content, zipfile.ZIP_DEFLATED)
        package.writestr(zipfile.ZipInfo("xl/workbook.xml", EPOCH), HEAD + _workbook(name), zipfile.ZIP_DEFLATED)
        with package.open(zipfile.ZipInfo("xl/worksheets/sheet1.xml", EPOCH), "w") as sheet:
            for piece in _sheet(rows):
                sheet.write(piece.encode())
    return stream.getvalue()


def _workbook(name):
    named = escape(re.sub(r"[\[\]:*?/\\]", "", NOT_XML.sub("", name))[:31], {'"': "&quot;"})
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="{named}" sheetId="1" r:id="r1"/></sheets></workbook>'


def _sheet(rows):
    yield f'{HEAD}<worksheet xmlns="{MAIN}">{FROZEN}<sheetData>'
    for row in rows:
        yield f"<row>{''.join(map(_cell, row))}</row>"
    yield "</sheetData></worksheet>"


def _cell(value):
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    text = escape(NOT_XML.sub("", plain(str(value)))[:LONGEST])
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
