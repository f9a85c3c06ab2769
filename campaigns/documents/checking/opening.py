"""From the bytes of a PDF to pages of plain data, by pdfplumber.

Whatever cannot be read raises Unreadable with a sentence for the user; nothing else is raised.
"""

import io
import logging
from collections import defaultdict
from itertools import islice

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.utils.exceptions import PdfminerException

from .geometry import MM, PAGE_HEIGHT
from .glyphs import UNKNOWN, glyph_of
from .ink import Fonts, inkless
from .pictures import ink_of
from .sheet import Page, Picture
from .strokes import colour_of, strokes_of

MOST_PAGES = 300
MOST_BYTES = 50_000_000
MOST_OBJECTS = 20_000  # on one page; a full page of text has about a thousand
TOO_LARGE = "PDF 文件过于复杂，内存不够读完，不予检查。"


logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings are about what is read anyway


class Unreadable(Exception):
    """The file cannot be measured; the message says why, in Chinese."""


def pages_of(data):
    """Return the Pages of a PDF, given as bytes. Raise Unreadable where there is nothing to measure."""
    _refuse_what_is_no_pdf(data)
    try:
        with pdfplumber.open(io.BytesIO(data), raise_unicode_errors=False) as pdf:
            _refuse_too_many(pdf)
            pdf.rsrcmgr = Fonts()
            pages = [_page(page) for page in pdf.pages]
            _look_for_ink(pages, pdf.rsrcmgr)
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable(TOO_LARGE) from None
    except (PdfminerException, PDFPasswordIncorrect) as error:
        raise Unreadable(_reason(error)) from None
    except Exception as error:  # a broken file breaks its reader in any way it likes
        raise Unreadable(f"PDF 文件已损坏，无法读取（{type(error).__name__}）。") from None
    return _with_text(pages)


def _refuse_what_is_no_pdf(data):
    if not data:
        raise Unreadable("文件是空的。")
    if len(data) > MOST_BYTES:
        raise Unreadable(f"文件超过 {MOST_BYTES // 1_000_000} MB，不予检查。")
    if b"%PDF-" not in data[:1024]:
        raise Unreadable("这不是 PDF 文件。")


def _refuse_too_many(pdf):
    """Count the pages before any of them is read."""
    count = sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), MOST_PAGES + 1))
    if count > MOST_PAGES:
        raise Unreadable(f"文件超过 {MOST_PAGES} 页，不予检查；请拆分后再查。")
    if not count:
        raise Unreadable("PDF 文件里没有页面。")


def _reason(error):
    if isinstance(error, PDFPasswordIncorrect) or "PDFPasswordIncorrect" in repr(error):
        return "PDF 文件已加密，请先解除密码。"
    if "MemoryError" in repr(error):
        return TOO_LARGE
    return "PDF 文件已损坏，无法读取。"


def _with_text(pages):
    if not any(page.glyphs for page in pages):
        raise Unreadable("PDF 里没有文字（可能是扫描件），无法检查。")
    glyphs = [glyph for page in pages for glyph in page.glyphs]
    if sum(glyph.text == UNKNOWN for glyph in glyphs) * 2 > len(glyphs):
        raise Unreadable("PDF 里的文字没有字符编码，认不出是什么字，无法检查。")
    return pages


def _look_for_ink(pages, fonts):
    used = defaultdict(set)
    for glyph in (glyph for page in pages for glyph in page.glyphs):
        used[glyph.font].add(glyph.text)
    blank = inkless(fonts, used)
    for page in pages:
        read = [glyph for glyph in page.glyphs if glyph.font in blank]
        page.inkless = [glyph for glyph in read if glyph.text in blank[glyph.font]] if read else None


# --- one page -----------------------------------------------------------------------------------------------------


def _page(source):
    """Read one page as it is bound: unrotated, and a landscape sheet turned so that its head is at the left."""
    turn, source.page_obj.rotate = source.page_obj.rotate % 360, 0
    x0, y0, x1, y1 = (float(value) for value in source.page_obj.mediabox)
    width, height = abs(x1 - x0), abs(y1 - y0)
    is_landscape = width > height
    frame = (_Sideways if is_landscape else _Upright)(height, min(x0, x1))
    page = Page(source.page_number, min(width, height) / MM, max(width, height) / MM, turn)
    _refuse_crowds(source)
    page.glyphs = [glyph for char in source.chars if (glyph := glyph_of(char, frame))]
    page.strokes = strokes_of(source, frame)
    page.pictures = [Picture(*frame.box(one), colour_of(one)) for one in source.curves]
    page.pictures += [Picture(*frame.box(one), ink_of(one)) for one in source.images]
    source.close()
    return page


def _refuse_crowds(source):
    if sum(map(len, source.objects.values())) > MOST_OBJECTS:
        raise Unreadable(f"第 {source.page_number} 页内容过多，不是公文，不予检查。")


class _Upright:
    """Points of the page's own space, y upwards, to mm from the top left corner."""

    def __init__(self, height, shift):
        self.height = height
        self.shift = shift  # pdfplumber counts x of boxes from the origin, but that of matrices from the page's edge

    def point(self, x, y):
        return x / MM, (self.height - y) / MM

    def turned(self, degrees):
        return degrees

    def box(self, one):
        left, low = self.point(one["x0"] - self.shift, one["y0"])
        right, high = self.point(one["x1"] - self.shift, one["y1"])
        return min(left, right), min(low, high), max(left, right), max(low, high)


class _Sideways(_Upright):
    """The same for a landscape sheet: its head becomes the left edge."""

    def point(self, x, y):
        return (self.height - y) / MM, PAGE_HEIGHT - x / MM

    def turned(self, degrees):
        return degrees + 90
