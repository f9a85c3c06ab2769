"""From the parts of a .docx to the text that people see: paragraphs in order, numbers, tables row by row."""

from collections import Counter
from dataclasses import dataclass

from lxml import etree

from ..reading.characters import plain, visible
from ..refusal import refuse_too_long
from .numbering import Numbers, W
from .package import Package

_EXCERPT = 30  # characters of what was left out, to know it by

_BLOCKS = {f"{W}p", f"{W}tbl"}
_GONE = {
    f"{W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "pPr", "rPr", "tcPr")
}
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}
_NOTES = {f"{W}footnoteReference": "脚注", f"{W}endnoteReference": "尾注", f"{W}commentReference": "批注"}
_DRAWN = {
    f"{W}drawing",
    f"{W}pict",
    f"{W}object",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
}
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"


@dataclass(frozen=True)
class WordText:
    """The text of a Word file, a line a paragraph or row, and `notes`: a sentence for each thing that was left out."""

    text: str
    notes: tuple[str, ...] = ()


def text_of_word(data: bytes) -> WordText:
    """Return the text of the .docx `data`. Raise Refused where it is none, or is more than a notice can be."""
    package = Package(data)
    body = package.document.find(f"{W}body")
    page = _Page(Numbers(package.related("numbering"), package.related("styles")))
    if body is not None:
        page.read(body)
    return WordText("\n".join(page.lines), tuple(page.notes(package.document)))


class _Page:
    """The lines of a document as they are read, and what was left out on the way."""

    def __init__(self, numbers):
        self.numbers = numbers
        self.lines, self.length, self.left_out, self.boxes = [], 0, Counter(), []
        self.open = []  # a paragraph whose end was deleted goes on with the next

    def read(self, body):
        for block in _found(body, _BLOCKS):
            if block.tag == f"{W}tbl":
                for row in _rows(block):
                    self.lines.append("\t".join(map(self._cell, row)).rstrip("\t"))
            elif _ends(block):
                self.lines.append(self._line(block))
            else:
                self.open.append(self._said(block))
        if self.open:
            self.lines.append("".join(self.open))

    def _line(self, paragraph):
        """Return a paragraph as it is seen. One without text counts in its list and shows nothing."""
        said, self.open = "".join([*self.open, self._said(paragraph)]), []
        marker = self.numbers.marker(paragraph)
        return (marker + said.lstrip() if marker else said) if visible(said) else ""

    def _cell(self, cell):
        """Return a cell's text on one line, that of tables within it too."""
        return " ".join(" ".join(map(self._line, _found(cell, {f"{W}p"}))).split())

    def _said(self, paragraph):
        """Return what a paragraph says, tracked deletions left out and insertions kept."""
        parts = []
        walk = etree.iterwalk(paragraph, events=("start",))
        for _, element in walk:
            if element.tag in _GONE or self._is_apart(element):
                walk.skip_subtree()
            elif element.tag == f"{W}t":
                parts.append(element.text or "")
            elif element.tag in _BREAKS:
                parts.append(_BREAKS[element.tag])
        text = plain("".join(parts))
        self.length += len(text) + 1
        refuse_too_long(self.length)
        return text

    def _is_apart(self, element):
        """Whether it stands on the page and not in the text; note what it was."""
        if element.tag in _DRAWN:
            boxes = [plain("".join(box.itertext(f"{W}t"))) for box in _found(element, {f"{W}txbxContent"}, beside=())]
            self.boxes += [box for box in dict.fromkeys(boxes) if visible(box)]
            self.left_out["图片或图形"] += not boxes
        elif element.tag in _NOTES:
            self.left_out[_NOTES[element.tag]] += 1
        elif element.tag == _FORMULA:
            self.left_out["公式"] += 1
        elif element.tag == f"{W}sym":
            self.left_out["特殊符号"] += 1
        elif element.tag == f"{W}r" and _is_hidden(element):
            self.left_out["隐藏的文字"] += 1
        else:
            return False
        return True

    def notes(self, document):
        """Yield a sentence for each kind of thing that was left out."""
        for name, count in self.left_out.items():
            if count:
                yield f"有{count}处{name}没有读入。"
        for box in self.boxes[:10]:
            yield f"文本框里的文字没有读入：“{box[:_EXCERPT]}{'……' if len(box) > _EXCERPT else ''}”。"
        if self.numbers.bullets:
            yield f"有{self.numbers.bullets}个段落前的项目符号没有读入。"
        if next(document.iter(f"{W}altChunk"), None) is not None:
            yield "嵌入的其他文件没有读入。"
        if next(document.iter(f"{W}del", f"{W}moveFrom"), None) is not None:
            yield "文件带有修订：删去的文字没有读入，插入的文字已读入。"
        if next(document.iter(f"{W}headerReference", f"{W}footerReference"), None) is not None:
            yield "页眉和页脚没有读入。"


def _found(element, tags, beside=_GONE | _DRAWN):
    """Yield the elements of these `tags` in order, out of whatever wraps them but what stands `beside` the text.

    Those within one another are not looked for.
    """
    walk = etree.iterwalk(element, events=("start",))
    for _, each in walk:
        if each.tag in tags:
            walk.skip_subtree()
            yield each
        elif each.tag in beside:
            walk.skip_subtree()


def _rows(table):
    """Yield the cells of each row, those of tables within cells and of deleted rows left out."""
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is table and row.find(f"{W}trPr/{W}del") is None:
            yield [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]


def _ends(paragraph):
    """Whether its end stands: where that was deleted, the paragraph goes on with the next."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is None or (mark.find(f"{W}del") is None and mark.find(f"{W}moveFrom") is None)


def _is_hidden(run):
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val", "1") not in ("0", "false", "off")
