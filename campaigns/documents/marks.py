"""发文机关标志: where it stands, how large it is, what it says, the same in every format.

GB/T 9704-2012 §7.2.4 (size free, 醒目、美观、庄重) and §10.1; 1999 §8.1.4. Sizes in points.
"""

from .document import Layout
from .geometry import MM, WIDTH

TOP = {Layout.Y2012: 35 * MM, Layout.Y1999: 25 * MM}  # below the top of the type area
LETTER_TOP = 30 * MM  # below the page's top
SUFFIX, SUFFIX_GAP = "文件", 0.4  # em between several names and the 文件 beside them
LARGEST, LARGEST_JOINT, LARGEST_LETTER = 62.0, 46.0, 40.0  # 62 are 22 mm
SMALLEST = 20.5  # what still reads as a mark
CONDENSED, CONDENSED_JOINT = 0.72, 0.8  # how narrow its characters usually are


def named(organ):
    """Return the name that a mark shows: 文件, which a mark has by itself or, in a letter, not at all, is no part of it."""
    return organ.name.removesuffix(SUFFIX) or organ.name


def usual_size(longest, count):
    """Return the size of a mark of `count` names, the longest `longest` em wide: one size, whatever stands below it."""
    if count == 1:
        return min(LARGEST, WIDTH / ((longest + len(SUFFIX)) * CONDENSED))
    return min(LARGEST_JOINT, WIDTH / ((longest + SUFFIX_GAP + len(SUFFIX)) * CONDENSED_JOINT), 16 + 70 / count)


def usual_letter_size(longest):
    """Return the size of a letter's mark, the host's name alone, `longest` em wide."""
    return min(LARGEST_LETTER, WIDTH / longest)
