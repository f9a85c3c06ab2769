"""The serial number that a line begins with: 一、 （一） 1. （1） ① 第一条 (GB/T 9704-2012 §7.3.3)."""

import re
from dataclasses import dataclass
from enum import IntEnum

from .numerals import NUMERAL, number


class Rank(IntEnum):
    """Depth by form. A smaller rank stands above a larger one wherever both occur."""

    CHAPTER = 0
    SECTION = 1
    ARTICLE = 2
    CLAUSE = 3
    ITEM = 4
    SUBITEM = 5
    CIRCLED = 6


@dataclass(frozen=True)
class Marker:
    """`printed` is the marker without its inner spaces, `length` how much of the line it takes."""

    rank: Rank
    number: int
    printed: str
    length: int


# Matched against folded text. A four-digit year or a month may follow "1." directly; any other digit makes it a decimal.
_FORMS = [
    (Rank.CHAPTER, rf"第\s*([{NUMERAL}]{{1,5}}|\d{{1,3}})\s*(?:章|编|部分)(?=[\s:]|$)\s*:?\s*"),
    (Rank.ARTICLE, rf"第\s*([{NUMERAL}]{{1,5}}|\d{{1,3}})\s*条(?=\s|$)\s*"),
    (Rank.SECTION, rf"([{NUMERAL}](?:\s?[{NUMERAL}]){{0,3}})\s*(?:、|\.(?!\d)|,|\s(?=\S{{2,24}}$))\s*"),
    (Rank.CLAUSE, rf"[(\[]\s*([{NUMERAL}](?:\s?[{NUMERAL}]){{0,3}})\s*[)\]]\s*[、.,]?\s*"),
    (Rank.CLAUSE, rf"([{NUMERAL}]{{1,3}})\)\s*[、.,]?\s*"),
    (Rank.CLAUSE, r"([\u3220-\u3229])\s*[、.,]?\s*"),
    (Rank.ITEM, r"(\d{1,2})\s*(?:[、.](?!\d)|[、.](?=\d{4}\s*年|\d{1,2}\s*月))\s*"),
    (Rank.ITEM, r"([\u2488-\u249b])\s*"),
    (Rank.SUBITEM, r"\(\s*(\d{1,2})\s*\)\s*[、.]?\s*"),
    (Rank.SUBITEM, r"(\d{1,2})\)\s*[、.]?\s*"),
    (Rank.SUBITEM, r"([\u2474-\u2487])\s*[、.]?\s*"),
    (Rank.CIRCLED, r"([\u2460-\u2473])\s*[、.]?\s*"),
]
_FORMS = [(rank, re.compile(form)) for rank, form in _FORMS]
_ENCLOSED = [(0x3220, 0x3229), (0x2488, 0x249B), (0x2474, 0x2487), (0x2460, 0x2473)]
# 一、二等奖 is a prize, not a section; so are 一、二季度 and 三、四线城市.
_NOT_A_SERIAL = re.compile(rf"[{NUMERAL}]\s*、\s*[{NUMERAL}](?:\s*、|等|级|类|季度|线|档|期|年级|月)")


def _value(text):
    first = ord(text[0])
    for low, high in _ENCLOSED:
        if low <= first <= high:
            return first - low + 1
    return number("".join(text.split()))


def marker_of(text, folded):
    """Return the Marker that `text` begins with, or None. Looks at the first 30 characters only."""
    head = folded[:30]
    if not head or (not head[0].isdigit() and head[0] not in _FIRST):
        return None
    if _NOT_A_SERIAL.match(head):
        return None
    for rank, form in _FORMS:
        if (match := form.match(head)) and 0 < (value := _value(match[1]) or 0) < 1000:
            return Marker(rank, value, "".join(text[: match.end()].split()), match.end())
    return None


_FIRST = frozenset("第([" + NUMERAL + "".join(chr(code) for low, high in _ENCLOSED for code in range(low, high + 1)))
