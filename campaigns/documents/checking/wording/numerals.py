"""Numerals (GB/T 15835-2011)."""

import re

from .texts import around

_STANDARD = "GB/T 15835-2011"
_FORMS = (
    ("numerals.year", re.compile(r"(?<![\d.])(?:0\d|9\d)年(?=\d{1,2}月|度|至)"), "年份用四位数字，不用简写。"),
    (
        "numerals.zero",
        re.compile(r"[一二三四五六七八九][0oOΟО○][一二三四五六七八九0oOΟО○][一二三四五六七八九0oOΟО○]年"),
        "年份中的“零”用“〇”。",
    ),
    ("numerals.percent", re.compile(r"(?<![\d.%])\d+(?:\.\d+)?[-—~～]\d+(?:\.\d+)?%"), "百分数的范围两端都写百分号。"),
    (
        "numerals.about",
        re.compile(r"[二三四五六七八九]、[二三四五六七八九](?=[天个人年月次件项家])"),
        "概数之间不加顿号，如“三四天”。",
    ),
    ("numerals.twice", re.compile(r"(?:约|近|大约)[^，。；]{1,10}(?:左右|上下)"), "“约”与“左右”不并用。"),
)


def of_numerals(texts):
    for rule, form, sentence in _FORMS:
        hits = [(text, found.start()) for text in texts for found in form.finditer(text)]
        if hits:
            yield rule, _STANDARD, around(*hits[0]), sentence + (f"共{len(hits)}处。" if len(hits) > 1 else "")
