"""What rules have in common: comparing lengths, texts and faces. Lengths in mm, sizes in pt."""

from ..geometry import EM, RIGHT
from ..rows import face
from .registry import Found

ROUNDING = 0.005  # what is shown as within the tolerance is within it


def near(value, target, tolerance, unit="mm"):
    return Found(f"{value:.2f} {unit}", abs(value - target) <= tolerance + ROUNDING)


def worst(values, target, tolerance, unit="mm"):
    """Judge the value farthest from the target; None where there is none."""
    values = list(values)
    return near(max(values, key=lambda value: abs(value - target)), target, tolerance, unit) if values else None


def between(value, low, high, unit="mm"):
    return Found(f"{value:.2f} {unit}", low - ROUNDING <= value <= high + ROUNDING)


def blank_rows(elements, upper, lower, count):
    """Judge how much is free between two boxes of one page that `count` blank rows should part.

    From em box to em box a blank row is one row and at most the leading of another: from 1.5 mm less to 0.2 mm more.
    """
    return between(lower.top - upper.bottom, count * elements.row - 1.5, (count + 1) * elements.row - EM + 0.2)


def blank_rows_in_text(elements, upper, lower, count):
    """The same for two Rows, None where they stand on two pages."""
    return blank_rows(elements, upper, lower, count) if upper.page == lower.page else None


def blank_rows_below_head(elements, upper, lower, count):
    """The same for a box of the head and a Row of the text, None where the text begins on another page."""
    return blank_rows(elements, upper, lower, count) if lower.page == 1 else None


def says(text, form):
    return Found(text, bool(form.fullmatch(text)))


def sized(rows, size):
    rows = list(rows)
    return worst((row.size for row in rows), size, 0.2, "pt") if rows else None


def faced(rows, wanted):
    """Judge the face that most Chinese characters of each row have; a few from another font are no fault."""
    rows = [row for row in rows if row.glyphs]
    if not rows:
        return None
    wrong = [row for row in rows if face(row.glyphs) != wanted]
    return Found(shown(wrong[0]) if wrong else wanted, not wrong)


def shown(row):
    """Name the face of a row, or its font where the face is none of the standard's, and where it stands."""
    name = face(row.glyphs) or row.glyphs[0].font.split("+")[-1]
    return f"{name}（第{row.page}页“{row.text[:8]}”）"


def free_right(elements, count, row):
    """Judge whether a row leaves `count` characters free at the right."""
    return near(RIGHT - row.x1, count * elements.cell, 0.7)


def spread(values):
    return max(values) - min(values)
