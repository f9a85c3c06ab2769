"""Paragraphs and the text in them. Text is text: no character of it is ever markup."""

from .xml import properties, w

EAST_ASIAN = {"hint": "eastAsia"}  # else “ ” — … ① would be set in the Latin half of a font, half as wide


def run(text, style=None, **looks):
    """Return a w:r. `looks` are run properties (xml.ORDER); a line break in the text is one in Word."""
    if style:
        looks["rStyle"] = style
    marked = w("r", properties("rPr", **{"rFonts": EAST_ASIAN, **looks}))
    for number, line in enumerate(text.split("\n")):
        if number:
            marked.append(w("br"))
        marked.append(_text(line))
    return marked


def _text(line):
    element = w("t")
    element.text = line
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def tab():
    return w("r", w("tab"))


def paragraph(style, *content, **layout):
    """Return a w:p in a style. Content is text or elements; `layout` are paragraph properties beyond the style."""
    texts = (run(each) if isinstance(each, str) else each for each in content)
    return w("p", properties("pPr", pStyle=style, **layout), *texts)
