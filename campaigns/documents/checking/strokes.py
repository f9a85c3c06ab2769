"""From what a PDF draws to straight lines: thin boxes, the sides of boxes and frames, and pieces of one line."""

from .colours import as_rgb
from .geometry import MM
from .sheet import Stroke

THINNEST = 1.5  # mm: what is thicker is no line


def strokes_of(source, frame):
    """Return the Strokes of a page of pdfplumber's; frame: from its points to ours, by its box()."""
    drawn = [*_without_holes(source.rects), *source.lines, *source.curves]
    return _merged([stroke for one in drawn for stroke in _strokes(one, frame)])


def _without_holes(rects):
    """Give a frame, drawn as one box inside another (even-odd), as the boxes of the sides that are left of it."""
    kept = []
    for one in rects:
        outer, inner = (one, kept[-1]) if kept and _is_within(kept[-1], one) else (None, None)
        if outer is None and kept and _is_within(one, kept[-1]):
            outer, inner = kept[-1], one
        if outer:
            kept[-1:] = _sides(outer, inner)
        else:
            kept.append(one)
    return kept


def _is_within(inner, outer):
    even_odd = inner["evenodd"] and outer["evenodd"] and inner["fill"] and outer["fill"]
    across = outer["x0"] - 0.01 <= inner["x0"] and inner["x1"] <= outer["x1"] + 0.01
    return even_odd and across and outer["y0"] < inner["y0"] + 0.01 and inner["y1"] < outer["y1"] + 0.01


def _sides(outer, inner):
    bands = [
        {"y0": inner["y1"]},
        {"y1": inner["y0"]},
        {"x1": inner["x0"]},
        {"x0": inner["x1"]},
    ]
    sides = [outer | band | {"evenodd": False} for band in bands]
    return [side for side in sides if side["x1"] - side["x0"] > 0.01 and side["y1"] - side["y0"] > 0.01]


def colour_of(one):
    """Return the colour of something drawn: that of its inside, else that of its pen."""
    return as_rgb(one["non_stroking_color"] if one["fill"] else one["stroking_color"])


def _strokes(one, frame):
    """Yield the lines that something drawn consists of: itself where it is thin, else the sides of a stroked box."""
    x0, top, x1, bottom = frame.box(one)
    pen = float(one["linewidth"] or 0) / MM if one["stroke"] else 0.0
    half, colour = (pen / 2, colour_of(one))
    if min(x1 - x0, bottom - top) <= THINNEST:
        is_level = x1 - x0 >= bottom - top
        dx, dy = (0, half) if is_level else (half, 0)
        yield Stroke(x0 - dx, top - dy, x1 + dx, bottom + dy, colour)
    elif one["object_type"] == "rect" and one["stroke"]:
        colour = as_rgb(one["stroking_color"])
        yield from (Stroke(x0, y - half, x1, y + half, colour) for y in (top, bottom))
        yield from (Stroke(x - half, top, x + half, bottom, colour) for x in (x0, x1))


def _merged(strokes):
    """Join level lines that run on in one another or are drawn twice, as programs cut them up."""
    joined = []
    for stroke in sorted(strokes, key=lambda one: (round(one.top, 1), one.x0)):
        last = joined[-1] if joined else None
        if last and _runs_on(last, stroke):
            joined[-1] = Stroke(last.x0, last.top, max(last.x1, stroke.x1), last.bottom, last.colour)
        else:
            joined.append(stroke)
    return joined


def _runs_on(last, stroke):
    same = abs(last.top - stroke.top) < 0.05 and abs(last.bottom - stroke.bottom) < 0.05
    return same and last.colour == stroke.colour and stroke.is_level and stroke.x0 - last.x1 < 0.2
