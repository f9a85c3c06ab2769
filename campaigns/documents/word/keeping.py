"""What stays on one page: a signature and the last rows of the text, for no page bears seals alone (§7.3.5.5)."""

from docx.oxml.ns import qn

from ..titles import extent
from .measures import CHARACTERS, HEIGHT, ROW
from .xml import w

KEEPING = {"AfterTable", "Listed", "ListedMore", "SealPlace", "Signer"}  # styles that keep a paragraph with the next
OF_TEXT = 2 * ROW  # so much of the last paragraph of the text Word moves with what follows
PAGE = HEIGHT - ROW


def keep_signature(last, listed, signed, notes):
    """Let the last element of the text, 附件说明, signature and 附注 stand on one page.

    Where a page does not hold so much, less of what precedes the signature stays with it; of a signature that is itself
    longer than a page, its end.
    """
    above = [] if last is None else _units(last)[-1:]
    listed = [unit for each in listed for unit in _units(each)]
    units = [*above, *listed, *(unit for each in (*signed, *notes) for unit in _units(each))]
    if not (listed or signed):
        return
    heights = [OF_TEXT for _ in above] + [_height(unit) for unit in units[len(above) :]]
    end, last_listed = len(units) - 1, len(above) + max(0, len(listed) - 1)
    starts = sorted({0, len(above), last_listed, len(above) + len(listed), max(0, end - 1)})
    start = next((each for each in starts if sum(heights[each:]) <= PAGE), end)
    for number, unit in enumerate(units):
        _keep(unit, start <= number < end)


def _units(element):
    """Return what stands on one page in any case: a paragraph, the rows of a table."""
    return list(element.iter(qn("w:tr"))) if element.tag == qn("w:tbl") else [element]


def _height(unit):
    """Return about how many twips a paragraph or a row takes."""
    if unit.tag == qn("w:tr"):
        return int(unit.find(f"{qn('w:trPr')}/{qn('w:trHeight')}").get(qn("w:val")))
    text = "".join(each.text or "" for each in unit.iter(qn("w:t")))
    spacing = unit.pPr.find(qn("w:spacing"))
    line, before = (0, 0) if spacing is None else (int(spacing.get(qn(f"w:{name}"), 0)) for name in ("line", "before"))
    return before + (line or ROW) * max(1, -int(-extent(text) // CHARACTERS))


def _keep(unit, is_kept):
    for paragraph in unit.iter(qn("w:p")):
        layout = paragraph.pPr
        if layout.find(qn("w:sectPr")) is None and is_kept != (paragraph.style in KEEPING):
            _put(layout, is_kept)


def _put(layout, is_kept):
    for old in layout.findall(qn("w:keepNext")):
        layout.remove(old)
    layout.insert(1, w("keepNext") if is_kept else w("keepNext", val=0))
