"""Where the tables are: their rows stand on no grid."""

from .sheet import Box

_NEAR = 1.0  # mm between lines that belong together
_MOST = 3000  # lines: more are a drawing


def tables_of(page):
    """Return the Boxes of the tables of a page: groups of lines that touch, with upright ones among them."""
    groups = []
    for stroke in page.strokes if len(page.strokes) < _MOST else ():
        touching = [group for group in groups if any(_touch(stroke, other) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([stroke, *(one for group in touching for one in group)])
    return [_around(group) for group in groups if sum(not one.is_level for one in group) >= 2]


def _touch(one, other):
    return (
        one.x0 - _NEAR <= other.x1
        and other.x0 - _NEAR <= one.x1
        and one.top - _NEAR <= other.bottom
        and other.top - _NEAR <= one.bottom
    )


def _around(strokes):
    return Box(
        min(one.x0 for one in strokes),
        min(one.top for one in strokes),
        max(one.x1 for one in strokes),
        max(one.bottom for one in strokes),
    )
