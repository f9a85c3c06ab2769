"""Paragraphs and the text in them. Text is text: no character of it is ever markup."""

import unicodedata

from .xml import properties, w

SHAPELESS = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls and the like, which XML forbids or which only steer display
EAST_ASIAN = {"hint": "eastAsia"}  # else “ ” — … ① would be set in the Latin half of a font, half as wide


def clean(text):
    """Return `text` without characters that have no shape; a line break stays, a tab becomes a space."""
    return "".join(each for each in text.replace("\t", " ") if _is_kept(each))


def _is_kept(character):
    is_nothing = ord(character) & 0xFFFE == 0xFFFE  # U+FFFE and U+FFFF of each plane
    return character == "\n" or not (is_nothing or unicodedata.category(character) in SHAPELESS)


def run(text, style=None, **looks):
    """Return a w:r. `looks` are run properties (xml.ORDER); a line break in the text is one in Word."""
    if style:
        looks["rStyle"] = style
    marked = w("r", properties("rPr", **{"rFonts": EAST_ASIAN, **looks}))
    for number, line in enumerate(clean(text).split("\n")):
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
