"""Dates as a document prints them."""

import re

from .document import Layout

PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
DIGITS = str.maketrans("0123456789", "○一二三四五六七八九")


def as_printed(dated, layout=Layout.Y2012):
    """Return a partial ISO date as far as it is known: 2008年8月, in 1999 二○○八年八月. Another text is returned as is.

    GB/T 9704-2012 §7.3.5.4: Arabic, full year, no leading zero. 1999: Chinese numerals, zero as ○.
    """
    if not (match := PARTIAL.fullmatch(dated)):
        return dated
    numbers = [part for part in match.groups() if part]
    write = _chinese if layout == Layout.Y1999 else _arabic
    return "".join(write(number) + unit for number, unit in zip(numbers, "年月日", strict=False))


def _arabic(number):
    return number.lstrip("0")


def _chinese(number):
    if len(number) == 4:
        return number.translate(DIGITS)
    tens, ones = divmod(int(number), 10)
    ten = {0: "", 1: "十"}.get(tens, f"{tens}十")
    return (ten + (str(ones) if ones else "")).translate(DIGITS)
