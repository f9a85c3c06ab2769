"""A PDF as plain data: pages of glyphs, straight lines and round or square pictures.

All positions are millimetres from the top left corner of the page as it is bound (portrait, unrotated);
sizes are points. A glyph's box is its em box, 0.88 em above and 0.12 em below the baseline: what a PDF calls
the top of a character depends on the font file and is of no use here.
"""

from dataclasses import dataclass, field
from functools import cached_property

from .colours import is_light_grey, is_red
from .faces import face_of

SEALS = 30.0, 63.0  # mm across: smaller is a stamp with a name, larger a picture


@dataclass(frozen=True)
class Box:
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self):
        return self.x1 - self.x0

    @property
    def height(self):
        return self.bottom - self.top

    @property
    def centre(self):
        return (self.x0 + self.x1) / 2

    @property
    def middle(self):
        return (self.top + self.bottom) / 2

    def holds(self, other, slack=0.0):
        """Whether the middle of `other` lies inside, or at most `slack` mm outside."""
        across = self.x0 - slack <= other.centre <= self.x1 + slack
        return across and self.top - slack <= other.middle <= self.bottom + slack


@dataclass(frozen=True)
class Glyph(Box):
    """One character. turned: degrees against the clock, 0 for upright."""

    text: str
    size: float
    font: str
    colour: tuple
    turned: float = 0.0

    @property
    def face(self):
        return face_of(self.font)

    @property
    def is_han(self):
        return "\u4e00" <= self.text <= "\u9fff" or self.text == "〇"

    @property
    def is_furniture(self):
        """Whether it is a watermark: light grey, or neither upright nor turned by a right angle."""
        return is_light_grey(self.colour) or abs(self.turned % 90) > 1


@dataclass(frozen=True)
class Stroke(Box):
    """A straight line, drawn as a line or as a thin box."""

    colour: tuple

    @property
    def is_level(self):
        return self.width >= self.height


@dataclass(frozen=True)
class Picture(Box):
    """A picture, or a vector circle. colour: what most of its ink has, None where that cannot be told."""

    colour: tuple | None = None

    @property
    def is_square(self):
        return abs(self.width - self.height) <= 0.06 * max(self.width, self.height)

    @property
    def may_be_seal(self):
        """Whether it has about the size of a seal; one that is squashed is only known by its red ink."""
        is_of_size = SEALS[0] <= min(self.width, self.height) and max(self.width, self.height) <= SEALS[1]
        return is_of_size and (self.is_square or (self.colour is not None and is_red(self.colour)))


@dataclass
class Page:
    """turn: how the page is shown to the reader, /Rotate of the PDF in degrees.

    inkless: the glyphs that have no outline, None where no font of the page could be read.
    """

    number: int
    width: float
    height: float
    turn: int = 0
    inkless: list | None = None
    glyphs: list = field(default_factory=list)
    strokes: list = field(default_factory=list)
    pictures: list = field(default_factory=list)

    @cached_property
    def seals(self):
        """Pictures and circles of about the size of a seal, the outermost circle of each ring only."""
        round_ones = [one for one in self.pictures if one.may_be_seal]
        found = []
        for one in sorted(round_ones, key=lambda one: -one.width)[:200]:
            if not any(abs(one.centre - seal.centre) + abs(one.middle - seal.middle) < 3 for seal in found):
                found.append(one)
        return [seal for row in abreast(found) for seal in row]

    @cached_property
    def stamps(self):
        """签名章: pictures wider than high, of the size of a written name."""
        return [one for one in self.pictures if not one.is_square and 15 <= one.width <= 60 and one.height < SEALS[0]]

    @cached_property
    def upright(self):
        """The characters that make rows: no watermark, nothing turned, not the words inside a seal."""
        return [g for g in self.glyphs if not g.is_furniture and abs(g.turned) <= 1 and not self._is_sealed(g)]

    @cached_property
    def sideways(self):
        return [glyph for glyph in self.glyphs if not glyph.is_furniture and abs(glyph.turned) > 1]

    @property
    def sideways_as_upright(self):
        """The characters that read upwards or downwards, on the page turned so that they read from left to right."""
        return [self._turned(glyph) for glyph in self.sideways]

    def _turned(self, glyph):
        upwards = (self.height - glyph.bottom, glyph.x0, self.height - glyph.top, glyph.x1)
        downwards = (glyph.top, self.width - glyph.x1, glyph.bottom, self.width - glyph.x0)
        box = upwards if glyph.turned % 360 < 180 else downwards
        return Glyph(*box, glyph.text, glyph.size, glyph.font, glyph.colour)

    def _is_sealed(self, glyph):
        return is_red(glyph.colour) and any(seal.holds(glyph) for seal in self.seals)


def abreast(pictures):
    """Return pictures in rows, top down and left to right: those whose middles are within 15 mm stand in one."""
    rows = []
    for one in sorted(pictures, key=lambda picture: picture.middle):
        if rows and one.middle - rows[-1][0].middle < 15:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [sorted(row, key=lambda picture: picture.x0) for row in rows]
