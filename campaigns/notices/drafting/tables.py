"""A table that somebody typed, pasted from a spreadsheet or brought as .csv: texts in rows, and nothing that is reckoned."""

import csv
import io
import re

from ..refusal import Refused
from ..uploads import uploaded

MOST_ROWS = 3_000
MOST_COLUMNS = 30
LONGEST_CELL = 500
MOST_BYTES = 2 * 1024 * 1024
MOST_CHARACTERS = 500_000  # a form may bring 2.5 MB besides its files
_BREAK = re.compile(r"[\s\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n?")
_TABBED = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\n]|\Z)|[^\t\n]*')
_NEEDS_QUOTES = re.compile(r'[\t\n]|""|^$')


def table_from(text, delimiter="\t"):
    """Return {"header": […], "rows": [[…]]} of lines whose cells are parted by tabs, or as CSV. Raise Refused.

    Every cell is a text, also one that begins with = as a formula would. All rows are as wide as the widest one.
    """
    if len(text) > MOST_CHARACTERS:
        raise Refused(f"表格超过{MOST_CHARACTERS:,}字，请分成几张表。")
    read = _of_tabs if delimiter == "\t" else _of_commas
    rows = [[_cell(cell) for cell in row] for row in read(text)]
    rows = [row for row in rows if any(row)]
    _check(rows)
    width = max(map(len, rows))
    header, *others = [row + [""] * (width - len(row)) for row in _narrowed(rows)]
    return {"header": header, "rows": others}


def _of_commas(text):
    try:
        return list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error:
        raise Refused("表格读不出来，请检查引号是否成对，或从电子表格里重新复制。") from None


def _of_tabs(text):
    """Cells as a spreadsheet copies them: quoted where a break, a tab or a doubled quote stands within, else as they are."""
    text = _LINE_END.sub("\n", text)
    rows, at = [[]], 0
    while at <= len(text):
        found = _TABBED.match(text, at)
        is_quoted = found[1] is not None and _NEEDS_QUOTES.search(found[1])
        rows[-1].append(found[1].replace('""', '"') if is_quoted else found[0])
        at = found.end() + 1
        if text[found.end() : at] == "\n":
            rows.append([])
    return rows


def _cell(text):
    return _BREAK.sub(" ", text).strip()


def _narrowed(rows):
    """Leave out columns at the right that are empty in every row."""
    width = max((at + 1 for row in rows for at, cell in enumerate(row) if cell), default=1)
    return [row[:width] for row in rows]


def _check(rows):
    if len(rows) < 2:
        raise Refused("表格至少要有表头和一行内容。第一行是表头。")
    if len(rows) - 1 > MOST_ROWS:
        raise Refused(f"表格有{len(rows) - 1:,}行，最多{MOST_ROWS:,}行，请分成几张表。")
    width = max(len(row) for row in _narrowed(rows))
    if width > MOST_COLUMNS:
        raise Refused(f"表格有{width}列，最多{MOST_COLUMNS}列，请拆成几张表。")
    for number, row in enumerate(rows, start=1):
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise Refused(f"第{number}行有一格超过{LONGEST_CELL}字，请缩短。")


def table_of_csv(data):
    """Return the table in the bytes of a .csv in UTF-8 or GB 18030. Raise Refused."""
    if data.startswith(b"PK\x03\x04"):
        raise Refused("这不是 CSV 文件。Excel 表格请另存为 CSV 文件再上传，或者复制单元格后粘贴。")
    text = uploaded(data).text
    first = text.partition("\n")[0]
    return table_from(text, "\t" if first.count("\t") > first.count(",") else ",")


def as_typed(table):
    """Return a stored table as lines with tabs, as table_from takes it."""
    lines = io.StringIO()
    csv.writer(lines, delimiter="\t", lineterminator="\n").writerows([table["header"], *table["rows"]])
    return lines.getvalue()
