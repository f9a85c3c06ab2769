"""发文机关标志: how large its characters are, and how narrow (GB/T 9704-2012 §7.2.4: as it looks well)."""

from dataclasses import dataclass

from ..geometry import WIDTH
from ..marks import SMALLEST, SUFFIX, SUFFIX_GAP, usual_letter_size, usual_size
from ..titles import extent

OPEN = 1.3  # from row to row of a joint mark, in characters
BESIDE = SUFFIX_GAP + len(SUFFIX)  # 文件 and the space before it, in characters
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


def single(name, most):
    """Return the Type of a mark of one name and 文件 behind it, no taller than `most` points."""
    return _fitting(extent(name) + len(SUFFIX), min(most, usual_size(extent(name), 1)))


def letter(name):
    """Return the Type of a letter's mark, which has no 文件."""
    return _fitting(extent(name), usual_letter_size(max(1, extent(name))))


def joint(names, height):
    """Return the Type of a joint mark: a row for each name, 文件 beside them, together at most `height` points.

    None where that would be no mark any more: the host's alone is then shown.
    """
    longest = max(map(extent, names))
    size = min(usual_size(longest, len(names)), height / len(names) / OPEN)
    return _fitting(longest + SLACK + BESIDE, size) if size >= SMALLEST else None


def _fitting(characters, size):
    size = max(SMALLEST, int(size * 2) / 2)
    return Type(size, max(33, min(100, int(100 * WIDTH / (max(1, characters) * size)))))
