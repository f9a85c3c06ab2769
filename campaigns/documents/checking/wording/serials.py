"""结构层次序数: 一、 （一） 1. （1） (GB/T 9704-2012 §7.3.3)."""

import re

from ...wording import SERIALS
from ..elements.text import paragraphs_of

_SECTION = "GB/T 9704-2012 §7.3.3"
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_LEVELS = (
    (re.compile(r"([一二三四五六七八九十]{1,3})、"), 0),
    (re.compile(r"（([一二三四五六七八九十]{1,3})）"), 1),
    (re.compile(r"(\d{1,2})[.．](?!\d)"), 2),
    (re.compile(r"（(\d{1,2})）"), 3),
)


def of_serials(elements):
    for part in (elements.body, *(one.body for one in elements.attachments)):
        texts = ["".join(row.text for row in paragraph) for paragraph in paragraphs_of(part)]
        yield from _of_forms(texts)
        yield from _of_sequence(texts)


def _of_forms(texts):
    for text in texts:
        for form in SERIALS:
            if form.pattern.match(text):
                yield form.rule, form.section, text[:16], form.sentence


def _of_sequence(texts):
    """Gaps and steps back. A level begins anew below the next one above it; 1. may also run on."""
    last = [0, 0, 0, 0]
    for text in texts:
        value, level = _serial(text)
        if value is None:
            continue
        if value not in (last[level] + 1, 1):
            before = f"第{last[level]}" if last[level] else "开头"
            yield "serials.sequence", _SECTION, text[:16], f"序号不连续：{before}之后是第{value}。"
        last[level] = value
        if level < 2:
            last[level + 1 :] = [0] * (3 - level)


def _serial(text):
    for form, level in _LEVELS:
        if found := form.match(text):
            return _value(found[1]), level
    return None, None


def _value(numeral):
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (_DIGITS.get(tens, 1) if ten else 0) * 10 + _DIGITS.get(ones, 0)
