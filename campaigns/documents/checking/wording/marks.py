"""Punctuation (GB/T 15834-2011)."""

from statistics import median

from ...wording import MARKS
from .texts import around

_STANDARD = "GB/T 15834-2011"
_GAP = (1.6, 4.5)  # mm wider than the others: a half-width space; a full one parts the halves of a slogan


def of_marks(elements, texts):
    """Yield one piece of advice a kind of slip: where it stands first, and how often."""
    for form in MARKS:
        hits = [(text, found.start()) for text in texts for found in form.pattern.finditer(text)]
        if hits:
            yield form.rule, form.section, around(*hits[0]), form.sentence + _times(hits)
    spaces = [around(row.text, at, " ") for row in elements.text_rows for at in _spaces(row)]
    if spaces:
        yield "marks.space", _STANDARD, spaces[0], "汉字之间不用空格。" + _times(spaces)


def _times(hits):
    return f"共{len(hits)}处，这是第一处。" if len(hits) > 1 else ""


def _spaces(row):
    """Yield where a half-width space stands between two Chinese characters of a row."""
    pairs = list(zip(row.glyphs, row.glyphs[1:], strict=False))
    gaps = [two.x0 - one.x1 for one, two in pairs]
    usual = median(gaps) if gaps else 0
    for at, ((one, two), gap) in enumerate(zip(pairs, gaps, strict=True)):
        if one.is_han and two.is_han and _GAP[0] < gap - usual < _GAP[1]:
            yield at + 1
