"""Documents to measure with, all made from one: alike in size, and each with characters of its own."""

import random
import re
from dataclasses import replace

from campaigns.documents.document import Layout, Organ, Piece, Table

COMMON = "".join(  # GB/T 2312, level 1
    bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)
)
HAN = re.compile(r"[\u4e00-\u9fff]")
ORGANS = ("国家质量监督检验检疫总局", "中共中央宣传部", "国家发展和改革委员会", "中华全国总工会", "共青团中央")


def different(document, count):
    """Yield `count` times (document, layout): every fifth character another one, 1 to 5 organs, the layouts in turn."""
    for number in range(count):
        chance = random.Random(number)  # noqa: S311  the same documents in every run
        organs = tuple(map(Organ, ORGANS[: 1 + number % len(ORGANS)]))
        pieces = tuple(_changed(piece, chance) for piece in document.pieces)
        yield replace(document, organs=organs, pieces=pieces), list(Layout)[number % len(Layout)]


def _changed(piece, chance):
    if isinstance(piece, Table):
        return piece
    return replace(piece, text=HAN.sub(lambda found: _perhaps(found[0], chance), piece.text))


def _perhaps(character, chance):
    return chance.choice(COMMON) if chance.random() < 0.2 else character


def repeated(document, times):
    """The document with its text so many times over."""
    return replace(document, pieces=document.pieces * times)


def with_a_clause(document, characters):
    """The document with one more clause of so many characters."""
    text = "".join(piece.text for piece in document.pieces if not isinstance(piece, Table))
    long = Piece("clause", (text * (characters // len(text) + 1))[:characters], "", "（十）")
    return replace(document, pieces=(*document.pieces, long))
