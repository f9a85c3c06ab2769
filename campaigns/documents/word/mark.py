"""发文机关标志: how large its characters are, and how narrow (GB/T 9704-2012 §7.2.4: as it looks well)."""

from dataclasses import dataclass

from ..geometry import WIDTH
from ..titles import extent

WORD = "文件"
TALLEST, SMALLEST = 54.0, 20.5  # points
TALLEST_LETTER = 40.0  # points: less than a mark with 文件
NARROWEST_SINGLE, NARROWEST_JOINT = 0.6, 0.75  # of its width: so far a mark may be condensed
OPEN = 1.3  # from row to row of a joint mark, in characters
BESIDE = 2.4  # 文件 and the space before it, in characters
SLACK = 0.5  # characters by which a column is wider than its longest name: no rounding breaks it
ROW = 1.2  # the height of the row of a single mark, in characters
ABOVE = 0.09  # of a character: what such a row has above it


@dataclass(frozen=True)
class Type:
    """`size` in points, to the half point that Word knows; `percent` of the normal width of a character."""

    size: float
    percent: int

    @property
    def row(self):
        """The height of an exact row, in twips."""
        return round(self.size * ROW * 20)

    @property
    def lead(self):
        """What stands above the character in such a row, in twips."""
        return round(self.size * ABOVE * 20)

    def width(self, characters):
        """Return the width of so many characters, in twips."""
        return round(characters * self.size * 20 * self.percent / 100)

    @property
    def looks(self):
        """The properties of a run."""
        return {"w": self.percent, "sz": round(self.size * 2), "szCs": round(self.size * 2)}


def named(organ):
    """Return the name that a mark shows: 文件, which a mark has by itself or, in a letter, not at all, is no part of it."""
    return organ.name.removesuffix(WORD) or organ.name


def single(text, tallest=TALLEST):
    """Return the Type in which a mark of one row fills the type area, no taller than `tallest` points."""
    return _fitting(extent(text), tallest, NARROWEST_SINGLE)


def joint(names, height):
    """Return the Type of a joint mark: a row for each name, 文件 beside them, together at most `height` points.

    None where that would be no mark any more: the host's alone is then shown.
    """
    size = min(TALLEST, height / len(names) / OPEN)
    look = _fitting(max(map(extent, names)) + SLACK + BESIDE, size, NARROWEST_JOINT)
    return look if look.size <= size else None


def _fitting(characters, tallest, narrowest):
    size = min(tallest, WIDTH / (max(1, characters) * narrowest))
    size = max(SMALLEST, int(size * 2) / 2)
    return Type(size, max(33, min(100, int(100 * WIDTH / (max(1, characters) * size)))))
