"""Colours of a PDF as (red, green, blue), each 0 to 1, and the names that the standard has for them."""

BLACK = (0.0, 0.0, 0.0)
_TINTS = {"Separation", "DeviceN"}


def as_rgb(colour, space=""):
    """Return (r, g, b) of a colour in grey, RGB or CMYK, of one tint of ink, or black where it is none of these."""
    if not isinstance(colour, (tuple, list)):
        colour = (colour,)
    parts = [float(part) for part in colour if isinstance(part, (int, float))]
    if len(parts) == 1:
        grey = 1 - parts[0] if space in _TINTS else parts[0]
        return (grey, grey, grey)
    if len(parts) == 3:
        return tuple(parts)
    if len(parts) == 4:
        cyan, magenta, yellow, key = parts
        return tuple((1 - ink) * (1 - key) for ink in (cyan, magenta, yellow))
    return BLACK


def is_black(colour):
    return max(colour) <= 0.25


def is_red(colour):
    """Whether a colour is the red of a red head: R high, G and B low; C 0 M 80 Y 80 K 0 is (§6)."""
    red, green, blue = colour
    return red >= 0.6 and max(green, blue) <= 0.4


def is_light_grey(colour):
    """Whether a colour is that of a watermark or of nothing at all: no element of the standard has it."""
    return min(colour) >= 0.45 and max(colour) - min(colour) <= 0.1


def named(colour):
    """Return a colour as people write it: 黑色, 红色 or #rrggbb."""
    if is_black(colour):
        return "黑色"
    if is_red(colour):
        return "红色"
    return "#" + "".join(f"{round(max(0.0, min(1.0, part)) * 255):02x}" for part in colour)
