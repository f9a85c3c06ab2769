"""Characters to rows: what stands on one baseline, left to right."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from .geometry import ABOVE_BASELINE, BELOW_BASELINE, MM
from .sheet import Box

SAME_BASELINE = 1.0  # mm


@dataclass(frozen=True)
class Row(Box):
    """One row of a page. Its box is that of most of its characters' em boxes."""

    page: int
    glyphs: tuple

    @cached_property
    def text(self):
        return "".join(glyph.text for glyph in self.glyphs)

    @cached_property
    def size(self):
        """The size that most characters have, in points."""
        return most([round(glyph.size, 1) for glyph in self.glyphs])

    @property
    def baseline(self):
        return self.top + ABOVE_BASELINE * self.height

    @cached_property
    def face(self):
        return face(self.glyphs)

    @cached_property
    def colour(self):
        return most([glyph.colour for glyph in self.glyphs])

    @property
    def han(self):
        return [glyph for glyph in self.glyphs if glyph.is_han]

    def parts(self, gap):
        """Return the Rows that this one falls into where more than `gap` mm are free."""
        groups = [[self.glyphs[0]]]
        for left, right in zip(self.glyphs, self.glyphs[1:], strict=False):
            if right.x0 - left.x1 > gap:
                groups.append([])
            groups[-1].append(right)
        return [row_of(group, self.page) for group in groups]

    def cut(self, start, end=None):
        """Return the Row of some of the characters."""
        return row_of(self.glyphs[start:end], self.page)


def most(values):
    return Counter(values).most_common(1)[0][0]


def face(glyphs):
    """Return the face of most Chinese characters, of all characters where there is none, "" where there is nothing."""
    faces = [glyph.face for glyph in glyphs if glyph.is_han] or [glyph.face for glyph in glyphs]
    return most(faces) if faces else ""


def row_of(glyphs, page):
    glyphs = tuple(glyphs)
    size = most([round(glyph.size, 1) for glyph in glyphs])
    usual = [glyph for glyph in glyphs if round(glyph.size, 1) == size]
    top = median(glyph.top for glyph in usual)
    right = max(glyph.x1 for glyph in glyphs)
    return Row(glyphs[0].x0, top, right, top + size / MM, page, glyphs)


def rows_of(glyphs, page):
    """Return the rows of one page, top down, from characters in any order."""
    groups, last = [], None
    for glyph in sorted(glyphs, key=_baseline):
        if last is None or _baseline(glyph) - last > SAME_BASELINE:
            groups.append([])
            last = _baseline(glyph)
        groups[-1].append(glyph)
    return sorted((row_of(_in_order(group), page) for group in groups), key=lambda row: row.top)


def _in_order(group):
    """Left to right, each character once: some programs print a character twice to make it bold."""
    kept = []
    for glyph in sorted(group, key=lambda one: one.x0):
        if not (kept and kept[-1].text == glyph.text and glyph.x0 - kept[-1].x0 < 0.3):
            kept.append(glyph)
    return kept


def _baseline(glyph):
    return glyph.bottom - BELOW_BASELINE * glyph.size / MM
