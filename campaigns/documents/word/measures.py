"""Measures of the sheet as Word counts them, in twips (1/20 point).

Word and WPS set 天头 37 mm and 22 equal rows of the 225 mm below it (GB/T 9704-2012 §5.2.1, §5.2.3), as every official
sets them in 页面设置. The type then begins half a row's leading below the edge, which the PDF allows for and Word cannot.
"""

from ..geometry import MM, NO_2, NO_3, NO_4

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4 as Word has it
TOP, LEFT, RIGHT, BOTTOM = (round(mm * MM * 20) for mm in (37, 28, 26, 35))
WIDTH = PAGE_WIDTH - LEFT - RIGHT
HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
ROW = HEIGHT // 22
TIGHTER = -5  # between characters: 28 of 16 pt would need 448 pt, the type area has 442
CHARACTER = round(NO_3 * 20) + TIGHTER  # one 字
TITLE_CHARACTER, IMPRINT_CHARACTER = round(NO_2 * 20), round(NO_4 * 20)
CHARACTERS = 28


def twips(mm):
    return round(mm * MM * 20)


def emu(mm):
    """Return millimetres in the unit of drawings, 1/36000 mm."""
    return round(mm * 36000)


def millimetres(twips):
    return twips / 20 / MM


def cells(count):
    """Return the twips of `count` 字; no less than none."""
    return max(0, round(count * CHARACTER))
