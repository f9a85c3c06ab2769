"""The sheets of a document: A4 upright, and landscape for a wide table (GB/T 9704-2012 §5.1, §5.2, §8)."""

from functools import cached_property

from docx.oxml.ns import qn

from ..document import Layout
from .draft import watermark
from .margins import DASH, first_of_letter, turned, upright
from .measures import BOTTOM, IMPRINT_CHARACTER, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, ROW, TOP, twips
from .text import paragraph
from .xml import properties, w

KINDS = ("default", "even", "first")


class Sheets:
    """The text of a document on its way into Word: paragraphs and tables, in sections that lie one way each."""

    def __init__(self, word, layout, is_draft):
        self.part, self.body = word.part, word.element.body
        self.body[:] = []
        self.is_letter, self.is_draft = layout == Layout.LETTER, is_draft
        self.lies_turned = self.is_to_turn = False

    def turn(self, is_landscape):
        """Let what is added next stand on landscape sheets, or on upright ones."""
        self.is_to_turn = is_landscape

    def add(self, *elements):
        if self.is_to_turn != self.lies_turned:
            self._end_section()
        for element in elements:
            if element.tag == self._last_tag == qn("w:tbl"):
                self.body.append(speck())  # Word would make one table of two
            self.body.append(element)

    def finish(self):
        """End the last section. A document has a paragraph, and does not end with a table."""
        self._end_with_paragraph()
        self.body.append(self._section())

    @property
    def last(self):
        """The last paragraph or table, or None."""
        return self.body[-1] if len(self.body) else None

    @property
    def _last_tag(self):
        return None if self.last is None else self.last.tag

    def _end_section(self):
        if self.last is not None:
            self._end_with_paragraph()
            self.last.pPr.append(self._section())
        self.lies_turned = self.is_to_turn

    def _end_with_paragraph(self):
        if self._last_tag in (None, qn("w:tbl")) or self.last.pPr.find(qn("w:sectPr")) is not None:
            self.body.append(speck())

    def _section(self):
        is_first_of_letter = self.is_letter and self.body.find(f".//{qn('w:sectPr')}") is None
        section = properties(
            "sectPr",
            pgSz=_size(self.lies_turned),
            pgMar=_margins(self.lies_turned),
            **({"titlePg": True} if is_first_of_letter else {}),
            docGrid={"type": "lines", "linePitch": ROW},
        )
        section[:0] = [*self._headers(), *self._footers(is_first_of_letter)]
        return section

    def _headers(self):
        for kind, key in self._header_keys.items():
            yield _reference("header", kind, key)

    def _footers(self, is_first_of_letter):
        for kind, key in (self._turned_keys if self.lies_turned else self._upright_keys).items():
            yield _reference("footer", kind, key)
        if is_first_of_letter:
            yield _reference("footer", "first", self._footer(first_of_letter()))

    @cached_property
    def _header_keys(self):
        if not self.is_draft:
            return {}
        return {kind: self._header([watermark(number)]) for number, kind in enumerate(KINDS, start=1)}

    @cached_property
    def _upright_keys(self):
        return {"default": self._footer(upright("OddPage")), "even": self._footer(upright("EvenPage"))}

    @cached_property
    def _turned_keys(self):
        return {"default": self._footer(turned("OddPage")), "even": self._footer(turned("EvenPage"))}

    def _header(self, content):
        return _filled(*self.part.add_header_part(), content)

    def _footer(self, content):
        return _filled(*self.part.add_footer_part(), content)


def _filled(part, key, content):
    part.element[:] = content
    return key


def _reference(name, kind, key):
    reference = w(f"{name}Reference", type=kind)
    reference.set(qn("r:id"), key)
    return reference


def _size(is_landscape):
    if is_landscape:
        return {"w": PAGE_HEIGHT, "h": PAGE_WIDTH, "orient": "landscape"}
    return {"w": PAGE_WIDTH, "h": PAGE_HEIGHT}


def _margins(is_landscape):
    """Return the margins of a sheet. A landscape one is an upright one turned to the left: its head is bound."""
    sides = (LEFT, TOP, RIGHT, BOTTOM) if is_landscape else (TOP, RIGHT, BOTTOM, LEFT)
    named = dict(zip(("top", "right", "bottom", "left"), sides, strict=True))
    foot = twips(10) if is_landscape else DASH - IMPRINT_CHARACTER // 2
    return named | {"header": twips(15), "footer": foot, "gutter": 0}


def speck():
    """Return a paragraph that takes up no room to speak of: Word wants one after a table."""
    return paragraph("AfterTable")
