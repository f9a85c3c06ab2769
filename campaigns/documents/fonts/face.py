"""One font: which characters it has, how wide they are, and how large they are drawn."""

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont

from ..cleaning import SHAPELESS

DOTS = 48  # to the em, where a character is drawn to see whether it leaves ink
FIRST_HAN = 0x3400
INKLESS = {"Zs", *SHAPELESS}


@dataclass(frozen=True)
class Face:
    """One font file under the family name that a PDF will show. Widths are in em."""

    family: str
    path: Path
    number: int = 0
    is_system: bool = False

    @cached_property
    def _font(self):
        return TTFont(self.path, fontNumber=self.number, lazy=True)

    @cached_property
    def _glyphs(self):
        return self._font.getBestCmap()

    @cached_property
    def _metrics(self):
        return self._font["hmtx"].metrics, self._font["head"].unitsPerEm

    def check(self):
        """Raise an error of any kind unless it says which glyph is which, how wide they are, and can draw them."""
        if not self._glyphs:
            raise ValueError("it has no Unicode cmap")
        drawn = (chr(code) for code in self._glyphs if code >= FIRST_HAN and self.has(chr(code)))
        if not (first := next(drawn, None)):
            raise ValueError("it has no outlines of Chinese characters")
        self.width(first)

    def width(self, character):
        """Return the width in em of a character that it has."""
        advances, units = self._metrics
        return advances[self._glyphs[ord(character)]][0] / units

    def has(self, character):
        """Whether it can print a character: a font may map one to a glyph without an outline (AR PL UKai: 䶮)."""
        is_mapped = ord(character) in self._glyphs
        return is_mapped and (unicodedata.category(character) in INKLESS or self._has_ink(character))

    @cached_property
    def _drawn(self):
        """The font as FreeType draws it, which reads of the file only the glyphs that it is asked for."""
        return ImageFont.truetype(str(self.path), DOTS, index=self.number, layout_engine=ImageFont.Layout.BASIC)

    def _has_ink(self, character):
        try:
            return self._drawn.getmask(character).getbbox() is not None
        except OSError:  # a damaged glyph
            return False

    def extent(self, character):
        """Return the longer side of the outline of a character that it has, in em, without the space around it."""
        left, top, right, bottom = self._drawn.font_variant(size=1000).getmask(character).getbbox()
        return max(right - left, bottom - top) / 1000
